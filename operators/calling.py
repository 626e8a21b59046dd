"""Who is told of terms, and where: the assignee in the topic, everybody in General, the seniors at their own desk.

What General is told of terms is one message a desk as long as it has not left, and one in half a minute after that:
the group's budget is for what clients are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox
from bot.outbox import Lane, OutboxRow, OutboxState
from bot.outgoing import Send
from bot.richtext import RichText, bold, joined, mention, rich, utf16_length
from bot.texts import say
from operators import complaints, members, relay, roles, ticket_lines, topics
from operators.card_text import LIMIT, one_line
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.roles import Role
from operators.sla import Standard
from operators.staff import Staff
from operators.tickets import Ticket
from operators.topics import Desk, Topic

_NAME_LENGTH = 60
_MOST_CALLED = 10
_PAUSE = timedelta(seconds=30)


async def remind(session: AsyncSession, ticket: Ticket, standard: Standard, now: datetime) -> None:
    """The assignee, in the topic: their name makes a notification."""
    if ticket.assignee is None:
        return
    left = ticket_lines.told(ticket, await standard.working(session, ticket), now)
    text = named(ticket.assignee) + say("term-near", number=ticket.id, left=left)
    await relay.tell_topic(session, ticket, text, now)


async def free(session: AsyncSession, those: Sequence[Ticket], standard: Standard, now: datetime) -> None:
    """Tickets that nobody has, in General of the desk where they stand."""
    for desk, here in (await _by_desk(session, those)).items():
        lines = [await ticket_lines.listed(session, ticket, standard, now) for ticket in here]
        await _tell(session, desk, "free", bold(say("term-free")), lines, now)


async def seniors(session: AsyncSession, those: Sequence[Ticket], standard: Standard, now: datetime) -> None:
    """The seniors, about deadlines that were missed: at their own desk, where there is one; else in General, but for
    complaints."""
    called: dict[int, list[Ticket]] = {}
    for ticket in those:
        if (desk := await _seniors_desk(session, ticket)) is not None:
            called.setdefault(desk.id, []).append(ticket)
    for desk_id, here in called.items():
        lines = [await ticket_lines.listed(session, ticket, standard, now) for ticket in here]
        heading = joined([bold(say("term-over")), await _seniors_named(session, here)], " ")
        await _tell(session, await session.get_one(Desk, desk_id), "over", heading, lines, now)


def named(staff: Staff) -> RichText:
    """A member of staff as a mention that notifies them."""
    return mention(one_line(staff.name, _NAME_LENGTH) or staff.telegram_id, staff.telegram_id)


async def _seniors_desk(session: AsyncSession, ticket: Ticket) -> Desk | None:
    """Of a complaint: the group where it stands, unread by whoever it is about; None where it went by mail."""
    if ticket.kind is TicketKind.COMPLAINT or ticket.queue is Purpose.SENIORS:
        return await complaints.desk_for(session, ticket.about_id, ticket.centre_id)
    return await topics.desk_for(session, Purpose.SENIORS, ticket.centre_id) or await _desk_of(session, ticket)


async def _seniors_named(session: AsyncSession, those: Sequence[Ticket]) -> RichText:
    """The seniors (without any: the administrators), but nobody whom a complaint among these is about, and
    nobody who has left."""
    nobody = {ticket.about_id for ticket in those} | await members.gone_from_all(session)
    for role in (Role.SENIOR, Role.ADMINISTRATOR):
        numbers = [one for one in await roles.with_role(session, role) if one not in nobody]
        if numbers:
            people = await session.scalars(select(Staff).where(Staff.id.in_(numbers[:_MOST_CALLED])).order_by(Staff.id))
            return joined([named(one) for one in people], ", ")
    return rich(say("term-no-seniors"))


async def _by_desk(session: AsyncSession, those: Iterable[Ticket]) -> dict[Desk, list[Ticket]]:
    found: dict[Desk, list[Ticket]] = {}
    for ticket in those:
        if (desk := await _desk_of(session, ticket)) is not None:
            found.setdefault(desk, []).append(ticket)
    return found


async def _desk_of(session: AsyncSession, ticket: Ticket) -> Desk | None:
    """Where it stands; where it will stand, if it has no topic yet."""
    if ticket.topic_id is not None:
        return await session.get_one(Desk, (await session.get_one(Topic, ticket.topic_id)).desk_id)
    if ticket.kind is TicketKind.COMPLAINT:
        return None  # It went by mail.
    return await topics.desk_for(session, ticket.queue, ticket.centre_id)


async def _tell(
    session: AsyncSession, desk: Desk, what: str, heading: RichText, lines: Sequence[RichText], now: datetime
) -> None:
    """Added to the last message about the same, while that has not left."""
    key = f"terms:{what}:{desk.id}"
    query = select(OutboxRow).where(OutboxRow.merge_key == key).order_by(OutboxRow.id.desc()).limit(1)
    row = await session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if row is not None and row.state is OutboxState.WAITING and row.next_part == 0 and isinstance(row.body, Send):
        longer = joined([row.body.text, *lines])
        if utf16_length(longer.text) <= LIMIT:
            row.body = Send(longer)
            return
    # The first of several may be read at once, what comes right behind it is gathered.
    due = now if row is None else max(now, row.due_at + _PAUSE)
    body = Send(joined([heading, *lines]))
    row = await outbox.enqueue(session, topics.general(desk), body, now, lane=Lane.NOTICE, queue=key, merge_key=key)
    row.due_at = due
