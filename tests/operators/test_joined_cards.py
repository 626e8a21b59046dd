"""The contact cards of accounts that are joined and parted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients, joins
from bot.clients import ClientAddress
from bot.database import Database
from bot.messages import Address, Person
from operators import contacts, joined_cards

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


async def _met(session: AsyncSession, channel: str, at: datetime, **told: Any) -> ClientAddress:
    address = await clients.meet(session, Address(channel, "42"), Person("42", "Анна"), at)
    if told:
        await joined_cards.tell(session, address, told, at)
    return address


async def _card(session: AsyncSession, address: ClientAddress) -> dict[str, Any]:
    card = await contacts.card_of(session, address.client_id)
    fields = ("name", "phone", "email", "centre_id")
    return {key: value for key in fields if card is not None and (value := getattr(card, key)) is not None}


async def test_the_newer_word_wins_and_each_gets_its_own_back(database: Database) -> None:
    """Joined: the newer of two, and what only one of them told. Parted: each what was told by its accounts, also
    while they were one."""
    later = NOW + timedelta(hours=1)
    async with database.write() as session:
        first = await _met(session, "telegram", NOW, phone="+79120000000", name="Анна")
        second = await _met(session, "vk", later, phone="+79130000000", email="anna@example.ru")
        found = await joins.join(session, first, second, later)
        assert found is not None
        await joined_cards.settle(session, {first.client_id}, later)
        assert await _card(session, second) == {"name": "Анна", "phone": "+79130000000", "email": "anna@example.ru"}
        await joined_cards.tell(session, second, {"email": "new@example.ru"}, later)
        await joined_cards.tell(session, first, {"name": "Анна Сергеевна"}, later)
        assert (await _card(session, first))["email"] == "new@example.ru"
        await joins.undo(session, found[0], later)
        await joined_cards.settle(session, {first.client_id, second.client_id}, later)
        assert await _card(session, first) == {"phone": "+79120000000", "name": "Анна Сергеевна"}
        assert await _card(session, second) == {"phone": "+79130000000", "email": "new@example.ru"}


async def test_whoever_told_nothing_takes_nothing_away(database: Database) -> None:
    """An account without a card sees the other's while they are one, and has none afterwards."""
    async with database.write() as session:
        first = await _met(session, "telegram", NOW)
        second = await _met(session, "vk", NOW, phone="+79130000000")
        found = await joins.join(session, first, second, NOW)
        assert found is not None
        await joined_cards.settle(session, {first.client_id}, NOW)
        assert await _card(session, first) == {"phone": "+79130000000"}
        await joins.undo(session, found[0], NOW)
        await joined_cards.settle(session, {first.client_id, second.client_id}, NOW)
        assert await _card(session, first) == {}
        assert await _card(session, second) == {"phone": "+79130000000"}
