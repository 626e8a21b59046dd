"""What staff look for, over both databases: any word of what is known of a ticket."""

from __future__ import annotations

from datetime import UTC, datetime

from bot import clients
from bot.database import Database
from bot.messages import Address, Person
from operators import contacts, history, lifecycle, sought
from operators.history import Author, LineKind
from operators.organisations import ContractState, Organisation

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


async def _made(database: Database) -> None:
    """Two tickets: of Vera, of whom much is known, and of somebody else."""
    async with database.write() as session:
        organisation = Organisation(inn="7707083893", name="ООО «Ёлка»", contract=ContractState.MAINTAINED, arrears=0)
        organisation.updated_at = NOW
        session.add(organisation)
        await session.flush()
        for peer, name, question in (("42", "Вера", "Оплатили 100% СЧЁТА [срочно]"), ("43", "Глеб", "Другой a*b?")):
            address = await clients.meet(session, Address("vk", peer), Person(peer, name), NOW)
            if name == "Вера":
                card = await contacts.card_for(session, address.client_id, NOW)
                card.phone, card.email, card.organisation_id = "+79120000001", "vera@example.org", organisation.id
            ticket = await lifecycle.open_ticket(session, address, question, (), NOW)
            if name == "Вера":
                history.record(session, address.id, Author.STAFF, "Отправили Акт\nсверки", NOW, ticket_id=ticket.id)
                history.record(
                    session, address.id, Author.CLIENT, "тайное поле", NOW, kind=LineKind.FORM, ticket_id=ticket.id
                )


async def _found(database: Database, text: str) -> list[int]:
    async with database.read() as session:
        words = sought.words_of(text)
        return sorted(await session.scalars(sought.tickets_with(session, words, ()))) if words else []


async def test_by_whatever_is_known(database: Database) -> None:
    """Name, question, organisation, INN, phone as people write it, e-mail, what was said, the number; all the words
    have to be there, in any case, «ё» as «е»."""
    await _made(database)
    hers = (
        *("вера", "ВЕР", "счета", "Счёта 100%", "елка", "«Ёлка»", "7707083893", "акт сверки вера", "[срочно]"),
        *("8 (912) 000-00-01", "+79120000001", "9120000001", "VERA@example", "№1", "1"),
    )
    assert {text: await _found(database, text) for text in hers} == {text: [1] for text in hers}
    assert await _found(database, "a*b?") == [2]


async def test_what_finds_nothing(database: Database) -> None:
    """Patterns are no patterns; a field of a form is for nobody; nothing at all, one letter, an endless number."""
    await _made(database)
    for text in ("%%", "__", "в%а", "В?ра", "[а-я]", "В.ра", "тайное", "вера глеб", "", " ", "а", "9" * 5000, "🙂\x00"):
        assert await _found(database, text) == [], text
