"""Reading a source: fetch, write the batch and the cursor in one transaction, and only then ask for more.

Asking with a higher offset is what tells the platform that a batch was received, so a process killed in between reads
it again and the inbox, unique by (source, external id), takes it once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import inbox
from bot.clock import Clock
from bot.database import Database
from bot.errors import DeliveryError, RetryLater
from bot.messages import Batch, Source

log = structlog.get_logger()

PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before the next try while a platform or the database cannot be reached."""


async def accept(database: Database, source: str, batch: Batch, clock: Clock) -> int:
    """Takes a batch, wherever it comes from (long poll, webhook); returns how many rows were new."""
    async with database.write() as session:
        return await inbox.accept(session, source, batch, clock.now())


class Reader:
    """Reads one source until it is told to stop."""

    def __init__(self, database: Database, source: Source, clock: Clock, accepted: Callable[[], None]) -> None:
        """`accepted` is called after every batch that brought something new."""
        self._database, self._source, self._clock, self._accepted = database, source, clock, accepted
        self.trouble = "not read yet"
        """Why the source is not being read at present; empty when it is."""

    @property
    def name(self) -> str:
        """The source's name."""
        return self._source.name

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; a fetch under way is given up, since nothing of it was acknowledged."""
        stopping = asyncio.create_task(stop.wait())
        failures = 0
        while not stop.is_set():
            reading = asyncio.create_task(self._read_once())
            await asyncio.wait({reading, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not reading.done():
                reading.cancel()
            try:
                await reading
                failures, self.trouble = 0, ""
            except asyncio.CancelledError:
                break
            except (DeliveryError, SQLAlchemyError, OSError) as error:
                failures += 1
                await self._pause(error, failures, stopping)
        stopping.cancel()

    async def _read_once(self) -> None:
        async with self._database.read() as session:
            cursor = await inbox.read_cursor(session, self._source.name)
        batch = await self._source.fetch(cursor)
        if batch.updates or batch.cursor != cursor:
            # Not to be cut in half by a shutdown: the write is short, and the cursor goes with the rows.
            await asyncio.shield(self._accept(batch))

    async def _accept(self, batch: Batch) -> None:
        new = await accept(self._database, self._source.name, batch, self._clock)
        if new:
            self._accepted()

    async def _pause(self, error: Exception, failures: int, stopping: asyncio.Task[bool]) -> None:
        told = error.seconds if isinstance(error, RetryLater) else None
        seconds = told if told is not None else PAUSES[min(failures, len(PAUSES)) - 1]
        self.trouble = getattr(error, "reason", "") or type(error).__name__
        log.warning("source.unreadable", source=self._source.name, why=self.trouble, seconds=seconds)
        await asyncio.wait({stopping}, timeout=seconds)
