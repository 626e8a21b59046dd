"""A ticket goes to another queue: its card with all that was said stands there, unclaimed; the old one says where."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from operators import cards, lifecycle, relay, sla, topics
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.staff import Staff
from operators.tickets import Ticket

log = structlog.get_logger(__name__)


async def transfer(
    session: AsyncSession,
    ticket: Ticket,
    purpose: Purpose,
    now: datetime,
    staff: Staff | None = None,
    *,
    skill: str | None = None,
) -> bool:
    """Hands an open ticket to the desk that serves `purpose` (also the same group, then the new card stands in the same
    topic), for whoever has the `skill`. Files that the client sent come along. False, and nothing happens, when it is
    not open, no group serves that, or it is a complaint (those stay with the seniors). The client is not told here."""
    desk = await topics.desk_for(session, purpose, ticket.centre_id)
    if desk is None or not ticket.is_open or ticket.kind is TicketKind.COMPLAINT:
        return False
    before = ticket.topic_id
    lifecycle.hand_over(session, ticket, purpose, now, staff, skill=skill)
    log.info("ticket.transferred", ticket=ticket.id, queue=purpose, staff=staff.id if staff else None)
    topic = await topics.topic_for(session, ticket.client, desk, now)
    await cards.move(session, ticket, topic, now, to=purpose)
    if topic.id != before:
        await relay.show_attachments(session, ticket, now)
    return True


async def to_centre(session: AsyncSession, ticket: Ticket, centre_id: int, now: datetime) -> None:
    """The ticket is another centre's: it goes to the desk that serves its queue there, which may be the same one."""
    before, ticket.centre_id = ticket.topic_id, centre_id
    sla.recount(ticket)
    desk = await topics.desk_for(session, ticket.queue, centre_id)
    log.info("ticket.centre", ticket=ticket.id, centre=centre_id)
    topic = await topics.topic_for(session, ticket.client, desk, now) if desk is not None else None
    if topic is None or topic.id == before:
        await cards.refresh(session, ticket, now)
        return
    await cards.move(session, ticket, topic, now)
    await relay.show_attachments(session, ticket, now)
