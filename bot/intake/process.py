"""Processing the inbox: conversations side by side, the rows of one strictly in order, each row taking effect once.

What a row changed, its replies in the outbox and its mark as done are one short transaction. Rows of different
conversations share a commit, each behind a savepoint of its own, because a commit is the dearest part of the way.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Protocol

import structlog
from sqlalchemy import update
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import inbox
from bot.clock import Clock
from bot.database import Database
from bot.inbox import Conversation, Handled, InboxRow, InboxState
from bot.intake.reading import PAUSES
from bot.messages import Answer

log = structlog.get_logger()

RETRY_PAUSES = (5.0, 15.0)
"""Seconds before the second and the third attempt; after the third the row is parked (three tries within 30 s)."""

_BATCH = 32
_IDLE_SECONDS = 1.0


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
        processed: Callable[[Sequence[Answer]], None],
    ) -> None:
        """`sides` by the first part of a conversation's key; `processed` is called after each commit."""
        self._database, self._sides, self._clock, self._processed = database, sides, clock, processed
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There may be something to do."""
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; the rows in hand are finished."""
        stopping = asyncio.create_task(stop.wait())
        failures = 0
        while not stop.is_set():
            self._woken.clear()
            try:
                pause = 0.0 if await self.process() else await self._idle_seconds()
                failures = 0
            except (SQLAlchemyError, OSError) as error:
                # Infrastructure: no attempt is counted, the rows wait.
                failures += 1
                pause = PAUSES[min(failures, len(PAUSES)) - 1]
                log.error("intake.database_failed", why=type(error).__name__, seconds=pause)
            if pause:
                await self._rest(pause, stopping)
        stopping.cancel()

    async def process(self) -> int:
        """One transaction over the next due rows of some conversations; returns how many conversations it looked at."""
        answers: list[Answer] = []
        if not await self._anything_due():
            return 0
        async with self._database.write() as session:
            conversations = await inbox.due_conversations(session, self._clock.now(), _BATCH)
            waiting = await inbox.waiting_rows(session, [conversation.id for conversation in conversations])
            for conversation in conversations:
                answers += await self._attempt(session, conversation, waiting[conversation.id])
        self._processed(answers)
        return len(conversations)

    async def _anything_due(self) -> bool:
        async with self._database.read() as session:
            due = await inbox.next_due(session)
        return due is not None and due <= self._clock.now()

    async def _idle_seconds(self) -> float:
        async with self._database.read() as session:
            due = await inbox.next_due(session)
        if due is None:
            return _IDLE_SECONDS
        return max(0.005, min(_IDLE_SECONDS, (due - self._clock.now()).total_seconds()))

    async def _attempt(
        self, session: AsyncSession, conversation: Conversation, rows: Sequence[InboxRow]
    ) -> Sequence[Answer]:
        """The conversation's next rows behind a savepoint; a failure counts against the first of them."""
        row_id, attempts, source = rows[0].id, rows[0].attempts, rows[0].source
        try:
            async with session.begin_nested():
                handled = await self._side(conversation).handle(session, conversation, rows)
                self._mark(rows, handled)
        except (OperationalError, InterfaceError, OSError):
            raise
        except Exception as error:  # noqa: BLE001  (any failure of one row must not stop the others)
            log.warning("inbox.failed", row=row_id, source=source, attempt=attempts + 1, why=type(error).__name__)
            await self._count_failure(session, row_id, attempts + 1, error)
            return ()
        return handled.answers

    def _side(self, conversation: Conversation) -> Side:
        return self._sides[conversation.key.split(":", 1)[0]]

    def _mark(self, rows: Sequence[InboxRow], handled: Handled) -> None:
        if handled.until is not None:
            rows[0].due_at = handled.until
            return
        for row in rows[: handled.rows]:
            row.state, row.done_at = InboxState.DONE, self._clock.now()

    async def _count_failure(self, session: AsyncSession, row_id: int, attempts: int, error: Exception) -> None:
        now = self._clock.now()
        parked = attempts > len(RETRY_PAUSES)
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
        except (OperationalError, InterfaceError, OSError):
            raise
        except Exception:
            # The row is parked and listed all the same; telling about it must not bring the processing down.
            log.exception("inbox.parked_untold", row=row_id)

    async def _rest(self, seconds: float, stopping: asyncio.Task[bool]) -> None:
        waking = asyncio.create_task(self._woken.wait())
        await asyncio.wait({waking, stopping}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        waking.cancel()


def _trace(error: Exception) -> str:
    """The traceback, for the row alone: it may quote what a client wrote, so it goes into no log."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{frames}{type(error).__name__}: {error}"[-8000:]
