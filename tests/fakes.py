"""Stand-ins that the tests share: a clock moved by hand, sources, sides and address books."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox
from bot.calls import Closed, Destination
from bot.database import Database
from bot.delivery import Delivery
from bot.errors import DeliveryError
from bot.inbox import Conversation, Handled, InboxRow
from bot.messages import Address, Batch, RawUpdate
from bot.outbox import OutboxRow
from bot.outgoing import Send, Signal
from bot.richtext import rich

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday morning."""


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        """The current moment."""
        return self._now

    def move(self, seconds: float) -> None:
        """Lets time pass."""
        self._now += timedelta(seconds=seconds)


async def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Waits for a condition; fails the test when it does not come about in time."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  (a test polls with a deadline)
            await asyncio.sleep(0.005)


Statement = tuple[str, Any]


@contextmanager
def watched_statements(database: Database) -> Iterator[list[Statement]]:
    """The SELECTs that are sent to the database meanwhile, with their values."""
    seen: list[Statement] = []
    engine = database._engine.sync_engine

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        if sql.startswith("SELECT"):
            seen.append((sql, values))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def query_plans(database: Database, statements: Sequence[Statement]) -> list[str]:
    """How SQLite goes about each of them."""
    plans = []
    async with database.read() as session:
        connection = await session.connection()
        for sql, values in statements:
            rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            plans.append("\n".join(str(row.detail) for row in rows))
    return plans


# --- places ------------------------------------------------------------------------------------------------------


@dataclass
class FakeBook:
    """An address book: every peer is its own chat, unless the test says otherwise."""

    closed: dict[str, str] = field(default_factory=dict)
    places: dict[str, Destination] = field(default_factory=dict)
    healed: list[tuple[str, str]] = field(default_factory=list)
    heal_with: Callable[[AsyncSession, OutboxRow, DeliveryError, datetime], Any] | None = None

    async def find(self, _session: AsyncSession, peers: Collection[str]) -> Mapping[str, Destination | Closed]:
        """The chat of that name, or why there is none."""
        return {
            peer: Closed(self.closed[peer]) if peer in self.closed else self.places.get(peer, Destination(peer))
            for peer in peers
        }

    async def heal(self, session: AsyncSession, row: OutboxRow, error: DeliveryError, now: datetime) -> bool:
        """Notes it; `heal_with` does what the test wants."""
        self.healed.append((row.peer, type(error).__name__))
        return bool(await self.heal_with(session, row, error, now)) if self.heal_with else False


@asynccontextmanager
async def delivering(delivery: Delivery, clock: FakeClock | None = None) -> AsyncIterator[None]:
    """The delivery at work; with a clock, time flies meanwhile: a quarter of a second every few milliseconds."""
    stop = asyncio.Event()
    running = asyncio.create_task(delivery.run(stop))

    async def fly(clock: FakeClock) -> None:
        while True:
            await asyncio.sleep(0.003)
            clock.move(0.25)
            delivery.wake()

    flying = asyncio.create_task(fly(clock)) if clock else None
    try:
        yield
    finally:
        stop.set()
        delivery.wake()
        if flying:
            flying.cancel()
        await running


# --- what comes in -----------------------------------------------------------------------------------------------


def update(number: int, text: str = "", *, chat: str = "1", channel: str = "memory") -> RawUpdate:
    """A raw update: `number` is its id on the platform."""
    return RawUpdate(str(number), f"{channel}:{chat}", {"text": text or f"строка {number}", "chat": chat})


@dataclass
class ListSource:
    """A source with a script: batches, or errors to be raised; when it is played to the end the source is silent."""

    script: list[Batch | Exception]
    name: str = "memory"
    asked: list[str | None] = field(default_factory=list)
    given_up: int = 0

    async def fetch(self, cursor: str | None) -> Batch:
        """The next of the script."""
        self.asked.append(cursor)
        if not self.script:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.given_up += 1
                raise
        await asyncio.sleep(0)
        item = self.script.pop(0)
        if isinstance(item, Exception):
            raise item
        return item


@dataclass
class EchoSide:
    """A side that says everything again, and fails where the test wants."""

    clock: FakeClock
    handled: list[tuple[str, str]] = field(default_factory=list)
    """Every attempt: the conversation and the first row's text."""
    seen: list[list[str]] = field(default_factory=list)
    """The texts of all rows that were handed over, attempt by attempt."""
    told: list[int] = field(default_factory=list)
    failing: dict[str, list[Exception]] = field(default_factory=dict)
    """By text, the failures still to come; they strike after the echo was written."""
    parking_fails: Exception | None = None
    quiet_until: datetime | None = None
    together: bool = False
    signals: Sequence[Signal] = ()

    async def handle(self, session: AsyncSession, conversation: Conversation, rows: Sequence[InboxRow]) -> Handled:
        """Says the text of the row (of all rows, `together`) into the same chat."""
        texts = [row.payload.get("text", "") for row in rows]
        self.handled.append((conversation.key, texts[0]))
        self.seen.append(texts)
        if self.quiet_until is not None and self.clock.now() < self.quiet_until:
            return Handled(until=self.quiet_until)
        taken = texts if self.together else texts[:1]
        channel, _, chat = conversation.key.partition(":")
        for text in taken:
            await outbox.enqueue(session, Address(channel, chat), Send(rich(text)), self.clock.now())
        for text in taken:
            if self.failing.get(text):
                raise self.failing[text].pop(0)
        return Handled(rows=len(taken), signals=self.signals)

    async def parked(self, session: AsyncSession, conversation: Conversation, row: InboxRow) -> None:
        """Says so to the client."""
        channel, _, chat = conversation.key.partition(":")
        await outbox.enqueue(session, Address(channel, chat), Send(rich("посмотрит человек")), self.clock.now())
        self.told.append(row.id)
        if self.parking_fails is not None:
            raise self.parking_fails
