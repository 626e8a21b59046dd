"""The loop of a channel: settle what came back, claim what may leave, wait for one or the other."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox
from bot.clock import Clock
from bot.database import Database
from bot.delivery.outlets import Outlet
from bot.delivery.planning import Job, NotYet, Planner, Pointless
from bot.delivery.settling import PAUSES, finish, settle
from bot.errors import DeliveryError, Rejected, RetryLater, Unreachable
from bot.messages import Answer, Closed
from bot.outbox import OutboxRow, OutboxState

log = structlog.get_logger()

_PAGE = 100
_IDLE_SECONDS = 1.0
_NOT_YET_SECONDS = 0.3
_ANSWER_SECONDS = 5.0
_SHUTDOWN_SECONDS = 7.0


class Delivery:
    """Drains the outbox through the outlets that are on."""

    def __init__(self, database: Database, outlets: Sequence[Outlet], clock: Clock) -> None:
        self._lines = {outlet.channel.name: _Line(database, outlet, clock) for outlet in outlets}
        self._database = database
        self._answers: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Something was written into the outbox."""
        for line in self._lines.values():
            line.wake.set()

    def answer(self, answers: Sequence[Answer]) -> None:
        """Answers pressed buttons, at once and at most once: such an answer is worth nothing a few seconds later."""
        for answer in answers:
            if line := self._lines.get(answer.channel):
                task = asyncio.create_task(line.answer(answer))
                self._answers.add(task)
                task.add_done_callback(self._answers.discard)

    def troubles(self) -> dict[str, str]:
        """Channels that do not deliver at present, and why."""
        return {name: line.trouble for name, line in self._lines.items() if line.trouble}

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`: then nothing more is claimed, what is in flight is waited for and written down."""
        async with self._database.write() as session:
            await outbox.recover(session, list(self._lines))
        await asyncio.gather(*(line.run(stop) for line in self._lines.values()))
        if self._answers:
            await asyncio.wait(self._answers, timeout=1)


class _Line:
    """One channel's loop."""

    def __init__(self, database: Database, outlet: Outlet, clock: Clock) -> None:
        self._database, self._outlet, self._clock = database, outlet, clock
        self._flying: set[asyncio.Task[Job]] = set()
        self._landed: list[Job] = []
        self.wake = asyncio.Event()
        self.trouble = ""

    async def answer(self, answer: Answer) -> None:
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                await self._outlet.channel.answer(answer)
        except (DeliveryError, TimeoutError) as error:
            log.info("answer.expired", channel=answer.channel, why=type(error).__name__)

    async def run(self, stop: asyncio.Event) -> None:
        failures = 0
        stopping = asyncio.create_task(stop.wait())
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
            await self._rest(pause, stopping)
        stopping.cancel()
        await self._land()

    async def _turn(self) -> float:
        """One look at the outbox; returns the seconds until the next is worth while."""
        now = self._clock.now()
        if not self._landed:
            async with self._database.read() as session:
                due = await outbox.next_due(session, self._outlet.channel.name)
            if due is None or due > now:
                return _IDLE_SECONDS if due is None else min(_IDLE_SECONDS, (due - now).total_seconds())
        landed = list(self._landed)
        async with self._database.write() as session:
            for job in landed:
                await settle(session, self._outlet, job, now)
            jobs, pause = await self._claim(session)
        del self._landed[: len(landed)]
        for job in jobs:
            task = asyncio.create_task(self._fly(job))
            self._flying.add(task)
            task.add_done_callback(self._arrived)
        self._outlet.paces.sweep(now)
        return pause

    async def _claim(self, session: AsyncSession) -> tuple[list[Job], float]:
        """Marks what leaves now as in flight."""
        jobs: list[Job] = []
        pause = _IDLE_SECONDS
        offset = 0
        while len(self._flying) + len(jobs) < self._outlet.concurrency:
            query = outbox.due_heads(self._outlet.channel.name, self._clock.now()).offset(offset).limit(_PAGE)
            heads = (await session.scalars(query.with_for_update(skip_locked=True))).all()
            claimed, held = await self._claim_page(
                session, heads, self._outlet.concurrency - len(self._flying) - len(jobs)
            )
            jobs += claimed
            pause = min(pause, held)
            offset += _PAGE
            if len(heads) < _PAGE or claimed:
                break
        return jobs, pause

    async def _claim_page(
        self, session: AsyncSession, heads: Sequence[OutboxRow], room: int
    ) -> tuple[list[Job], float]:
        now = self._clock.now()
        places = await self._outlet.book.find(session, {row.peer for row in heads})
        planner = Planner(session, self._outlet.channel)
        jobs: list[Job] = []
        pause = _IDLE_SECONDS
        for row in heads:
            if len(jobs) >= room:
                break
            place = places.get(row.peer, Closed("unknown address"))
            if isinstance(place, Closed):
                await finish(session, self._outlet, row, OutboxState.UNREACHABLE, place.reason, now)
                pause = 0.0
                continue
            plan = await planner.plan(row, place)
            match plan:
                case NotYet():
                    row.due_at = now + timedelta(seconds=_NOT_YET_SECONDS)
                case Pointless(reason=reason):
                    await finish(session, self._outlet, row, OutboxState.CANCELLED, reason, now)
                case Job():
                    held = await self._depart(session, plan, row)
                    pause = min(pause, held or pause)
                    if not held:
                        jobs.append(plan)
        return jobs, pause

    async def _depart(self, session: AsyncSession, job: Job, row: OutboxRow) -> float:
        """Takes the budget for a job and marks its rows; returns the seconds that it has to wait instead."""
        now = self._clock.now()
        scopes = self._outlet.channel.scopes(job.call)
        if (held := self._outlet.paces.delay(scopes, now)) > 0:
            return held
        self._outlet.paces.take(scopes, now)
        row.state = OutboxState.IN_FLIGHT
        for follower in job.rows[1:]:
            if (joined := await session.get(OutboxRow, follower)) is not None:
                joined.state = OutboxState.IN_FLIGHT
        return 0.0

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
            if error.seconds is None:
                self.trouble = error.reason or "no connection"
        elif isinstance(error, Unreachable | Rejected):
            self.trouble = ""

    def _arrived(self, task: asyncio.Task[Job]) -> None:
        self._flying.discard(task)
        if not task.cancelled():
            self._landed.append(task.result())
        self.wake.set()

    async def _rest(self, seconds: float, stopping: asyncio.Task[bool]) -> None:
        waking = asyncio.create_task(self.wake.wait())
        await asyncio.wait({waking, stopping}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        waking.cancel()

    async def _land(self) -> None:
        """Shutdown: waits for what is in flight and writes it down."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=_SHUTDOWN_SECONDS)
        if self._landed:
            async with self._database.write() as session:
                for job in self._landed:
                    await settle(session, self._outlet, job, self._clock.now())
            self._landed.clear()
