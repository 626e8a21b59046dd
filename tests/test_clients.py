"""Clients, their addresses and consents."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot import clients
from bot.calls import Closed, Destination
from bot.clients import Client, ClientBook
from bot.database import Database
from bot.errors import Rejected, Unreachable
from bot.messages import Address, Person
from bot.outbox import enqueue
from bot.outgoing import Send
from bot.richtext import rich
from tests.fakes import START

TELEGRAM, VK = Address("telegram", "42"), Address("vk", "42")
MARIA = Person("42", "Мария", "maria")


async def test_who_writes_first_becomes_a_client(database: Database) -> None:
    """One client with one address; the same number in another messenger is somebody else."""
    async with database.write() as session:
        first = await clients.meet(session, TELEGRAM, MARIA, START)
        again = await clients.meet(session, TELEGRAM, MARIA, START + timedelta(days=1))
        other = await clients.meet(session, VK, MARIA, START)
        assert first.id == again.id
        assert first.client_id != other.client_id
        assert (first.address, first.client.name, first.client.created_at) == (TELEGRAM, "Мария", START)
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Client)) == 2
        assert await clients.find_address(session, Address("telegram", "43")) is None


async def test_a_client_with_two_accounts_keeps_the_name_of_the_first(database: Database) -> None:
    """Renaming the other account changes that account only."""
    async with database.write() as session:
        first = await clients.meet(session, TELEGRAM, MARIA, START)
        second = await clients.meet(session, VK, Person("42", "Мария П."), START)
        second.client = first.client
        await clients.meet(session, VK, Person("42", "Маша"), START)
        assert (second.name, first.name, first.client.name) == ("Маша", "Мария", "Мария")
        await clients.meet(session, TELEGRAM, Person("42", "Мария Петрова"), START)
        assert first.client.name == "Мария Петрова"
        assert await clients.channels_of(session, first.client_id) == {"telegram", "vk"}


async def test_a_new_name_is_taken_over(database: Database) -> None:
    """People rename themselves."""
    async with database.write() as session:
        await clients.meet(session, TELEGRAM, MARIA, START)
        await clients.meet(session, TELEGRAM, Person("42", "Мария Ивановна"), START)
    async with database.read() as session:
        found = await clients.find_address(session, TELEGRAM)
        assert found is not None
        assert (found.name, found.username, found.client.name) == ("Мария Ивановна", None, "Мария Ивановна")


async def test_unreachable_until_they_write_again(database: Database) -> None:
    """Who blocked the bot is not written to; their next word ends that."""
    async with database.write() as session:
        await clients.meet(session, TELEGRAM, MARIA, START)
        await clients.mark_unreachable(session, TELEGRAM, "blocked", START)
        assert await clients.unreachable_reasons(session, "telegram", {"42", "43"}) == {"42": "blocked"}
        assert await clients.unreachable_reasons(session, "vk", {"42"}) == {}
    async with database.write() as session:
        await clients.meet(session, TELEGRAM, MARIA, START)
        assert await clients.unreachable_reasons(session, "telegram", {"42"}) == {}


async def test_the_book_of_a_clients_channel(database: Database) -> None:
    """A peer is its own destination; one who left is closed, and only that is learnt from a refusal."""
    book = ClientBook("telegram")
    async with database.write() as session:
        await clients.meet(session, TELEGRAM, MARIA, START)
        row = await enqueue(session, TELEGRAM, Send(rich("x")), START)
        assert await book.heal(session, row, Rejected("bad"), START) is False
        assert await book.find(session, {"42", "43"}) == {"42": Destination("42"), "43": Destination("43")}
        assert await book.heal(session, row, Unreachable("blocked"), START) is False
        assert await book.find(session, {"42", "43"}) == {"42": Closed("blocked"), "43": Destination("43")}


async def test_a_consent_is_of_one_version(database: Database) -> None:
    """A new wording has to be agreed to anew; what was given stays."""
    async with database.write() as session:
        address = await clients.meet(session, TELEGRAM, MARIA, START)
        assert not await clients.has_consent(session, address.client_id, "1")
        clients.record_consent(session, address, "1", START)
    async with database.read() as session:
        assert await clients.has_consent(session, address.client_id, "1")
        assert not await clients.has_consent(session, address.client_id, "2")
