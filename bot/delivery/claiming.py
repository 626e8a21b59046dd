"""Claiming: which rows may leave now, within the budgets, each with its next call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.calls import Closed, Destination, SendCall
from bot.delivery import departures
from bot.delivery.outlets import Outlet
from bot.delivery.planner import plan
from bot.delivery.planning import Held, Job, NotYet, Planning, Pointless
from bot.delivery.settling import finish
from bot.outbox import OutboxRow, OutboxState

log = structlog.get_logger()

IDLE_SECONDS = 1.0
"""How long nothing is looked for when nothing is known to become due."""

_PAGE = 100
_NOT_YET = timedelta(seconds=0.3)
_NOT_YET_WAITING = timedelta(seconds=1)


@dataclass(slots=True)
class Claim:
    """The jobs that leave now, and the seconds until another look is worth while."""

    jobs: list[Job] = field(default_factory=list)
    pause: float = IDLE_SECONDS

    def look_again_in(self, seconds: float) -> None:
        """At the latest."""
        self.pause = min(self.pause, max(seconds, 0.0))


async def claim(session: AsyncSession, outlet: Outlet, room: int, now: datetime) -> Claim:
    """Marks at most `room` rows as in flight.

    Looks through all that is due, page by page: a free address never starves behind held ones, however many. Only
    while the whole bot is held back there is nothing to look for.
    """
    claimed = Claim()
    last: OutboxRow | None = None
    while len(claimed.jobs) < room:
        if (held := outlet.paces.whole_delay(now)) > 0:
            claimed.look_again_in(held)
            break
        query = departures.due_heads(outlet.channel.name, now, after=last).limit(_PAGE)
        heads = (await session.scalars(query.with_for_update(skip_locked=True))).all()
        await _claim_page(session, outlet, heads, room, now, claimed)
        if len(heads) < _PAGE:
            break
        last = heads[-1]
    if (due := await departures.next_due(session, outlet.channel.name, after=now)) is not None:
        claimed.look_again_in((due - now).total_seconds())
    return claimed


async def _claim_page(
    session: AsyncSession, outlet: Outlet, heads: Sequence[OutboxRow], room: int, now: datetime, claimed: Claim
) -> None:
    if not heads:
        return
    places = await outlet.book.find(session, {row.peer for row in heads})
    planning = Planning(session, outlet.channel, outlet.store, now)
    for row in heads:
        if len(claimed.jobs) >= room:
            return
        place = places.get(row.peer, Closed("unknown address"))
        if isinstance(place, Closed):
            await finish(session, outlet, row, OutboxState.UNREACHABLE, place.reason, now)
            claimed.look_again_in(0)
            continue
        job = await _plan(planning, outlet, row, place)
        if job is None:
            # Whatever stood behind this row may leave now.
            claimed.look_again_in(0)
        elif (held := await _depart(session, outlet, job, row, now)) > 0:
            claimed.look_again_in(held)
        else:
            claimed.jobs.append(job)


async def _plan(planning: Planning, outlet: Outlet, row: OutboxRow, place: Destination) -> Job | None:
    session, now = planning.session, planning.now
    try:
        planned = await plan(planning, row, place)
    except (SQLAlchemyError, OSError):
        raise
    except Exception as error:
        # A row that cannot be read or planned is our own bug; it must not hold up everybody, so it has failed.
        log.exception("outbox.unplannable", row=row.id, channel=row.channel)
        await finish(session, outlet, row, OutboxState.REJECTED, type(error).__name__, now)
        return None
    match planned:
        case Job():
            return planned
        case Held(seconds=seconds):
            row.due_at = now + timedelta(seconds=seconds)
        case NotYet(target=target):
            _stand_behind(row, target, now)
        case Pointless(reason=reason):
            await finish(session, outlet, row, OutboxState.CANCELLED, reason, now)
    return None


def _stand_behind(row: OutboxRow, target: OutboxRow, now: datetime) -> None:
    """A change waits for the message that it changes; in one queue it has to stand behind it, or neither would go."""
    if row.queue == target.queue and row.precedence < target.precedence:
        row.precedence = target.precedence
    elif target.state is OutboxState.IN_FLIGHT:
        row.due_at = now + _NOT_YET
    else:
        row.due_at = max(now, target.due_at) + _NOT_YET_WAITING


async def _depart(session: AsyncSession, outlet: Outlet, job: Job, row: OutboxRow, now: datetime) -> float:
    """Takes the budget for a job and marks its rows; returns the seconds that it has to wait instead."""
    scopes = outlet.channel.scopes(job.call)
    weight = _weight(outlet, job)
    if (held := outlet.paces.delay(scopes, now, weight)) > 0:
        return held
    outlet.paces.take(scopes, now, weight)
    row.state = OutboxState.IN_FLIGHT
    row.first_try_at = row.first_try_at or now
    for follower in job.rows[1:]:
        (await session.get_one(OutboxRow, follower)).state = OutboxState.IN_FLIGHT
    return 0.0


def _weight(outlet: Outlet, job: Job) -> int:
    """An album is as many messages as it has pieces (not documented, so the careful reading), where it is an album."""
    pieces = len(job.call.attachments) if isinstance(job.call, SendCall) else 0
    return 1 if outlet.channel.traits.one_message else max(1, pieces)
