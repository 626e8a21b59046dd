"""Reading a source: fetch, write the batch and the cursor in one transaction, and only then ask for more.

Asking with a higher offset is what tells the platform that a batch was received, so a process killed in between reads
it again and the inbox, unique by (source, external id), takes it once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import inbox
from bot.clock import Clock
from bot.database import Database, is_infrastructure
from bot.errors import DeliveryError, RetryLater
from bot.messages import Batch, RawUpdate, Source
from bot.waiting import first_of

log = structlog.get_logger()

PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before the next try while a platform or the database cannot be reached."""

NOT_YET = "not read yet"
"""The trouble of a reader that has just begun."""


async def accept(database: Database, source: str, batch: Batch, clock: Clock) -> int:
    """Takes a batch, wherever it comes from (long poll, webhook); returns how many rows were new. An update that the
    database will not have is parked in words: it would hold up all the others, and be fetched for ever."""
    try:
        async with database.write() as session:
            return await inbox.accept(session, source, batch, clock.now())
    except Exception as error:
        if is_infrastructure(error) or not batch.updates:
            raise
        log.exception("inbox.batch_refused", source=source, count=len(batch.updates))
    async with database.write() as session:
        new = [await _accept_one(session, source, update, clock.now()) for update in batch.updates]
        await inbox.accept(session, source, Batch((), batch.cursor), clock.now())
        return sum(new)


async def _accept_one(session: AsyncSession, source: str, update: RawUpdate, now: datetime) -> int:
    try:
        async with session.begin_nested():
            return await inbox.accept(session, source, Batch([update], None), now)
    except Exception as error:
        if is_infrastructure(error):
            raise
        log.exception("inbox.unreadable", source=source)
        await inbox.park(session, source, update, type(error).__name__, now)
        return 0


class Reader:
    """Reads one source until it is told to stop."""

    def __init__(self, database: Database, source: Source, clock: Clock, accepted: Callable[[], None]) -> None:
        """`accepted` is called after every batch that brought something new."""
        self._database, self._source, self._clock, self._accepted = database, source, clock, accepted
        self._cursor: str | None = None
        self._begun = False
        self.trouble = NOT_YET
        """Why the source is not being read at present; empty when it is."""

    @property
    def name(self) -> str:
        """The source's name."""
        return self._source.name

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; a fetch under way is given up, since nothing of it was acknowledged."""
        failures = 0
        while not stop.is_set():
            try:
                await self._read_once(stop)
                failures, self.trouble = 0, ""
            except (DeliveryError, SQLAlchemyError, OSError) as error:
                failures += 1
                await self._pause(error, failures, stop)
            except Exception as error:
                # Whatever an adapter did not translate is our own bug, met by an answer that nobody has documented. One
                # messenger's nonsense ends neither the other nor this one: most of it passes.
                failures += 1
                log.exception("source.adapter_failed", source=self._source.name)
                await self._pause(error, failures, stop)

    async def _read_once(self, stop: asyncio.Event) -> None:
        if not self._begun:
            async with self._database.read() as session:
                self._cursor = await inbox.read_cursor(session, self._source.name)
            self._begun = True
        batch = await self._fetch(self._cursor, stop)
        if batch is None or (not batch.updates and batch.cursor in {None, self._cursor}):
            return
        new = await accept(self._database, self._source.name, batch, self._clock)
        # Only now: what is asked for next tells the platform that this batch is kept.
        self._cursor = self._cursor if batch.cursor is None else batch.cursor
        if new:
            self._accepted()

    async def _fetch(self, cursor: str | None, stop: asyncio.Event) -> Batch | None:
        """What the source brings, None when the stop comes first."""
        fetching = asyncio.ensure_future(self._source.fetch(cursor))
        stopping = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return fetching.result() if fetching.done() else None
        finally:
            stopping.cancel()
            if not fetching.done():
                # Waited for, so that its connection is let go before the loop ends; whatever it says is of no use.
                fetching.cancel()
                await asyncio.gather(fetching, return_exceptions=True)

    async def _pause(self, error: Exception, failures: int, stop: asyncio.Event) -> None:
        told = error.seconds if isinstance(error, RetryLater) else None
        seconds = told or PAUSES[min(failures, len(PAUSES)) - 1]
        self.trouble = getattr(error, "reason", "") or type(error).__name__
        log.warning("source.unreadable", source=self._source.name, why=self.trouble, seconds=seconds)
        await first_of(seconds, stop)
