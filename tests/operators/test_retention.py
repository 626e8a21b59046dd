"""Old data goes by itself: at night, a piece at a time, and nothing of what is still open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot import files
from bot.database import Database
from bot.files import File, FileUse
from bot.inbox import InboxRow
from bot.outbox import OutboxRow
from operators import acts
from operators.destructions import Ground
from operators.history import Line as Said
from operators.retention import Retention, RetentionMark
from operators.retention_rules import Terms, rules
from operators.tickets import Ticket
from tests.dialogues.actions import perform
from tests.dialogues.line import Line

VLADIVOSTOK = ZoneInfo("Asia/Vladivostok")
NIGHT = datetime(2026, 6, 1, 16, 0, tzinfo=UTC)
"""Two o'clock in Vladivostok."""
TERMS = Terms(messages=60, files=40, inbox=20)


@pytest.fixture
async def line(tables_in_sqlite: str) -> AsyncIterator[Line]:
    """A conversation in March: one request that is over, with a file."""
    database = Database(tables_in_sqlite)
    line = Line(database)
    await line.open()
    for action in (
        "-- клиент уже дал согласие",
        "Клиент: позовите оператора, не печатается счёт",
        "Клиент присылает файл «счёт.pdf» 120 КБ",
        "Клиент нажимает: Завершить обращение",
        "Клиент нажимает: 5",
    ):
        await perform(line, action)
        await line.settle()
    async with database.write() as session:
        for file in await session.scalars(select(File)):
            await files.keep(session, file, "0" * 64, 10, line.clock.now())
    yield line
    await database.close()


async def _night(line: Line, retention: Retention, now: datetime = NIGHT) -> int:
    for number in range(100):
        async with line.database.write() as session:
            if not await retention.sweep(session, now):
                return number
    raise AssertionError("it has no end")


async def _count(line: Line, model: type) -> int:
    async with line.database.read() as session:
        return await session.scalar(select(func.count()).select_from(model)) or 0


async def test_what_is_old_goes_at_night_and_leaves_an_act(line: Line) -> None:
    """Raw payloads, files and words go by the centre's clock, in small pieces; number, dates and mark of the request
    stay, and the act says how much went. A second night finds nothing."""
    retention = Retention(rules(TERMS), VLADIVOSTOK, most=3)
    assert await _night(line, retention, NIGHT - timedelta(hours=6)) == 0
    assert await _count(line, Said) > 0
    assert await _night(line, retention) > 5
    assert (await _count(line, Said), await _count(line, FileUse)) == (0, 0)
    async with line.database.read() as session:
        assert {str(row.payload) for row in await session.scalars(select(InboxRow))} == {"{}"}
        assert {row.body.text.text for row in await session.scalars(select(OutboxRow))} == {""}  # type: ignore[union-attr]
        ticket = (await session.scalars(select(Ticket))).one()
        assert (ticket.question, ticket.rating) == ("", 5)
        (act,) = await acts.everything(session)
        assert (act.ground, act.client_number) == (Ground.RETENTION, None)
        assert {"messages", "files", "requests"} <= act.counts.keys()
    await _night(line, Retention(rules(TERMS), VLADIVOSTOK), NIGHT + timedelta(days=1))
    async with line.database.read() as session:
        assert len(await acts.everything(session)) == 1


async def test_what_is_open_stays(line: Line) -> None:
    """The conversation of an open request is whole, however old it is; it goes with the night behind its end."""
    await perform(line, "Клиент: всё равно не печатается")
    await line.settle()
    words, uses = await _count(line, Said), await _count(line, FileUse)
    await _night(line, Retention(rules(TERMS), VLADIVOSTOK))
    assert (await _count(line, Said), await _count(line, FileUse)) == (words, uses)
    async with line.database.read() as session:
        assert (await session.scalars(select(Ticket))).one().question != ""
        assert (await session.get_one(RetentionMark, "lines")).swept_to == 0
    await perform(line, "Клиент нажимает: Завершить обращение")
    await line.settle()
    await _night(line, Retention(rules(TERMS), VLADIVOSTOK), NIGHT + timedelta(days=1))
    assert await _count(line, Said) == 0


async def test_for_ever_is_for_ever(line: Line) -> None:
    """A term of 0 keeps everything."""
    assert await _night(line, Retention(rules(Terms(0, 0, 0)), VLADIVOSTOK)) == 0
    assert await _count(line, Said) > 0


async def test_whatever_showed_an_old_file_says_so(line: Line) -> None:
    """The words stay longer than the file: «[файл «счёт.pdf», срок хранения истёк]»; another one that holds the same
    file for a reason of its own keeps it."""
    async with line.database.write() as session:
        number = (await session.scalars(select(File.id))).one()
        session.add(FileUse(file_id=number, holder="permission:1"))
    await _night(line, Retention(rules(Terms(messages=0, files=40, inbox=0)), VLADIVOSTOK))
    assert await _count(line, FileUse) > 0
    async with line.database.write() as session:
        await files.release(session, "permission:1")
    await _night(line, Retention(rules(Terms(messages=0, files=40, inbox=0)), VLADIVOSTOK), NIGHT + timedelta(days=1))
    assert await _count(line, FileUse) == 0
    async with line.database.read() as session:
        shown = [line for line in await session.scalars(select(Said)) if line.attachments]
        assert [one.refused for said in shown for one in said.attachments] == ["expired"]
