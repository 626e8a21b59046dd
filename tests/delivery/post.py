"""A post office for the delivery's tests: a channel in memory, its outlet, and shorthands over the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox
from bot.database import Database
from bot.delivery import Delivery, Outlet, departures
from bot.links import MessageKey
from bot.messages import Address
from bot.outbox import OutboxRow, OutboxState, enqueue
from bot.outgoing import Body, Keyboard, Send
from bot.pacing import Paces, Rate
from bot.richtext import rich
from tests.fakes import START, FakeBook, FakeClock, delivering
from tests.memory import MemoryChannel


class Post:
    """A delivery over one channel in memory, under a clock moved by hand."""

    def __init__(self, database: Database, rates: dict[str, Rate] | None = None, concurrency: int = 30) -> None:
        self.database, self.clock = database, FakeClock()
        self.channel, self.book = MemoryChannel(), FakeBook()
        self.paces = Paces(rates or {}, "memory:bot")
        self.heard: list[tuple[int, OutboxState, str | None]] = []
        self.concurrency = concurrency
        self.delivery = self.delivery_again()

    def delivery_again(self) -> Delivery:
        """Another delivery over the same outlet, as after a restart."""
        outlet = Outlet(self.channel, self.paces, self.book, [self._hear], self.concurrency)
        return Delivery(self.database, [outlet], self.clock)

    async def _hear(self, session: AsyncSession, row: OutboxRow, result: str | None, now: datetime) -> None:
        self.heard.append((row.id, row.state, result))

    def working(self, *, time_flies: bool = False) -> AbstractAsyncContextManager[None]:
        """The delivery at work."""
        return delivering(self.delivery, self.clock if time_flies else None)

    async def put(self, body: Body | str, chat: str = "a", **options: object) -> int:
        """A row towards a chat."""
        async with self.database.write() as session:
            row = await enqueue(
                session,
                Address("memory", chat),
                Send(rich(body)) if isinstance(body, str) else body,
                self.clock.now(),
                **options,  # type: ignore[arg-type]
            )
        self.delivery.wake()
        return row.id

    async def lines(self, *texts: str, chat: str = "a") -> list[int]:
        """Lines of a client that may share a message, written in one transaction."""
        async with self.database.write() as session:
            rows = [
                await enqueue(
                    session,
                    Address("memory", chat),
                    Send(rich(text), joinable=True),
                    self.clock.now(),
                    sources=[MessageKey("telegram", "42", text)],
                )
                for text in texts
            ]
        self.delivery.wake()
        return [row.id for row in rows]

    async def change(self, row_id: int, text: str | None, keyboard: Keyboard | None = None) -> None:
        """An edit, wherever the row stands."""
        async with self.database.write() as session:
            words = None if text is None else rich(text)
            await outbox.change(session, row_id, words, self.clock.now(), keyboard=keyboard)
        self.delivery.wake()

    async def rows(self) -> dict[int, OutboxRow]:
        """The whole outbox."""
        async with self.database.read() as session:
            return {row.id: row for row in await session.scalars(select(OutboxRow).order_by(OutboxRow.id))}

    async def state(self, row_id: int) -> OutboxState:
        """What became of a row."""
        return (await self.rows())[row_id].state

    async def pending(self) -> Sequence[OutboxRow]:
        """What is still to leave."""
        return [row for row in (await self.rows()).values() if row.state in outbox.PENDING]

    async def deliver(self) -> None:
        """Everything, however long it takes by the clock."""
        async with self.working(time_flies=True):
            for _ in range(400):
                if not await self.pending():
                    return
                await asyncio.sleep(0.02)
        raise AssertionError(f"never left: {[row.id for row in await self.pending()]}")


async def may_leave(session: AsyncSession, seconds: float = 0) -> list[int]:
    """The rows that may leave so many seconds after the start, in order."""
    rows = await session.scalars(departures.due_heads("memory", START + timedelta(seconds=seconds)))
    return [row.id for row in rows]
