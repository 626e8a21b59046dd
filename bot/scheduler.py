"""The scheduler only ticks: what is due stands in tables with its time, so a missed tick loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.database import Database

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sweep:
    """Something that looks every `seconds` for what has become due, in a transaction of its own. `prepare` comes before
    the transaction is opened: what takes long would hold up everybody who writes."""

    name: str
    seconds: float
    run: Callable[[AsyncSession, datetime], Awaitable[None]]
    prepare: Callable[[datetime], Awaitable[None]] | None = None


class Scheduler:
    """Runs the sweeps until it is told to stop; `swept` is called after each."""

    def __init__(self, database: Database, sweeps: Sequence[Sweep], clock: Clock, swept: Callable[[], None]) -> None:
        self._database, self._sweeps, self._clock, self._swept = database, sweeps, clock, swept
        self._ticking = asyncio.Lock()

    async def tick(self, sweep: Sweep) -> None:
        """One look. A database that is away only means that the next tick does it."""
        async with self._ticking:
            try:
                if sweep.prepare is not None:
                    await sweep.prepare(self._clock.now())
                async with self._database.write() as session:
                    await sweep.run(session, self._clock.now())
            except (SQLAlchemyError, OSError) as error:
                log.error("sweep.database_failed", sweep=sweep.name, why=type(error).__name__)
                return
        self._swept()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        scheduler = AsyncIOScheduler(timezone="UTC")
        for sweep in self._sweeps:
            scheduler.add_job(
                self.tick,
                "interval",
                args=[sweep],
                seconds=sweep.seconds,
                name=sweep.name,
                coalesce=True,
                max_instances=1,
            )
        scheduler.start()
        try:
            await stop.wait()
        finally:
            scheduler.pause()
            # The sweep in hand is finished: APScheduler would cut it off.
            async with self._ticking:
                scheduler.shutdown(wait=False)
