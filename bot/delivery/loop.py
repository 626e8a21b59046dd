"""The loop of a channel: settle what came back, claim what may leave, wait for one or the other."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.database import Database
from bot.delivery import departures
from bot.delivery.claiming import IDLE_SECONDS, claim
from bot.delivery.outlets import Outlet
from bot.delivery.planning import Job
from bot.delivery.settling import PAUSES, settle
from bot.errors import DeliveryError, Rejected, RetryLater, RightsLost
from bot.outgoing import Signal
from bot.waiting import first_of

log = structlog.get_logger()

_SIGNAL_SECONDS = 5.0
_SHUTDOWN_SECONDS = 7.0


class Delivery:
    """Drains the outbox through the outlets that are on."""

    def __init__(self, database: Database, outlets: Sequence[Outlet], clock: Clock) -> None:
        self._lines = {outlet.channel.name: _Line(database, outlet, clock) for outlet in outlets}
        self._database = database
        self._signals: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Something was written into the outbox."""
        for line in self._lines.values():
            line.wake.set()

    def signal(self, signals: Sequence[Signal]) -> None:
        """Sends signals, at once and at most once: they are worth nothing a few seconds later."""
        for signal in signals:
            if line := self._lines.get(signal.channel):
                task = asyncio.create_task(line.signal(signal))
                self._signals.add(task)
                task.add_done_callback(self._signals.discard)

    def troubles(self) -> dict[str, str]:
        """Channels that do not deliver at present, and why."""
        return {name: line.trouble for name, line in self._lines.items() if line.trouble}

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`: then nothing more is claimed, what is in flight is waited for and written down. A fault of the
        program in one line ends them all in the same way and is raised."""
        async with self._database.write() as session:
            await departures.recover(session, list(self._lines))
        try:
            async with asyncio.TaskGroup() as group:
                for line in self._lines.values():
                    group.create_task(line.run(stop))
        finally:
            await _end(self._signals, 1.0)


async def _end(tasks: Collection[asyncio.Task[Any]], seconds: float) -> None:
    """Gives tasks some time to end, then ends them."""
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)


class _Line:
    """One channel's loop."""

    def __init__(self, database: Database, outlet: Outlet, clock: Clock) -> None:
        self._database, self._outlet, self._clock = database, outlet, clock
        self._flying: set[asyncio.Task[Job]] = set()
        self._landed: list[Job] = []
        self.wake = asyncio.Event()
        self.trouble = ""

    async def signal(self, signal: Signal) -> None:
        try:
            async with asyncio.timeout(_SIGNAL_SECONDS):
                await self._outlet.channel.signal(signal)
        except (DeliveryError, TimeoutError) as error:
            log.info("signal.expired", channel=signal.channel, why=type(error).__name__)
        except Exception:
            log.exception("signal.adapter_failed", channel=signal.channel)

    async def run(self, stop: asyncio.Event) -> None:
        failures = 0
        try:
            while not stop.is_set():
                self.wake.clear()
                try:
                    pause = await self._turn()
                    failures = 0
                except (SQLAlchemyError, OSError) as error:
                    # The database's trouble is nobody's attempt: what landed stays in hand and is written later.
                    failures += 1
                    pause = PAUSES[min(failures, len(PAUSES)) - 1]
                    log.error("delivery.database_failed", channel=self._outlet.channel.name, why=type(error).__name__)
                    await first_of(pause, stop)
                    continue
                await first_of(pause, self.wake, stop)
        finally:
            await self._land()

    async def _turn(self) -> float:
        """One look at the outbox; returns the seconds until the next is worth while."""
        now = self._clock.now()
        if not self._landed:
            async with self._database.read() as session:
                due = await departures.next_due(session, self._outlet.channel.name)
            if due is None or due > now:
                return IDLE_SECONDS if due is None else min(IDLE_SECONDS, (due - now).total_seconds())
        landed = list(self._landed)
        async with self._database.write() as session:
            if landed:
                await settle(session, self._outlet, landed, now)
            claimed = await claim(session, self._outlet, self._outlet.concurrency - len(self._flying), now)
        del self._landed[: len(landed)]
        for job in claimed.jobs:
            task = asyncio.create_task(self._fly(job))
            self._flying.add(task)
            task.add_done_callback(self._arrived)
        self._outlet.paces.sweep(now)
        return claimed.pause

    async def _fly(self, job: Job) -> Job:
        channel = self._outlet.channel
        try:
            job.result = await channel.perform(job.call)
            self.trouble = ""
        except DeliveryError as error:
            job.error = error
            self._note(error)
        except Exception as error:
            # Whatever an adapter did not translate is our own bug: the message is kept, with the reason to read.
            log.exception("delivery.adapter_failed", channel=channel.name, row=job.rows[0])
            job.error = Rejected(f"{type(error).__name__} in the {channel.name} adapter")
        return job

    def _note(self, error: DeliveryError) -> None:
        """Pauses what the platform refused, and remembers for /health that it cannot be reached."""
        if isinstance(error, RetryLater):
            if error.seconds is not None and error.scope is not None:
                self._outlet.paces.refused(error.scope, error.seconds, self._clock.now())
            self.trouble = "" if error.seconds is not None else error.reason or "no connection"
        else:
            self.trouble = error.reason if isinstance(error, RightsLost) else ""

    def _arrived(self, task: asyncio.Task[Job]) -> None:
        self._flying.discard(task)
        if not task.cancelled():
            self._landed.append(task.result())
        self.wake.set()

    async def _land(self) -> None:
        """The end: waits for what is in flight and writes it down. What is not written, the next start finds in flight
        and sends again."""
        await _end(set(self._flying), _SHUTDOWN_SECONDS)
        if not self._landed:
            return
        try:
            async with self._database.write() as session:
                await settle(session, self._outlet, self._landed, self._clock.now())
            self._landed.clear()
        except (SQLAlchemyError, OSError) as error:
            log.error("delivery.not_written", jobs=len(self._landed), why=type(error).__name__)
