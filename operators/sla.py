"""The quality standard: by when a ticket has to be answered, by its kind, in minutes of its centre's working time.

Two deadlines count from `Ticket.counted_from`. The first answer is given when somebody takes the ticket (its client is
told who answers) or writes. The solution is given with the first answer that says something (`operators.holding`): from
then on the ticket waits for its client and nothing is due. A clarification of the client after that answer begins the
count of the solution anew, as the regulation of the hotline says; a ticket that is opened again begins anew as a whole.

A ticket whose count has begun anew has no dues until somebody counts them: whoever knows the `Standard`, at the latest
the sweep of `operators.watch`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from operators import centres
from operators.calendar import NEVER, WorkingTime
from operators.kinds import TicketKind
from operators.tickets import OPEN, Ticket

_SHORTEST_REMINDED = 3.0
"""Minutes: a shorter term is over before a reminder could be read; the card itself is one."""

STEPS = (0, 15, 60, 180, 480, 1440)
"""Working minutes over the term that a card tells: every step is an edit, which the group's budget pays."""


@dataclass(frozen=True, slots=True)
class Term:
    """How soon a kind of request is answered first, and answered for good: minutes of working time."""

    first_answer_minutes: float
    solution_minutes: float


@dataclass(frozen=True, slots=True)
class Standard:
    """What the centre has decided (`docs/settings.md`). A kind without a term is never due. `remind_share`: so much of
    a term is left when whoever has the ticket is reminded. `working_time`: of clients that have no centre."""

    terms: Mapping[TicketKind, Term] = field(default_factory=dict)
    working_time: WorkingTime = field(default_factory=lambda: WorkingTime({}, ZoneInfo("UTC")))
    remind_share: float = 0.25

    async def working(self, session: AsyncSession, ticket: Ticket) -> WorkingTime:
        """By whose hours a ticket counts."""
        return await centres.working_time_of(session, ticket.centre_id, self.working_time)


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due next: the first answer, or the solution. `remind` is None where nobody is reminded."""

    first_answer: bool
    due: datetime
    remind: datetime | None


# --- the count ----------------------------------------------------------------------------------------------------


def begin(ticket: Ticket, now: datetime) -> None:
    """Both deadlines count from now: the ticket is new, or opened again, or another queue's."""
    ticket.counted_from, ticket.reacted_at, ticket.answered_at = now, None, None
    recount(ticket)


def clarified(ticket: Ticket, now: datetime) -> bool:
    """The client has said more. After an answer the solution counts anew; before it the count goes on. Returns whether
    it began anew."""
    if ticket.answered_at is None or not ticket.is_open:
        return False
    ticket.counted_from, ticket.answered_at = now, None
    recount(ticket)
    return True


def recount(ticket: Ticket) -> None:
    """The dues are no longer true (another kind, other hours): they will be counted from where the count began."""
    ticket.response_due = ticket.solution_due = ticket.watch_at = None
    ticket.reminded_at = ticket.overdue_at = ticket.overdue_minutes = None


async def hours_changed(session: AsyncSession, centre_id: int) -> None:
    """A centre works otherwise from now on: what is open there is counted anew. Whoever was called stays called, unless
    the deadline has moved behind that."""
    query = select(Ticket).where(Ticket.centre_id == centre_id, Ticket.state.in_(OPEN)).order_by(Ticket.id)
    for ticket in await session.scalars(query.with_for_update().execution_options(populate_existing=True)):
        ticket.response_due = ticket.solution_due = ticket.watch_at = None


def reacted(ticket: Ticket, now: datetime) -> None:
    """Somebody has taken it, or written: the first answer is given."""
    if ticket.reacted_at is None:
        ticket.reacted_at, ticket.watch_at = now, now


def released(ticket: Ticket, now: datetime) -> None:
    """Nobody has it any more: somebody has to be found within the term of the solution, which goes on."""
    ticket.watch_at = now if ticket.solution_due is not None else None


def answered(ticket: Ticket, now: datetime) -> None:
    """What was said answers something: nothing is due until the client says more."""
    reacted(ticket, now)
    if ticket.answered_at is None:
        ticket.answered_at, ticket.watch_at = now, now


async def count(session: AsyncSession, ticket: Ticket, standard: Standard) -> None:
    """Fills in both dues (and begins a count that never began: the ticket is older than the standard)."""
    if ticket.counted_from is None:
        ticket.counted_from, ticket.reacted_at = ticket.opened_at, ticket.first_response_at or ticket.assigned_at
        ticket.answered_at = ticket.first_response_at
    working, term = await standard.working(session, ticket), standard.terms.get(ticket.kind)
    if term is None:
        ticket.response_due = ticket.solution_due = NEVER
    else:
        ticket.response_due = working.after(ticket.counted_from, term.first_answer_minutes)
        ticket.solution_due = working.after(ticket.counted_from, term.solution_minutes)
    ticket.watch_at = next_look(ticket, standard, working)


# --- what is due --------------------------------------------------------------------------------------------------


def next_due(ticket: Ticket) -> datetime | None:
    """The deadline that comes (or was missed) first; None when nothing is due: it waits for its client, is over, was
    not counted yet, or its kind has no term."""
    if not ticket.is_open or ticket.answered_at is not None:
        return None
    due = ticket.response_due if ticket.reacted_at is None else ticket.solution_due
    return due if due is not None and due < NEVER else None


def deadlines(ticket: Ticket, standard: Standard, working: WorkingTime) -> Iterator[Deadline]:
    """What is still due, the first one first."""
    term, start = standard.terms.get(ticket.kind), ticket.counted_from
    if term is None or start is None or not ticket.is_open or ticket.answered_at is not None:
        return
    those = [(False, term.solution_minutes, ticket.solution_due)]
    if ticket.reacted_at is None:
        those.insert(0, (True, term.first_answer_minutes, ticket.response_due))
    for first, minutes, due in those:
        if due is not None and due < NEVER:
            remind = None
            if minutes >= _SHORTEST_REMINDED and standard.remind_share > 0:
                remind = min(due, working.after(start, minutes * (1 - standard.remind_share)))
            yield Deadline(first, due, remind)


def is_called_for(ticket: Ticket, deadline: Deadline) -> bool:
    """Whether the senior was called for it already."""
    return ticket.overdue_at is not None and ticket.overdue_at >= deadline.due


def is_reminded_of(ticket: Ticket, deadline: Deadline) -> bool:
    """Whether somebody was reminded of it already (or it is too late, or not worth while)."""
    if deadline.remind is None or is_called_for(ticket, deadline):
        return True
    return ticket.reminded_at is not None and ticket.reminded_at >= deadline.remind


def next_look(ticket: Ticket, standard: Standard, working: WorkingTime) -> datetime | None:
    """When there is something to do next: a reminder, a call, another step on the card; None for never."""
    moments: list[datetime] = []
    for deadline in deadlines(ticket, standard, working):
        if deadline.remind is not None and not is_reminded_of(ticket, deadline):
            moments.append(deadline.remind)
        if not is_called_for(ticket, deadline):
            moments.append(deadline.due)
    if ticket.overdue_minutes is not None and (due := next_due(ticket)) is not None:
        moments += [working.after(due, step) for step in STEPS if step > ticket.overdue_minutes][:1]
    return min(moments, default=None)


def step_over(ticket: Ticket, working: WorkingTime, now: datetime) -> int | None:
    """How long it is overdue, in the steps of a card; None when it is not."""
    due = next_due(ticket)
    if due is None or due > now:
        return None
    over = working.minutes_between(due, now)
    return max(step for step in STEPS if step <= over)
