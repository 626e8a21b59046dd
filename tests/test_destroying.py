"""Somebody's data is destroyed: nothing that they wrote, and nothing that tells who they are, is left in any table."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients
from bot.clients import ClientAddress, Consent
from bot.database import Base, Database
from bot.files import FileUse
from bot.messages import Address
from bot.outbox import OutboxRow, OutboxState
from bot.outgoing import DropTopic
from bot.richtext import rich
from handlers.holdings import HOLDINGS
from operators import acts, contacts, destroying, destructions
from operators.destructions import Ground
from operators.notes import DeskNote
from operators.retention import Retention
from operators.retention_rules import Terms, rules
from operators.tickets import Ticket, TicketState
from operators.topics import Topic
from tests.dialogues.actions import perform
from tests.dialogues.line import MOSCOW, Line
from tests.dialogues.messenger import PEER
from tests.dialogues.screens import GROUP


@pytest.fixture
async def sqlite_database(tables_in_sqlite: str) -> AsyncIterator[Database]:
    """SQLite alone: the statements are the same."""
    database = Database(tables_in_sqlite)
    yield database
    await database.close()


_SAID = "тайный вопрос про слонов"
_TRACES = ("тайн", "Анна", "+79990000000", "anna@example.ru", "Ромашка", "договор.pdf", "секретная заметка")
"""What tells of the client: names, contacts, words, names of files, what staff wrote about them."""

_DIALOGUE = (
    "-- подключены оба мессенджера",
    "-- клиента зовут Анна",
    "-- клиент пишет в ВКонтакте",
    "-- клиент уже дал согласие",
    "Клиент: связать аккаунты",
    "-- клиент пишет в Telegram",
    "Клиент пишет полученный код",
    f"Клиент: {_SAID}",
    "Клиент нажимает: Позвать специалиста",
    "Клиент присылает файл «договор.pdf» 120 КБ с подписью «тайный договор»",
    "Оператор Ольга берёт",
    "Оператор Ольга: тайный ответ",
    "Оператор Ольга завершает",
    "Клиент нажимает: Да",
    "Клиент нажимает: 2",
    "Клиент: тайный отзыв",
    "Клиент: ещё один тайный вопрос",
    "Клиент: /privacy",
    "Клиент нажимает: Получить файлом",
)


async def _talked(database: Database) -> Line:
    line = Line(database)
    await line.open()
    for action in _DIALOGUE:
        await perform(line, action)
        await line.settle()
    async with database.write() as session:
        await _told_of_themselves(session, line)
    return line


async def _told_of_themselves(session: AsyncSession, line: Line) -> None:
    now = line.clock.now()
    address = await _account(session, "telegram")
    card = await contacts.card_for(session, address.client_id, now)
    card.name, card.organisation, card.phone, card.email = "Анна", "ООО «Ромашка»", "+79990000000", "anna@example.ru"
    topic = (await session.scalars(select(Topic))).one()
    topic.thread_id = "17"
    note = DeskNote(topic_id=topic.id, staff_id=1, chat=GROUP, message_id="n1", private=True, written_at=now)
    note.text = rich("секретная заметка про Анну")
    session.add(note)


async def _account(session: AsyncSession, channel: str) -> ClientAddress:
    found = await clients.find_address(session, Address(channel, PEER))
    assert found is not None
    return found


async def _everything(database: Database) -> str:
    """All that stands in the database, as text; what must stay by its nature (the texts of consent) is left out."""
    async with database.read() as session:
        rows = {}
        for table in Base.metadata.sorted_tables:
            found = await session.execute(select(*table.columns))
            rows[table.name] = [f"{table.name} {list(map(str, row))}" for row in found]
    del rows["consent_texts"]
    return "\n".join(line for table in rows.values() for line in table)


async def _ask(line: Line) -> None:
    async with line.database.write() as session:
        client_id = (await _account(session, "telegram")).client_id
        due = destructions.due(line.clock.now(), 30, MOSCOW)
        await destructions.ask(session, client_id, Ground.WITHDRAWN, "telegram", due, line.clock.now())


async def _carry_out(line: Line, limit: int = destroying.MOST) -> int:
    """How many transactions it takes."""
    for number in range(1000):
        async with line.database.write() as session:
            if not await destroying.step(session, HOLDINGS, line.clock.now(), limit):
                return number
    raise AssertionError("it has no end")


async def _night(line: Line) -> None:
    """What the nightly sweep does about what was told in General."""
    retention = Retention(rules(Terms()), MOSCOW)
    more = True
    while more:
        async with line.database.write() as session:
            more = await retention.sweep(session, line.clock.now())


async def test_nothing_that_tells_of_a_client_is_left(database: Database) -> None:
    """Both messengers, the card, the conversation, files, staff's notes: no trace in any table; the request stays with
    its number, dates and mark, the consent with its version and moment, and an act says what went."""
    line = await _talked(database)
    before = await _everything(database)
    for trace in _TRACES:
        assert trace in before, f"nothing is to be seen of «{trace}»"
    await _ask(line)
    line.clock.move(timedelta(days=29, hours=15).total_seconds())
    await _night(line)
    assert await _carry_out(line, limit=7) > 5
    traces = (*_TRACES, f"'{PEER}'", f":{PEER}'")
    left = [row for row in (await _everything(database)).splitlines() if any(trace in row for trace in traces)]
    assert left == []
    async with database.read() as session:
        ticket = (await session.scalars(select(Ticket))).one()
        assert (ticket.state, ticket.rating, ticket.question) == (TicketState.CLOSED, 2, "")
        assert ticket.anonymised_at is not None
        assert (await session.scalars(select(FileUse))).all() == []
        consent = (await session.scalars(select(Consent))).one()
        assert (consent.version, consent.channel) == ("1", "vk")
        act = (await acts.everything(session))[-1]
        assert act.counts["card"] == 1
        assert act.counts["messages"] > 10
        assert (act.ground, act.client_number) == (Ground.WITHDRAWN, ticket.client_id)
        drops = [row for row in await session.scalars(select(OutboxRow)) if isinstance(row.body, DropTopic)]
        assert [(row.peer, row.state) for row in drops] == [(f"topic:{ticket.topic_id}", OutboxState.WAITING)]


async def test_whoever_writes_again_is_somebody_new(sqlite_database: Database) -> None:
    """The account that comes back afterwards is a client without a past, who is asked for consent again."""
    line = await _talked(sqlite_database)
    await _ask(line)
    line.clock.move(timedelta(days=30).total_seconds())
    await _carry_out(line)
    await perform(line, "Клиент: позовите оператора")
    seen = await line.settle()
    assert "согласие" in seen[0].message.text
    async with sqlite_database.read() as session:
        again = await _account(session, "telegram")
        assert again.client_id > 2


async def test_it_waits_for_whoever_is_being_talked_with(sqlite_database: Database) -> None:
    """An update that is not processed yet is not taken away from under the dialogue: the next tick does it."""
    line = await _talked(sqlite_database)
    await _ask(line)
    line.clock.move(timedelta(days=30).total_seconds())
    await perform(line, "Клиент: ещё тайна")
    assert await _carry_out(line) == 0
    await line.settle()
    assert await _carry_out(line) > 0


async def test_an_interrupted_one_goes_on(sqlite_database: Database) -> None:
    """Begun, it cannot be cancelled any more; whatever was interrupted is ended by the next tick."""
    line = await _talked(sqlite_database)
    await _ask(line)
    line.clock.move(timedelta(days=30).total_seconds())
    async with sqlite_database.write() as session:
        assert await destroying.step(session, HOLDINGS, line.clock.now(), 3)
    async with sqlite_database.write() as session:
        client_id = (await _account(session, "telegram")).client_id
        assert not await destructions.cancel(session, client_id, line.clock.now())
    await _carry_out(line, 50)
    async with sqlite_database.read() as session:
        assert len(await acts.everything(session)) == 1
