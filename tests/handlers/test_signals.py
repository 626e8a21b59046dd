"""What leaves beside the rows: «печатает…» while lines are waited for, and the mark of what was read."""

from __future__ import annotations

from bot.outgoing import Seen, Typing
from tests.dialogues.line import Line


async def test_the_bot_types_while_it_waits_for_more(line: Line) -> None:
    """And has read all of it when it answers."""
    await line.says("как заказать документ")
    await line.says("которого нет в комплекте")
    await line.process()
    assert line.signals == [Typing("telegram", "42")]
    await line.settle()
    assert line.signals == [Seen("telegram", "42", "c2")]


async def test_nobody_types_to_a_client_whom_people_answer(line: Line) -> None:
    """The line goes on at once; an album is waited for in silence."""
    await line.says("позовите оператора, не печатается счёт")
    await line.settle()
    line.signals.clear()
    await line.sends("фото", album="А")
    await line.process()
    assert line.signals == []
    await line.settle()
    assert line.signals == [Seen("telegram", "42", "c2")]
