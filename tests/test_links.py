"""Links: from what came in to what went out and back, many to many."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot import links
from bot.database import Database
from bot.links import MessageKey
from bot.messages import Address
from bot.outbox import enqueue
from bot.outgoing import Send
from bot.richtext import rich
from tests.fakes import START

DESK = Address("desk", "topic:1")


async def _row(session: AsyncSession, *sources: MessageKey) -> int:
    return (await enqueue(session, DESK, Send(rich("x")), START, sources=sources)).id


def _said(number: int) -> MessageKey:
    return MessageKey("telegram", "42", str(number))


async def test_one_line_in_several_parts(database: Database) -> None:
    """Every part finds its source, and the source every part."""
    async with database.write() as session:
        row = await _row(session, _said(1))
        for part, platform_id in enumerate(("10", "11", "12")):
            await links.record_sent(session, row, part, "desk", "-100", platform_id)
        assert await links.platform_ids(session, row) == ["10", "11", "12"]
        assert await links.rows_shown_as(session, MessageKey("desk", "-100", "12")) == [row]
        assert await links.sources_of(session, [row]) == [_said(1)]
        assert await links.standing_with(session, row) == [row]


async def test_several_lines_in_one_message(database: Database) -> None:
    """Lines that were joined share a platform message."""
    async with database.write() as session:
        rows = [await _row(session, _said(number)) for number in range(3)]
        for row in rows:
            await links.record_sent(session, row, 0, "desk", "-100", "10")
        assert await links.rows_shown_as(session, MessageKey("desk", "-100", "10")) == rows
        assert await links.standing_with(session, rows[1]) == rows
        assert await links.platform_ids(session, *rows) == ["10"]
        assert await links.sources_of(session, rows) == [_said(0), _said(1), _said(2)]


async def test_one_row_carries_several_sources(database: Database) -> None:
    """A rapid row of lines that left as one is found by each of them, in each of its parts."""
    async with database.write() as session:
        row = await _row(session, _said(1), _said(2))
        await links.record_sent(session, row, 0, "desk", "-100", "10")
        await links.record_sent(session, row, 1, "desk", "-100", "11")
        assert await links.rows_carrying(session, _said(2)) == [row]
        assert await links.platform_ids(session, row) == ["10", "11"]
        assert await links.sources_of(session, [row]) == [_said(1), _said(2)]


async def test_what_the_bot_said_by_itself_is_found_as_well(database: Database) -> None:
    """Without a source; unsent it stands nowhere."""
    async with database.write() as session:
        row = await _row(session)
        assert await links.platform_ids(session, row) == []
        assert await links.standing_with(session, row) == []
        await links.record_sent(session, row, 0, "desk", "-100", "10")
        assert await links.rows_shown_as(session, MessageKey("desk", "-100", "10")) == [row]
        assert await links.sources_of(session, [row]) == []


async def test_the_newest_row_that_carries_a_source_comes_first(database: Database) -> None:
    """A line may have been sent twice («Отправить клиенту», «Повторить»), and on several channels."""
    async with database.write() as session:
        first, second = await _row(session, _said(1)), await _row(session, _said(1))
        assert await links.rows_carrying(session, _said(1)) == [second, first]
        assert await links.rows_carrying(session, _said(1), "vk") == []
        assert await links.rows_carrying(session, _said(2)) == []


async def test_the_same_number_elsewhere_is_another_message(database: Database) -> None:
    """Platform ids are numbered by chat."""
    async with database.write() as session:
        here, there = await _row(session), await _row(session)
        await links.record_sent(session, here, 0, "desk", "-100", "10")
        await links.record_sent(session, there, 0, "desk", "-200", "10")
        assert await links.rows_shown_as(session, MessageKey("desk", "-100", "10")) == [here]
        assert await links.standing_with(session, here) == [here]


async def test_a_part_that_was_taken_back_stands_nowhere(database: Database) -> None:
    """Its row keeps the source; a part made later takes its place."""
    async with database.write() as session:
        row = await _row(session, _said(1))
        await links.record_sent(session, row, 0, "desk", "-100", "10")
        await links.record_sent(session, row, 1, "desk", "-100", "11")
        await links.forget_part(session, [row], "11")
        assert await links.platform_ids(session, row) == ["10"]
        await links.record_sent(session, row, 1, "desk", "-100", "12")
        assert await links.platform_ids(session, row) == ["10", "12"]
        assert await links.rows_carrying(session, _said(1)) == [row]
