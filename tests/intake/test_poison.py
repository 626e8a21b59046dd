"""What nobody has documented: it is kept in some form, and neither stops its messenger nor anybody else's."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from bot import inbox
from bot.database import Database
from bot.inbox import InboxRow, InboxState
from bot.intake import Reader
from bot.intake.reading import accept
from bot.messages import Batch, RawUpdate
from tests.fakes import FakeClock, ListSource, until, update

HALF = "\ud83d"
_DEEP: Any = []
for _ in range(400):
    _DEEP = [_DEEP]


async def _rows(database: Database) -> list[InboxRow]:
    async with database.read() as session:
        return list(await session.scalars(select(InboxRow).order_by(InboxRow.id)))


@pytest.mark.parametrize(
    "odd",
    [
        RawUpdate(f"v:{HALF}", "memory:1", {"text": "да"}),
        RawUpdate("v:\x00", f"memory:{HALF}\x00", {"text": "да"}),
        RawUpdate("v:" + "9" * 5000, "memory:" + "9" * 5000, {"text": "да"}),
        RawUpdate("1", "memory:1", {"text": "да", f"{HALF}\x00": f"\x00{HALF}", "n": float("nan"), "deep": _DEEP}),
    ],
)
async def test_odd_update_is_kept(database: Database, odd: RawUpdate) -> None:
    """In a cleaned form, with the cursor behind it; a replay is a replay."""
    batch = Batch([update(7), odd, update(8)], "9")
    assert await accept(database, "memory", batch, FakeClock()) == 3
    assert await accept(database, "memory", batch, FakeClock()) == 0
    assert [row.payload["text"] for row in await _rows(database)] == ["строка 7", "да", "строка 8"]
    async with database.read() as session:
        assert await inbox.read_cursor(session, "memory") == "9"


async def test_what_no_row_can_be_made_of_is_parked(database: Database) -> None:
    """Where people see it, once; the others are taken, and the cursor moves on."""
    poison = RawUpdate("13", "memory:1", {"text": {1, 2, HALF}})
    for _ in range(2):
        await accept(database, "memory", Batch([update(1), poison, update(2)], "3"), FakeClock())
    first, parked, second = await _rows(database)
    assert [first.state, parked.state, second.state] == [InboxState.NEW, InboxState.PARKED, InboxState.NEW]
    assert "13" in parked.payload["unreadable"]
    assert parked.error
    async with database.read() as session:
        assert [row.id for row in await inbox.failed(session)] == [parked.id]
        assert await inbox.read_cursor(session, "memory") == "3"


async def test_an_adapter_that_fails_is_asked_again(database: Database) -> None:
    """A fault of the program's own ends no loop: the reason can be seen, and the next answer is read."""
    source = ListSource([KeyError("ts"), RecursionError(), Batch([update(1)], "2")])
    stop = asyncio.Event()
    reader = Reader(database, source, FakeClock(), lambda: None)
    running = asyncio.create_task(reader.run(stop))
    await until(lambda: reader.trouble == "KeyError")
    await until(lambda: reader.trouble == "RecursionError")
    await until(lambda: reader.trouble == "")
    stop.set()
    async with asyncio.timeout(5):
        await running
    assert len(await _rows(database)) == 1
