"""Processing: every row takes effect once, in order, and a failing one brings nobody else down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import inbox
from bot.database import Database
from bot.inbox import Conversation, Handled, InboxRow, InboxState
from bot.intake import Processor
from bot.intake.process import RETRY_PAUSES
from bot.intake.reading import accept
from bot.messages import Batch, RawUpdate
from bot.outbox import OutboxRow
from bot.outgoing import Answer, Send, Signal
from tests.fakes import START, EchoSide, FakeClock, until, update

ANSWER = Answer("memory", "callback")


class Line:
    """A processor over an echo, and what it has said."""

    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, FakeClock()
        self.side = EchoSide(self.clock)
        self.signals: list[Signal] = []
        self.commits = 0
        self.processor = Processor(database, {"memory": self.side}, self.clock, self._processed)

    def _processed(self, signals: Sequence[Signal]) -> None:
        self.signals += signals
        self.commits += 1

    async def accept(self, *updates: RawUpdate) -> None:
        """Updates come in."""
        await accept(self.database, "memory", Batch(updates, None), self.clock)

    async def run(self) -> None:
        """Everything that is due now."""
        while await self.processor.process():
            pass

    async def said(self, chat: str = "1") -> list[str]:
        """The replies towards a chat."""
        query = select(OutboxRow).where(OutboxRow.peer == chat).order_by(OutboxRow.id)
        async with self.database.read() as session:
            bodies = [row.body for row in await session.scalars(query)]
        return [body.text.text for body in bodies if isinstance(body, Send)]

    async def rows(self) -> dict[str, InboxRow]:
        """The inbox by external id."""
        async with self.database.read() as session:
            return {row.external_id: row for row in await session.scalars(select(InboxRow))}


@pytest.fixture
def line(database: Database) -> Line:
    """A line with nothing in it."""
    return Line(database)


@asynccontextmanager
async def _running(processor: Processor) -> AsyncIterator[None]:
    stop = asyncio.Event()
    running = asyncio.create_task(processor.run(stop))
    try:
        yield
    finally:
        stop.set()
        async with asyncio.timeout(5):
            await running


async def test_rows_of_a_conversation_take_effect_in_order_and_once(line: Line) -> None:
    """What came in is answered in its order; a replay, and looking again, do nothing."""
    await line.accept(update(1), update(2), update(3))
    await line.run()
    await line.accept(update(2), update(3), update(4))
    await line.run()
    assert await line.said() == ["строка 1", "строка 2", "строка 3", "строка 4"]
    assert {row.state for row in (await line.rows()).values()} == {InboxState.DONE}


async def test_conversations_go_side_by_side(line: Line) -> None:
    """One transaction takes the next row of each; a conversation that waits holds up no other."""
    await line.accept(update(1, chat="a"), update(2, chat="a"), update(3, chat="b"))
    assert await line.processor.process() == 2
    assert line.side.handled == [("memory:a", "строка 1"), ("memory:b", "строка 3")]


async def test_a_side_may_take_several_rows_at_once(line: Line) -> None:
    """Lines in a rapid row are one question."""
    line.side.together = True
    await line.accept(update(1), update(2))
    assert (await line.processor.process(), await line.processor.process()) == (1, 0)
    assert line.side.seen == [["строка 1", "строка 2"]]


async def test_a_side_may_wait_for_more(line: Line) -> None:
    """Until the time it named nothing of the conversation is looked at; then everything that has come is there."""
    line.side.quiet_until = START + timedelta(seconds=1.5)
    line.side.together = True
    await line.accept(update(1))
    await line.run()
    await line.accept(update(2))
    line.clock.move(1.4)
    await line.run()
    assert line.side.seen == [["строка 1"]]
    line.clock.move(0.1)
    await line.run()
    assert line.side.seen[1:] == [["строка 1", "строка 2"]]
    assert await line.said() == ["строка 1", "строка 2"]


async def test_waiting_until_the_past_is_no_busy_loop(line: Line) -> None:
    """A side that names a time gone by is asked again, but not at once and for ever."""

    class Late(EchoSide):
        async def handle(self, session: AsyncSession, conversation: Conversation, rows: Sequence[InboxRow]) -> Handled:
            self.seen.append([])
            return Handled(until=START - timedelta(days=1))

    late = Late(line.clock)
    processor = Processor(line.database, {"memory": late}, line.clock, lambda _: None)
    await line.accept(update(1))
    assert (await processor.process(), await processor.process(), len(late.seen)) == (1, 0, 1)


async def test_what_one_side_does_to_another_conversation_is_a_row_of_it(line: Line) -> None:
    """Internal rows go the same way, in their order."""
    await line.accept(update(1))
    async with line.database.write() as session:
        await inbox.post(session, "memory:1", {"text": "закрыто"}, START)
    await line.accept(update(2))
    await line.run()
    assert await line.said() == ["строка 1", "закрыто", "строка 2"]


async def test_answers_are_handed_over_after_the_commit_and_only_then(line: Line) -> None:
    """A button is answered once its effect is kept; a failure answers nothing."""
    line.side.signals = [ANSWER]
    line.side.failing = {"строка 2": [ValueError()]}
    await line.accept(update(1, chat="a"), update(2, chat="b"))
    await line.run()
    assert line.signals == [ANSWER]


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


async def test_a_row_of_a_channel_that_is_off_waits(line: Line) -> None:
    """It harms nobody else, and is there when its side is on again."""
    await line.accept(RawUpdate("1", "nobody:1", {"text": "x"}), update(2))
    for _ in range(30):
        await line.run()
        line.clock.move(1)
    assert (await line.rows())["1"].state is InboxState.NEW
    assert (await line.rows())["2"].state is InboxState.DONE


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


async def test_the_loop_survives_the_database(line: Line) -> None:
    """While the database fails the loop waits, and goes on by itself."""
    line.side.failing = {"строка 1": [OperationalError("COMMIT", {}, Exception("disk I/O error"))]}
    await line.accept(update(1))
    async with _running(line.processor):
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
    async with _running(line.processor):
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
    async with _running(line.processor):
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
