"""Tickets whose clients did not say whether the question is solved come to their end all the same."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from operators import cards, events, lifecycle, tickets

log = structlog.get_logger()


async def sweep(session: AsyncSession, now: datetime, hours: float) -> int:
    """Closes the tickets that were resolved `hours` ago or more without a word since, and tells their conversations;
    returns how many that were."""
    expired = await tickets.silent_since(session, now - timedelta(hours=hours))
    for ticket in expired:
        lifecycle.close(session, ticket, now)
        await cards.refresh(session, ticket, now)
        await events.tell(session, ticket.address, events.TicketExpired(ticket.id), now)
        log.info("ticket.expired", ticket=ticket.id)
    return len(expired)
