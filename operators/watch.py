"""The watch over the terms: before a deadline whoever has the ticket is reminded, after it the senior is called.

When something is to be done stands in `Ticket.watch_at`, so a missed tick loses nothing. What is told in General is one
message for everything that became due since the last one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from operators import calling, cards, lifecycle, sla, tickets
from operators.calendar import WorkingTime
from operators.sla import Standard
from operators.tickets import Ticket

log = structlog.get_logger(__name__)

_AT_ONCE = 100
"""Tickets of one transaction; the next tick takes the others."""


@dataclass(slots=True)
class _Found:
    """What has to be told."""

    near: list[Ticket] = field(default_factory=list)
    missed: list[Ticket] = field(default_factory=list)


async def sweep(session: AsyncSession, now: datetime, standard: Standard) -> int:
    """Counts what was not counted yet, reminds, calls, and reddens cards; returns how many tickets were looked at."""
    due = await tickets.to_watch(session, now, _AT_ONCE)
    found = _Found()
    for ticket in due:
        await _look(session, ticket, standard, now, found)
    await _tell(session, found, standard, now)
    return len(due)


async def _look(session: AsyncSession, ticket: Ticket, standard: Standard, now: datetime, found: _Found) -> None:
    if ticket.solution_due is None:
        await sla.count(session, ticket, standard)
    working = await standard.working(session, ticket)
    missed = [one for one in sla.deadlines(ticket, standard, working) if one.due <= now]
    uncalled = [one for one in missed if not sla.is_called_for(ticket, one)]
    if uncalled:
        for deadline in uncalled:
            lifecycle.missed(session, ticket, deadline, now)
        found.missed.append(ticket)
        log.info("ticket.overdue", ticket=ticket.id)
    elif not missed and _is_near(ticket, standard, working, now):
        ticket.reminded_at = now
        found.near.append(ticket)
        log.info("ticket.reminded", ticket=ticket.id)
    was, ticket.overdue_minutes = ticket.overdue_minutes, sla.step_over(ticket, working, now)
    ticket.watch_at = sla.next_look(ticket, standard, working)
    if ticket.overdue_minutes != was:
        await cards.refresh(session, ticket, now)


def _is_near(ticket: Ticket, standard: Standard, working: WorkingTime, now: datetime) -> bool:
    reached = (one for one in sla.deadlines(ticket, standard, working) if one.remind is not None and one.remind <= now)
    return any(not sla.is_reminded_of(ticket, one) for one in reached)


async def _tell(session: AsyncSession, found: _Found, standard: Standard, now: datetime) -> None:
    for ticket in found.near:
        if ticket.assignee is not None:
            await calling.remind(session, ticket, standard, now)
    await calling.free(session, [one for one in found.near if one.assignee is None], standard, now)
    await calling.seniors(session, found.missed, standard, now)
