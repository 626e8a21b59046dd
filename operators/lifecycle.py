"""What may happen to a ticket, and the log of it.

    new ──claim──▶ assigned ──resolve──▶ resolved ──client confirms, or silence──▶ closed
     └──────────────────────resolve──────▲   └─────── «нет» or a real new message: back to assigned (or new)
      ◀──release, hand over── assigned

A client's conversation has at most one ticket that is not closed, complaints aside (`operators.complaints`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clients import ClientAddress
from operators import contacts, regions, sla
from operators.kinds import TicketKind
from operators.organisations import Organisation
from operators.purposes import Purpose
from operators.staff import Staff
from operators.tickets import Ticket, TicketEvent, TicketEventKind, TicketState

_FOR_EXPERTS = (TicketKind.QUESTION, TicketKind.SELECTION)


async def open_ticket(
    session: AsyncSession,
    address: ClientAddress,
    question: str,
    suggestions: Sequence[tuple[str, str]],
    now: datetime,
    *,
    kind: TicketKind = TicketKind.QUESTION,
    queue: Purpose = Purpose.HOTLINE,
) -> Ticket:
    """A new ticket of this address, of the client's organisation and for the desks of their centre as far as those are
    known; the caller has seen that there is no open one."""
    centre = await regions.centre_of(session, address.client_id)
    card = await contacts.card_of(session, address.client_id)
    number = card.organisation_id if card is not None else None
    ticket = Ticket(
        client_id=address.client_id,
        address_id=address.id,
        question=question,
        suggestions=list(suggestions),
        sent_suggestions=[],
        opened_at=now,
        state=TicketState.NEW,
        kind=kind,
        queue=queue,
        centre_id=centre.id if centre is not None else None,
        organisation_id=number,
    )
    ticket.client, ticket.address, ticket.assignee = address.client, address, None
    ticket.organisation = await session.get(Organisation, number) if number is not None else None
    sla.begin(ticket, now)
    session.add(ticket)
    await session.flush()
    _log(session, ticket, TicketEventKind.OPENED, now)
    return ticket


def claim(session: AsyncSession, ticket: Ticket, staff: Staff, now: datetime) -> bool:
    """Gives an unclaimed ticket to `staff`. False when somebody has it already, or it is not open."""
    if ticket.assignee_id == staff.id and ticket.is_open:
        return True
    if ticket.assignee_id is not None or not ticket.is_open:
        return False
    ticket.assignee_id, ticket.assignee = staff.id, staff
    ticket.state, ticket.assigned_at = TicketState.ASSIGNED, now
    sla.reacted(ticket, now)
    _log(session, ticket, TicketEventKind.CLAIMED, now, staff)
    return True


def release(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    """Whoever had the open ticket has it no more: it waits for anybody of its queue."""
    before = ticket.assignee_id
    ticket.assignee_id = ticket.assignee = ticket.assigned_at = None
    ticket.state = TicketState.NEW
    sla.released(ticket, now)
    _log(session, ticket, TicketEventKind.RELEASED, now, details={"had": before})


def hand_over(
    session: AsyncSession,
    ticket: Ticket,
    queue: Purpose,
    now: datetime,
    staff: Staff | None,
    *,
    skill: str | None = None,
) -> None:
    """Into another queue, where nobody has it yet, and the terms begin anew: a question that goes to the experts is a
    consultation from now on, as their regulation says. (`operators.transfers` moves the card as well.)"""
    details = {"from": ticket.queue, "to": queue, "had": ticket.assignee_id}
    ticket.queue, ticket.skill = queue, skill
    if queue is Purpose.EXPERTS and ticket.kind in _FOR_EXPERTS:
        ticket.kind = TicketKind.CONSULTATION
    ticket.assignee_id = ticket.assignee = ticket.assigned_at = None
    ticket.state = TicketState.NEW
    sla.begin(ticket, now)
    _log(session, ticket, TicketEventKind.TRANSFERRED, now, staff, details)


def responded(session: AsyncSession, ticket: Ticket, staff_id: int, now: datetime, *, holds: bool = False) -> None:
    """Staff has written to the client; the first time counts as the first response. `holds`: it is no answer yet, only
    asks for patience."""
    if holds:
        sla.reacted(ticket, now)
    else:
        sla.answered(ticket, now)
    if ticket.first_response_at is None:
        ticket.first_response_at = now
        event = TicketEvent(ticket_id=ticket.id, kind=TicketEventKind.FIRST_RESPONSE, at=now, details={})
        event.staff_id = staff_id
        session.add(event)


def resolve(session: AsyncSession, ticket: Ticket, staff: Staff | None, now: datetime) -> bool:
    """The work is done (`staff` None: the client says so). False when the ticket is not open."""
    if not ticket.is_open:
        return False
    ticket.state, ticket.resolved_at = TicketState.RESOLVED, now
    _log(session, ticket, TicketEventKind.RESOLVED, now, staff)
    return True


def confirm(session: AsyncSession, ticket: Ticket, solved: bool, now: datetime) -> None:
    """The client's «Вопрос решён?»: yes closes the ticket, no opens it again."""
    ticket.solved = solved
    _log(session, ticket, TicketEventKind.CONFIRMED, now, details={"solved": solved})
    if solved:
        close(session, ticket, now)
    else:
        reopen(session, ticket, now)


def close(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    """Nothing more is expected. (A real new message may still open it again, see `may_reopen`.)"""
    if ticket.state is TicketState.CLOSED:
        return
    ticket.state, ticket.closed_at = TicketState.CLOSED, now
    _log(session, ticket, TicketEventKind.CLOSED, now)


def reopen(session: AsyncSession, ticket: Ticket, now: datetime, staff: Staff | None = None) -> None:
    """Back to whoever had it, or to everybody when nobody had; or to `staff`, who has opened it."""
    if staff is not None:
        ticket.assignee_id, ticket.assignee, ticket.assigned_at = staff.id, staff, now
    ticket.state = TicketState.ASSIGNED if ticket.assignee_id is not None else TicketState.NEW
    ticket.resolved_at = ticket.closed_at = None
    ticket.solved = None
    sla.begin(ticket, now)
    if staff is not None:
        sla.reacted(ticket, now)
    _log(session, ticket, TicketEventKind.REOPENED, now, staff)


def change_kind(session: AsyncSession, ticket: Ticket, kind: TicketKind, now: datetime, staff: Staff | None) -> bool:
    """It is another kind of request than it was taken for: its terms count from where they counted. False when it is
    that kind already, or not open, or either is a complaint: it is their kind that hides them."""
    if ticket.kind is kind or not ticket.is_open or TicketKind.COMPLAINT in (ticket.kind, kind):
        return False
    details = {"from": ticket.kind.value, "to": kind.value}
    ticket.kind = kind
    sla.recount(ticket)
    _log(session, ticket, TicketEventKind.KIND_CHANGED, now, staff, details)
    return True


def missed(session: AsyncSession, ticket: Ticket, deadline: sla.Deadline, now: datetime) -> None:
    """A deadline has passed and the senior is called for it."""
    ticket.overdue_at = now
    details = {"first_answer": deadline.first_answer, "due": deadline.due.isoformat()}
    _log(session, ticket, TicketEventKind.OVERDUE, now, details=details)


def may_reopen(ticket: Ticket, now: datetime, hours: float) -> bool:
    """Whether a real new message opens this ticket again and no new one: within `hours` of its end."""
    ended = ticket.resolved_at or ticket.closed_at
    return not ticket.is_open and ended is not None and now - ended <= timedelta(hours=hours)


def may_rate(ticket: Ticket, now: datetime, within: timedelta) -> bool:
    """Whether the ticket can be marked: nobody has done so yet, or not longer than `within` ago for the first time."""
    return ticket.rated_at is None or now - ticket.rated_at <= within


def rate(session: AsyncSession, ticket: Ticket, mark: int, now: datetime) -> None:
    """The client's mark, 1–5; a later one replaces it. Raises `ValueError` for anything else."""
    if not 1 <= mark <= 5:
        raise ValueError("a mark is 1–5")
    ticket.rating = mark
    ticket.rated_at = ticket.rated_at or now
    _log(session, ticket, TicketEventKind.RATED, now, details={"mark": mark})


def _log(
    session: AsyncSession,
    ticket: Ticket,
    kind: TicketEventKind,
    now: datetime,
    staff: Staff | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    event = TicketEvent(ticket_id=ticket.id, kind=kind, at=now, details=details or {})
    event.staff_id = staff.id if staff else None
    session.add(event)
