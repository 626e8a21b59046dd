"""Processing the inbox: conversations side by side, the rows of one strictly in order, each row taking effect once.

What a row changed, its replies in the outbox and its mark as done are one short transaction. Rows of different
conversations share a commit, each behind a savepoint of its own, because a commit is the dearest part of the way.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Protocol

import structlog
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import inbox
from bot.clock import Clock
from bot.database import Database, is_infrastructure
from bot.errors import NotUnderstood
from bot.inbox import Conversation, Handled, InboxRow, InboxState
from bot.intake.reading import PAUSES
from bot.outgoing import Signal
from bot.waiting import first_of

log = structlog.get_logger()

RETRY_PAUSES = (2.0, 8.0)
"""Seconds before the second and the third attempt; after the third the row is parked (three tries within 30 s)."""

_BATCH = 32
_SWITCHED_OFF = timedelta(minutes=1)
"""How soon rows of a channel that is off are looked at again."""
_IDLE_SECONDS = 1.0
_TAKEN_SECONDS = 0.1
_SOONEST = timedelta(seconds=0.02)


class Side(Protocol):
    """One of the two sides of the line: the clients' dialogue, or the operators' desk."""

    async def handle(self, session: AsyncSession, conversation: Conversation, rows: Sequence[InboxRow]) -> Handled:
        """Does what the first rows ask for. Whatever it raises undoes all that it did."""

    async def parked(self, session: AsyncSession, conversation: Conversation, row: InboxRow) -> None:
        """The row failed for good: tells those who have to know."""


class Processor:
    """Takes due rows until it is told to stop."""

    def __init__(
        self,
        database: Database,
        sides: Mapping[str, Side],
        clock: Clock,
        processed: Callable[[Sequence[Signal]], None],
        prepare: Callable[[int], Awaitable[None]] | None = None,
    ) -> None:
        """`sides` by the first part of a conversation's key; `processed` is called after each commit, `prepare` before
        each transaction with the number of conversations that it may take."""
        self._database, self._sides, self._clock, self._processed = database, sides, clock, processed
        self._prepare = prepare
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There may be something to do."""
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; the rows in hand are finished."""
        failures = 0
        while not stop.is_set():
            woken = self._woken.is_set()
            self._woken.clear()
            try:
                pause = await self._turn(woken)
                failures = 0
            except (SQLAlchemyError, OSError) as error:
                # Infrastructure: no attempt is counted, the rows wait.
                failures += 1
                pause = PAUSES[min(failures, len(PAUSES)) - 1]
                log.error("intake.database_failed", why=type(error).__name__, seconds=pause)
                await first_of(pause, stop)
                continue
            if pause:
                await first_of(pause, self._woken, stop)

    async def _turn(self, woken: bool) -> float:
        """Processes what is due; returns the seconds until the next look is worth while."""
        if woken and await self.process():
            return 0.0
        if (seconds := await self._seconds_to_next()) > 0:
            return min(seconds, _IDLE_SECONDS)
        # Due, and yet it may not be ours to take: then another process is at it.
        return 0.0 if await self.process() else _TAKEN_SECONDS

    async def process(self) -> int:
        """What takes time first, then one transaction over the next due rows of some conversations; returns how many
        conversations it looked at."""
        if self._prepare is not None:
            await self._prepare(_BATCH)
        signals: list[Signal] = []
        async with self._database.write() as session:
            now = self._clock.now()
            conversations = await inbox.due_conversations(session, now, _BATCH)
            waiting = await inbox.waiting_rows(session, [conversation.id for conversation in conversations])
            for conversation in conversations:
                # Another process may have been there between our look and our lock.
                rows = waiting.get(conversation.id, [])
                if rows and rows[0].due_at <= now:
                    signals += await self._attempt(session, conversation, rows)
        self._processed(signals)
        return len(conversations)

    async def _seconds_to_next(self) -> float:
        """Until a row can be taken; 0 or less when one can be taken now."""
        async with self._database.read() as session:
            due = await inbox.next_due(session)
        return _IDLE_SECONDS if due is None else (due - self._clock.now()).total_seconds()

    async def _attempt(
        self, session: AsyncSession, conversation: Conversation, rows: Sequence[InboxRow]
    ) -> Sequence[Signal]:
        """The conversation's next rows behind a savepoint; a failure counts against the first of them, and that is
        tried again alone, so that it is not parked for what a later one does."""
        row_id, attempts, source = rows[0].id, rows[0].attempts, rows[0].source
        if attempts:
            rows = rows[:1]
        try:
            async with session.begin_nested():
                handled = await self._handle(session, conversation, rows)
                self._mark(rows, handled)
        except Exception as error:
            # Any failure of one row must not stop the others.
            if is_infrastructure(error):
                raise
            log.warning("inbox.failed", row=row_id, source=source, attempt=attempts + 1, why=type(error).__name__)
            await self._count_failure(session, row_id, attempts + 1, error)
            return ()
        return handled.signals

    async def _handle(self, session: AsyncSession, conversation: Conversation, rows: Sequence[InboxRow]) -> Handled:
        """Rows of a side that is switched off wait until it is on again."""
        if conversation.key.split(":", 1)[0] not in self._sides:
            return Handled(rows=0, until=self._clock.now() + _SWITCHED_OFF)
        return await self._side(conversation).handle(session, conversation, rows)

    def _side(self, conversation: Conversation) -> Side:
        return self._sides[conversation.key.split(":", 1)[0]]

    def _mark(self, rows: Sequence[InboxRow], handled: Handled) -> None:
        if handled.until is not None:
            rows[0].due_at = max(handled.until, self._clock.now() + _SOONEST)
            return
        for row in rows[: handled.rows]:
            row.state, row.done_at = InboxState.DONE, self._clock.now()

    async def _count_failure(self, session: AsyncSession, row_id: int, attempts: int, error: Exception) -> None:
        now = self._clock.now()
        parked = attempts > len(RETRY_PAUSES) or isinstance(error, NotUnderstood)
        values = {"attempts": attempts, "error": _trace(error)}
        if parked:
            values |= {"state": InboxState.PARKED, "done_at": now}
        else:
            values |= {"due_at": now + timedelta(seconds=RETRY_PAUSES[attempts - 1])}
        # By statement: the savepoint's end has expired the row, and an expired row cannot be read lazily here.
        await session.execute(update(InboxRow).where(InboxRow.id == row_id).values(values))
        if parked:
            log.error("inbox.parked", row=row_id)
            await self._tell_parked(session, row_id)

    async def _tell_parked(self, session: AsyncSession, row_id: int) -> None:
        try:
            async with session.begin_nested():
                row = await session.get_one(InboxRow, row_id, populate_existing=True)
                conversation = await session.get_one(Conversation, row.conversation_id, populate_existing=True)
                await self._side(conversation).parked(session, conversation, row)
        except Exception as error:
            if is_infrastructure(error):
                raise
            # The row is parked and listed all the same; telling about it must not bring the processing down.
            log.exception("inbox.parked_untold", row=row_id)


def _trace(error: Exception) -> str:
    """The traceback, for the row alone: it may quote what a client wrote, so it goes into no log."""
    if isinstance(error, NotUnderstood):
        return f"{type(error).__name__}: {error.reason}"
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{frames}{type(error).__name__}: {error}"[-8000:]
