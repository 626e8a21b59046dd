"""Downloads: the files of what was said are fetched as a durable step of their own, once each, several at a time.

No transaction is open while bytes come in. A platform that is away is asked again for hours; whoever waits for the file
is not held up by that (`bot.delivery.sending`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import files
from bot.calls import FileSource
from bot.carriage import TRAITS
from bot.clock import Clock
from bot.database import Database
from bot.errors import DeliveryError, RetryLater, TooLarge
from bot.file_store import FileStore
from bot.files import File, FileState
from bot.unused_files import drop_unused
from bot.waiting import finished, first_of

log = structlog.get_logger()

PAUSES = (1.0, 3.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0)
"""Seconds between attempts while the platform cannot be reached; after the last the file has failed (in about 50
minutes; a `file_id` of Telegram's is good for an hour at least)."""

CONCURRENCY = 4
"""Files that come in at a time: bytes are streamed, so this bounds connections and not memory."""

_IDLE_SECONDS = 5.0
_HOUSEKEEPING = timedelta(minutes=10)
_UNUSED_FOR = timedelta(hours=1)
_MOST_DROPPED = 200
_DATABASE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What came of an attempt: contents that are kept, or an error."""

    file_id: int
    sha256: str = ""
    size: int = 0
    error: Exception | None = None


class Downloads:
    """Fetches what waits until it is told to stop; `fetched` is called whenever a file has come (or failed)."""

    def __init__(
        self,
        database: Database,
        sources: Mapping[str, FileSource],
        store: FileStore,
        clock: Clock,
        fetched: Callable[[], None],
    ) -> None:
        """`sources` by the name that `File.source` has; files of a channel that is off wait."""
        self._database, self._sources, self._store = database, sources, store
        self._clock, self._fetched = clock, fetched
        self._woken = asyncio.Event()
        self._kept_house = clock.now()

    def wake(self) -> None:
        """There may be something to fetch."""
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; what is under way is given up: nothing of it was kept, and the next start fetches it anew."""
        await asyncio.to_thread(self._store.sweep)
        while not stop.is_set():
            self._woken.clear()
            try:
                pause = await self._turn(stop)
            except (SQLAlchemyError, OSError) as error:
                log.error("downloads.failed", why=type(error).__name__)
                pause = _DATABASE_SECONDS
            if pause:
                await first_of(pause, self._woken, stop)

    async def _turn(self, stop: asyncio.Event) -> float:
        """Fetches what is due; returns the seconds until the next look is worth while."""
        now = self._clock.now()
        if now - self._kept_house >= _HOUSEKEEPING:
            self._kept_house = now
            await self._drop_unused(now)
        async with self._database.read() as session:
            due = await files.waiting(session, now, list(self._sources), CONCURRENCY)
            later = await files.next_due(session, list(self._sources)) if not due else None
        if not due:
            return _IDLE_SECONDS if later is None else min(_IDLE_SECONDS, max(0.05, (later - now).total_seconds()))
        fetching = [asyncio.create_task(self._fetch(file)) for file in due]
        try:
            if await finished(fetching, stop):
                await self._settle([one.result() for one in fetching])
        finally:
            for one in fetching:
                one.cancel()
            await asyncio.gather(*fetching, return_exceptions=True)
        return 0.0

    async def _drop_unused(self, now: datetime) -> None:
        """Deletes what nobody holds any more. The rows go first: bytes without a row are only litter, and as nothing
        is being fetched meanwhile, none of them can be wanted again."""
        async with self._database.write() as session:
            gone = await drop_unused(session, now - _UNUSED_FOR, _MOST_DROPPED)
        for sha256 in gone:
            await asyncio.to_thread(self._store.remove, sha256)

    async def _fetch(self, file: File) -> _Fetched:
        limit = TRAITS[file.source].download
        try:
            with self._store.incoming() as incoming:
                await self._sources[file.source].download(file.ref, incoming, limit)
                if not incoming.size:
                    return _Fetched(file.id, error=TooLarge("empty"))
                sha256 = await asyncio.to_thread(incoming.keep)
                return _Fetched(file.id, sha256, incoming.size)
        except Exception as error:
            if not isinstance(error, DeliveryError | OSError):
                log.exception("download.adapter_failed", file=file.id)
            return _Fetched(file.id, error=error)

    async def _settle(self, fetched: list[_Fetched]) -> None:
        if not fetched:
            return
        async with self._database.write() as session:
            for one in fetched:
                file = await session.get_one(File, one.file_id)
                if one.error is None:
                    await files.keep(session, file, one.sha256, one.size, self._clock.now())
                else:
                    self._failed(file, one.error)
        self._fetched()

    def _failed(self, file: File, error: Exception) -> None:
        file.attempts += 1
        again = isinstance(error, RetryLater | OSError) and file.attempts <= len(PAUSES)
        if again:
            told = error.seconds if isinstance(error, RetryLater) else None
            seconds = told or PAUSES[file.attempts - 1]
            file.due_at = self._clock.now() + timedelta(seconds=seconds)
            log.info("download.waits", file=file.id, source=file.source, seconds=seconds)
            return
        reason = error.reason if isinstance(error, TooLarge) else "failed"
        file.state, file.reason = FileState.FAILED, reason
        log.warning(
            "download.failed",
            file=file.id,
            source=file.source,
            why=getattr(error, "reason", "") or type(error).__name__,
        )
