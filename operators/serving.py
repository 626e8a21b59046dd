"""Which groups serve what, as the settings say at the start: a group that they name no longer is no desk any more, and
what people were at there goes on where its queue is served now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from operators import cards, complaints, tickets, topics
from operators.kinds import TicketKind
from operators.purposes import SHARED, Purpose
from operators.tickets import Ticket
from operators.topics import Desk, DeskPurpose, Topic

log = structlog.get_logger(__name__)


async def set_up(session: AsyncSession, groups: Mapping[Purpose, str]) -> None:
    """The desks of these groups (the installation's own, not one centre's); a purpose without a group has no desk of
    its own from now on."""
    for purpose in Purpose:
        if purpose in groups:
            await topics.set_up_desk(session, groups[purpose], purpose)
            continue
        query = select(DeskPurpose).where(DeskPurpose.purpose == purpose, DeskPurpose.centre_id.is_(None))
        for served in await session.scalars(query):
            await session.delete(served)
    await session.flush()


async def bring_home(session: AsyncSession, now: datetime) -> None:
    """Open tickets that stand in a group which is no desk any more get their card where their queue is served."""
    serving = select(DeskPurpose.desk_id)
    query = select(Ticket.id).join(Topic, Topic.id == Ticket.topic_id).where(Ticket.state.in_(tickets.OPEN))
    for number in await session.scalars(query.where(Topic.desk_id.not_in(serving)).order_by(Ticket.id)):
        ticket = await tickets.get(session, number)
        desk = await _desk_of(session, ticket) if ticket is not None else None
        if ticket is not None and desk is not None:
            log.info("ticket.brought_home", ticket=ticket.id, desk=desk.id)
            await cards.move(session, ticket, await topics.topic_for(session, ticket.client, desk, now), now)


async def _desk_of(session: AsyncSession, ticket: Ticket) -> Desk | None:
    if ticket.kind is TicketKind.COMPLAINT:
        return await complaints.desk_for(session, ticket.about_id, ticket.centre_id)
    return await topics.desk_for(session, ticket.queue, ticket.centre_id)


async def served_by(session: AsyncSession, desk: Desk) -> frozenset[Purpose]:
    """What a desk serves, also in place of desks that there are none of; empty when it is no desk (any more)."""
    own = await topics.purposes_of(session, desk)
    if Purpose.HOTLINE not in own:
        return own
    taken = set(await session.scalars(select(DeskPurpose.purpose).where(DeskPurpose.centre_id.is_(None))))
    return own | (set(SHARED) - taken)
