"""Whoever hears of a message's end: once, in its transaction, and at nobody's cost."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database
from bot.delivery import Delivery, Outlet
from bot.errors import RetryLater
from bot.messages import Address
from bot.outbox import OutboxRow, OutboxState, enqueue
from bot.outgoing import Send
from bot.richtext import rich
from tests.delivery.post import Post


async def test_a_listener_hears_of_each_end_once_and_in_its_transaction(database: Database) -> None:
    """What a listener writes is kept together with the row's final state."""
    post = Post(database)
    seen: list[tuple[int, OutboxState]] = []

    async def answer(session: AsyncSession, row: OutboxRow, result: str | None, now: datetime) -> None:
        assert (await session.get_one(OutboxRow, row.id)).state is row.state
        seen.append((row.id, row.state))
        if row.peer == "a":
            await enqueue(session, Address("memory", "b"), Send(rich(f"id {result}")), now)

    outlet = Outlet(post.channel, post.paces, post.book, [answer])
    post.delivery = Delivery(database, [outlet], post.clock)
    post.channel.fail(RetryLater(None, None, "502"), times=2)
    row_id = await post.put("1")
    await post.deliver()
    assert post.channel.texts("b") == ["id 1"]
    assert seen[0] == (row_id, OutboxState.SENT)
    assert len(seen) == len(set(seen)) == 2


async def test_a_fault_of_a_listener_repeats_no_message(database: Database) -> None:
    """The message has left: that is written, what the listener did is undone, and the others still hear."""
    post = Post(database)
    heard: list[int] = []

    async def broken(session: AsyncSession, row: OutboxRow, result: str | None, now: datetime) -> None:
        await enqueue(session, Address("memory", "b"), Send(rich("никогда")), now)
        raise ZeroDivisionError

    async def fine(session: AsyncSession, row: OutboxRow, result: str | None, now: datetime) -> None:
        heard.append(row.id)

    post.delivery = Delivery(database, [Outlet(post.channel, post.paces, post.book, [broken, fine])], post.clock)
    row_id = await post.put("1")
    await post.deliver()
    assert (await post.state(row_id), heard, post.channel.sent) == (OutboxState.SENT, [row_id], [("a", "1")])
