"""Rows that fail: tried again, parked, and nobody's trouble but their own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import NotUnderstood
from bot.inbox import Conversation, Handled, InboxRow, InboxState
from bot.intake import Processor
from bot.intake.process import RETRY_PAUSES
from tests.fakes import EchoSide, update
from tests.intake.line import Line


async def test_a_poison_update_is_tried_three_times_and_parked(line: Line) -> None:
    """Three tries within thirty seconds, then it is set aside with its traceback, whoever has to know is told, and the
    conversation goes on. Until then the rows behind it wait: order is kept."""
    line.side.failing = {"яд": [ValueError("первый"), ValueError("второй"), ValueError("третий")]}
    await line.accept(update(1, "яд"), update(2))
    tries = []
    for second in range(31):
        before = len(line.side.handled)
        await line.run()
        if any(words == "яд" for _, words in line.side.handled[before:]):
            tries.append(second)
        line.clock.move(1)
    assert (len(tries), tries[0]) == (3, 0)
    assert tries[-1] < 30
    poison = (await line.rows())["1"]
    assert (poison.state, poison.attempts) == (InboxState.PARKED, 3)
    assert poison.error is not None
    assert poison.error.endswith("ValueError: третий")
    assert "in handle" in poison.error
    assert line.side.told == [poison.id]
    assert await line.said() == ["посмотрит человек", "строка 2"]


async def test_a_failure_leaves_no_trace_of_its_own_and_undoes_no_neighbour(line: Line) -> None:
    """Rows of a batch stand behind savepoints: what the failing one wrote is gone, what the others wrote stays, and
    that in one transaction."""
    line.side.failing = {"яд": [ValueError()]}
    await line.accept(update(1, chat="a"), update(2, "яд", chat="b"), update(3, chat="c"))
    assert await line.processor.process() == 3
    assert [await line.said(chat) for chat in "abc"] == [["строка 1"], [], ["строка 3"]]
    assert line.commits == 1
    line.clock.move(RETRY_PAUSES[0])
    await line.run()
    assert await line.said("b") == ["яд"]


async def test_a_failing_statement_leaves_its_neighbours_alone(line: Line) -> None:
    """Also when the database itself refused, which on PostgreSQL spoils everything up to the savepoint."""

    class Broken(EchoSide):
        async def handle(self, session: AsyncSession, conversation: Conversation, rows: Sequence[InboxRow]) -> Handled:
            if conversation.key == "memory:b":
                await session.execute(text("SELECT * FROM no_such_table"))
            return await super().handle(session, conversation, rows)

    processor = Processor(line.database, {"memory": Broken(line.clock)}, line.clock, lambda _: None)
    await line.accept(update(1, chat="a"), update(2, chat="b"), update(3, chat="c"))
    assert await processor.process() == 3
    assert [await line.said(chat) for chat in "abc"] == [["строка 1"], [], ["строка 3"]]
    assert (await line.rows())["2"].attempts == 1


async def test_telling_of_a_parked_row_may_fail(line: Line) -> None:
    """The row is parked all the same, and what the telling wrote is undone."""
    line.side.failing = {"яд": [ValueError(), ValueError(), ValueError()]}
    line.side.parking_fails = RuntimeError()
    await line.accept(update(1, "яд"), update(2))
    for _ in range(30):
        await line.run()
        line.clock.move(1)
    assert (await line.rows())["1"].state is InboxState.PARKED
    assert await line.said() == ["строка 2"]


async def test_an_innocent_row_is_not_parked_for_the_one_behind_it(line: Line) -> None:
    """When rows that were taken together fail, the first is tried again alone."""
    line.side.together = True
    line.side.failing = {"яд": [ValueError() for _ in range(9)]}
    await line.accept(update(1), update(2, "яд"), update(3))
    for _ in range(60):
        await line.run()
        line.clock.move(1)
    states = {key: row.state for key, row in (await line.rows()).items()}
    assert states == {"1": InboxState.DONE, "2": InboxState.PARKED, "3": InboxState.DONE}
    assert await line.said() == ["строка 1", "посмотрит человек", "строка 3"]


async def test_a_failure_of_infrastructure_is_no_attempt(line: Line) -> None:
    """The database or the disk failed: nothing is counted, everything of the batch waits and is done later."""
    trouble = OperationalError("COMMIT", {}, Exception("disk I/O error"))
    line.side.failing = {"строка 2": [trouble, trouble, trouble, trouble, OSError(28, "disk full")]}
    await line.accept(update(1, chat="a"), update(2, chat="b"))
    for error in (OperationalError,) * 4 + (OSError,):
        with pytest.raises(error):
            await line.processor.process()
    assert await line.said("a") == []
    assert {row.attempts for row in (await line.rows()).values()} == {0}
    await line.run()
    assert [await line.said(chat) for chat in "ab"] == [["строка 1"], ["строка 2"]]


async def test_what_nobody_can_read_is_parked_at_once(line: Line) -> None:
    """No second try would read it: its reason stands in the row, and the conversation goes on without a pause."""
    line.side.failing = {"яд": [NotUnderstood("ни начала, ни конца")]}
    await line.accept(update(1, "яд"), update(2))
    await line.run()
    poison = (await line.rows())["1"]
    assert (poison.state, poison.attempts, poison.error) == (InboxState.PARKED, 1, "NotUnderstood: ни начала, ни конца")
    assert line.side.told == [poison.id]
    assert await line.said() == ["посмотрит человек", "строка 2"]
