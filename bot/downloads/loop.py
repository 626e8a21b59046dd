"""The loop of downloads: a slot that becomes free is taken at once by whoever has waited longest.

No transaction is open while bytes come in. Each messenger has slots of its own and each person few of them, so that
neither a slow platform nor somebody with a hundred files is in everybody's way. A platform that is away is asked again
for hours; whoever waits for the file is not held up by that (`bot.delivery.sending`).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import files
from bot.calls import FileSource
from bot.clock import Clock
from bot.database import Database
from bot.downloads.fetching import TOO_SLOW, WINDOW_SECONDS, Fetched, fetch
from bot.errors import RetryLater, TooLarge
from bot.file_store import FileStore
from bot.files import File, FileState
from bot.unused_files import drop_unused
from bot.waiting import first_of

log = structlog.get_logger()

PAUSES = (1.0, 3.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0)
"""Seconds between attempts while the platform cannot be reached; after the last the file has failed (in about 50
minutes; a `file_id` of Telegram's is good for an hour at least)."""

SLOW_PAUSES = (10.0, 60.0, 300.0)
"""The same for a file that hardly comes: each attempt takes a slot for half a minute, so there are few."""

SLOTS = 8
"""Files that come in at a time from one messenger: bytes are streamed, so this bounds connections and not memory."""

SLOTS_EACH = 2
"""Of these for one person."""

_IDLE_SECONDS = 5.0
_HOUSEKEEPING = timedelta(minutes=10)
_UNUSED_FOR = timedelta(hours=1)
_MOST_DROPPED = 200
_DATABASE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """A file that is coming."""

    file: File
    task: asyncio.Task[Fetched]


class Downloads:
    """Fetches what waits until it is told to stop; `fetched` is called whenever a file has come (or failed)."""

    def __init__(
        self,
        database: Database,
        sources: Mapping[str, FileSource],
        store: FileStore,
        clock: Clock,
        fetched: Callable[[], None],
        window: float = WINDOW_SECONDS,
    ) -> None:
        """`sources` by the name that `File.source` has; files of a channel that is off wait. `window`: see
        `fetching.WINDOW_SECONDS`."""
        self._database, self._sources, self._store = database, sources, store
        self._clock, self._fetched, self._window = clock, fetched, window
        self._woken = asyncio.Event()
        self._kept_house = clock.now()
        self._under_way: dict[int, _UnderWay] = {}

    def wake(self) -> None:
        """There may be something to fetch."""
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; what is under way is given up: nothing of it was kept, and the next start fetches it anew."""
        await asyncio.to_thread(self._store.sweep)
        try:
            while not stop.is_set():
                self._woken.clear()
                try:
                    await first_of(await self._turn(), self._woken, stop)
                except (SQLAlchemyError, OSError) as error:
                    log.error("downloads.failed", why=type(error).__name__)
                    await first_of(_DATABASE_SECONDS, stop)
        finally:
            await self._give_up()

    async def _turn(self) -> float:
        """Writes down what has come, and fills the slots; returns the seconds until the next look is worth while."""
        await self._settle([one for one in self._under_way.values() if one.task.done()])
        now = self._clock.now()
        if now - self._kept_house >= _HOUSEKEEPING:
            self._kept_house = now
            await self._drop_unused(now)
        async with self._database.read() as session:
            due = await files.waiting(session, now, list(self._sources), list(self._under_way), SLOTS_EACH)
            later = await files.next_due(session, list(self._sources), now)
        for file in self._that_fit(due):
            task = asyncio.create_task(fetch(self._sources[file.source], file, self._store, self._window))
            task.add_done_callback(lambda _: self.wake())
            self._under_way[file.id] = _UnderWay(file, task)
        return _IDLE_SECONDS if later is None else min(_IDLE_SECONDS, max(0.05, (later - now).total_seconds()))

    def _that_fit(self, due: Iterable[File]) -> Sequence[File]:
        """Those for which there is a slot."""
        coming = [one.file for one in self._under_way.values()]
        of_source = Counter(file.source for file in coming)
        of_sender = Counter((file.source, file.sender) for file in coming)
        fit = []
        for file in due:
            if of_source[file.source] < SLOTS and of_sender[file.source, file.sender] < SLOTS_EACH:
                of_source[file.source] += 1
                of_sender[file.source, file.sender] += 1
                fit.append(file)
        return fit

    async def _drop_unused(self, now: datetime) -> None:
        """Deletes what nobody holds any more. The rows go first: bytes without a row are only litter, and as bytes come
        to their place in this loop alone (`_settle`), none of them can be wanted again meanwhile."""
        async with self._database.write() as session:
            gone = await drop_unused(session, now - _UNUSED_FOR, _MOST_DROPPED)
        for sha256 in gone:
            await asyncio.to_thread(self._store.remove, sha256)

    async def _settle(self, ended: Sequence[_UnderWay]) -> None:
        """Puts the bytes into their place and writes down that they are there. Where that fails nothing has come of
        it: the files wait as before."""
        if not ended:
            return
        try:
            for one in ended:
                del self._under_way[one.file.id]
            kept = [await self._keep(one.task.result()) for one in ended]
            async with self._database.write() as session:
                for fetched, sha256 in kept:
                    file = await session.get_one(File, fetched.file_id)
                    if fetched.incoming is not None and sha256 is not None:
                        await files.keep(session, file, sha256, fetched.incoming.size, self._clock.now())
                    else:
                        self._failed(file, fetched.error)
        finally:
            for one in ended:
                one.task.result().close()
        self._fetched()

    async def _keep(self, fetched: Fetched) -> tuple[Fetched, str | None]:
        return fetched, await asyncio.to_thread(fetched.incoming.keep) if fetched.incoming else None

    def _failed(self, file: File, error: Exception | None) -> None:
        file.attempts += 1
        reason = getattr(error, "reason", "")
        pauses = SLOW_PAUSES if reason == TOO_SLOW else PAUSES
        if isinstance(error, RetryLater | OSError) and file.attempts <= len(pauses):
            told = error.seconds if isinstance(error, RetryLater) else None
            seconds = told or pauses[file.attempts - 1]
            file.due_at = self._clock.now() + timedelta(seconds=seconds)
            log.info("download.waits", file=file.id, source=file.source, seconds=seconds, why=reason)
            return
        known = isinstance(error, TooLarge) or reason == TOO_SLOW
        file.state, file.reason = FileState.FAILED, reason if known else "failed"
        log.warning("download.failed", file=file.id, source=file.source, why=reason or type(error).__name__)

    async def _give_up(self) -> None:
        coming = list(self._under_way.values())
        self._under_way.clear()
        for one in coming:
            one.task.cancel()
        for result in await asyncio.gather(*(one.task for one in coming), return_exceptions=True):
            if isinstance(result, Fetched):
                result.close()
