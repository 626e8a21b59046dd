"""The processor's loop: wakes, rests, stops, survives the database, shares the work with other processes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.inbox import Conversation, Handled, InboxRow, InboxState
from bot.intake import Processor
from bot.outgoing import Signal
from tests.fakes import START, EchoSide, until, update
from tests.intake.line import Line


@asynccontextmanager
async def running(processor: Processor) -> AsyncIterator[None]:
    """The processor at work; at the end it is stopped and waited for."""
    stop = asyncio.Event()
    task = asyncio.create_task(processor.run(stop))
    try:
        yield
    finally:
        stop.set()
        async with asyncio.timeout(5):
            await task


async def test_the_loop_survives_the_database(line: Line) -> None:
    """While the database fails the loop waits, and goes on by itself."""
    line.side.failing = {"строка 1": [OperationalError("COMMIT", {}, Exception("disk I/O error"))]}
    await line.accept(update(1))
    async with running(line.processor):
        await until(lambda: line.commits > 0)
    assert await line.said() == ["строка 1"]


async def test_a_fault_of_the_program_ends_the_loop_loudly(line: Line) -> None:
    """Whatever is no row's failure is raised: a service that is half alive helps nobody."""

    def broken(_: Sequence[Signal]) -> None:
        raise ZeroDivisionError

    await line.accept(update(1))
    with pytest.raises(ZeroDivisionError):
        await Processor(line.database, {"memory": line.side}, line.clock, broken).run(asyncio.Event())


async def test_a_wake_up_is_never_lost(line: Line) -> None:
    """What comes in while the loop looks, or goes to rest, is taken at once and not after the idle second."""
    async with running(line.processor):
        began = asyncio.get_running_loop().time()
        for number in range(1, 31):
            await line.accept(update(number))
            line.processor.wake()
            await until(lambda number=number: len(line.side.handled) == number)  # type: ignore[misc]
        assert asyncio.get_running_loop().time() - began < 15


async def test_an_idle_loop_rests(line: Line) -> None:
    """With nothing to do, and with something that has to wait, the database is asked a few times a second at most."""
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    line.side.quiet_until = START + timedelta(days=1)
    await line.accept(update(1))
    engine = line.database._engine.sync_engine
    async with running(line.processor):
        await until(lambda: bool(line.side.handled))
        event.listen(engine, "before_cursor_execute", count)
        await asyncio.sleep(1.2)
        event.remove(engine, "before_cursor_execute", count)
    assert statements <= 12


async def test_the_rows_in_hand_are_finished_at_the_stop(line: Line) -> None:
    """A stop never cuts a transaction in half."""
    stop = asyncio.Event()

    class Stopping(EchoSide):
        async def handle(self, session: AsyncSession, conversation: Conversation, rows: Sequence[InboxRow]) -> Handled:
            stop.set()
            await asyncio.sleep(0)
            return await super().handle(session, conversation, rows)

    side = Stopping(line.clock)
    await line.accept(update(1), update(2))
    await Processor(line.database, {"memory": side}, line.clock, lambda _: None).run(stop)
    assert await line.said() == ["строка 1"]
    states = [row.state for _, row in sorted((await line.rows()).items())]
    assert states == [InboxState.DONE, InboxState.NEW]


async def test_two_processes_share_the_work_and_do_nothing_twice(line: Line) -> None:
    """On PostgreSQL several processors may run: each row takes effect once, in order."""
    if line.database.is_sqlite:
        pytest.skip("SQLite has one writer")
    others = [Processor(line.database, {"memory": line.side}, line.clock, lambda _: None) for _ in range(3)]
    await line.accept(*(update(number, chat=str(number % 4)) for number in range(60)))

    async def work(processor: Processor) -> None:
        for _ in range(40):
            await processor.process()

    await asyncio.gather(*(work(processor) for processor in others))
    for chat in range(4):
        expected = [f"строка {number}" for number in range(60) if number % 4 == chat]
        assert await line.said(str(chat)) == expected
