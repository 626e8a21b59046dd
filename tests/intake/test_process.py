"""Processing: every row takes effect once, in order, and conversations go side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import inbox
from bot.inbox import Conversation, Handled, InboxRow, InboxState
from bot.intake import Processor
from bot.messages import RawUpdate
from bot.outgoing import Answer
from tests.fakes import START, EchoSide, update
from tests.intake.line import Line

ANSWER = Answer("memory", "callback")


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


async def test_a_row_of_a_channel_that_is_off_waits(line: Line) -> None:
    """It harms nobody else, and is there when its side is on again."""
    await line.accept(RawUpdate("1", "nobody:1", {"text": "x"}), update(2))
    for _ in range(30):
        await line.run()
        line.clock.move(1)
    assert (await line.rows())["1"].state is InboxState.NEW
    assert (await line.rows())["2"].state is InboxState.DONE
