"""Which tickets staff see in a list, and what they look for among them (`operators.sought`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from operators import sought
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.tickets import OPEN, Ticket, loaded
from operators.topics import Desk, DeskPurpose


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be listed: at which desk, to whom."""

    desk: Desk
    serves: frozenset[Purpose]
    staff_id: int


async def visible(session: AsyncSession, sight: Sight) -> list[ColumnElement[bool]]:
    """The conditions of it. Complaints are for seniors among themselves, and for nobody whom they are about; a desk of
    one centre's sees that centre's."""
    allowed: list[ColumnElement[bool]] = [or_(Ticket.about_id.is_(None), Ticket.about_id != sight.staff_id)]
    if Purpose.SENIORS not in sight.serves:
        allowed += [Ticket.kind != TicketKind.COMPLAINT, Ticket.queue != Purpose.SENIORS]
    centres = set(await session.scalars(select(DeskPurpose.centre_id).where(DeskPurpose.desk_id == sight.desk.id)))
    if centres and None not in centres:
        allowed.append(Ticket.centre_id.in_(centres))
    return allowed


async def open_ones(session: AsyncSession, sight: Sight, assignee_id: int | None = None) -> Sequence[Ticket]:
    """The open tickets, oldest first; those that somebody has, with `assignee_id`."""
    query = loaded().where(Ticket.state.in_(OPEN), *await visible(session, sight))
    if assignee_id is not None:
        query = query.where(Ticket.assignee_id == assignee_id)
    return (await session.scalars(query.order_by(Ticket.id))).all()


async def find(session: AsyncSession, sight: Sight, words: str, limit: int, offset: int = 0) -> Sequence[Ticket]:
    """The tickets that have every one of the words somewhere, newest first."""
    wanted = sought.words_of(words)
    if not wanted:
        return []
    having = sought.tickets_with(session, wanted, await visible(session, sight))
    query = loaded().where(Ticket.id.in_(having)).order_by(Ticket.id.desc())
    return (await session.scalars(query.limit(limit).offset(offset))).all()
