"""What operators do to a line that did not get through."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.outbox import OutboxRow, OutboxState
from bot.outgoing import Send
from tests.dialogues import staff
from tests.dialogues.line import Line
from tests.dialogues.messenger import CHANNEL


@pytest.fixture(autouse=True)
async def _ticket(line: Line) -> None:
    """The client has an open ticket."""
    await line.says("позовите оператора, не печатается счёт")
    await line.settle()


@pytest.mark.parametrize("state", [OutboxState.UNREACHABLE, OutboxState.REJECTED])
async def test_an_undelivered_line_is_corrected_for_the_retry(line: Line, state: OutboxState) -> None:
    """«Повторить» sends the latest wording; what was taken back is left alone."""
    await staff.answers_as(line, "Анна", "Зполните форму")
    await line.process()
    await _ends(line, state)
    await staff.corrects(line, "Зполните форму", "Заполните форму")
    await line.process()
    assert await _last_words(line) == "Заполните форму"
    await _ends(line, OutboxState.CANCELLED)
    await staff.corrects(line, "Заполните форму", "Другое")
    await line.process()
    assert await _last_words(line) == "Заполните форму"


async def _ends(line: Line, state: OutboxState) -> None:
    async with line.database.write() as session:
        (await session.get_one(OutboxRow, await _last_id(line))).state = state


async def _last_words(line: Line) -> str:
    async with line.database.read() as session:
        body = (await session.get_one(OutboxRow, await _last_id(line))).body
        assert isinstance(body, Send)
        return body.text.text


async def _last_id(line: Line) -> int:
    async with line.database.read() as session:
        newest = select(OutboxRow.id).where(OutboxRow.channel == CHANNEL).order_by(OutboxRow.id.desc())
        return (await session.scalars(newest.limit(1))).one()
