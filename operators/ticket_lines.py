"""A ticket in one line, as lists of staff have it: number, client, who has it, how long is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.richtext import RichText, bold, joined, link, rich, utf16_length
from bot.texts import say
from operators import contacts, earlier, sla, topics
from operators.calendar import NEVER, WorkingTime
from operators.card_text import LIMIT, one_line
from operators.durations import roughly
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.sla import Standard
from operators.tickets import Ticket
from operators.topics import Desk, Topic

_NAME_LENGTH = 40
_MOST_LISTED = 45
"""Each line has a link, and a message at most a hundred formattings."""
_ROOM = LIMIT - 100
"""The rest is for «…и ещё N»."""

QUEUES = (Purpose.SENIORS, Purpose.EXPERTS, Purpose.HOTLINE, Purpose.MARKETING)
"""In the order in which lists show them: those that can do least harm by waiting come last."""


async def listed(session: AsyncSession, ticket: Ticket, standard: Standard, now: datetime) -> RichText:
    """«🔴 № 12 · Анна · Мария · просрочено на 15 мин»; the number is a link to the ticket's topic."""
    parts = [one_line(ticket.client.name, _NAME_LENGTH)]
    if ticket.kind is not TicketKind.QUESTION:
        parts.append(say(f"kind-{ticket.kind.value}"))
    parts.append(one_line(ticket.assignee.name, _NAME_LENGTH) if ticket.assignee else say("list-free"))
    parts.append(told(ticket, await standard.working(session, ticket), now))
    mark = say("list-red") if is_over(ticket, now) else ""
    return rich(mark) + await numbered(session, ticket) + "".join(f" · {part}" for part in parts if part)


async def found(session: AsyncSession, ticket: Ticket, zone: tzinfo) -> RichText:
    """«№ 12 · 03.02.2026 · Анна · ООО «Ромашка» · вопрос · в работе», the number a link to the ticket's topic."""
    card = await contacts.card_of(session, ticket.client_id)
    told_of = card.organisation if card is not None else None
    named = ticket.organisation.name if ticket.organisation is not None else told_of
    parts = [f"{ticket.opened_at.astimezone(zone):%d.%m.%Y}", one_line(ticket.client.name, _NAME_LENGTH)]
    parts += [one_line(named, _NAME_LENGTH)] if named else []
    parts += [say(f"kind-{ticket.kind.value}"), earlier.state_name(ticket.state)]
    return await numbered(session, ticket) + "".join(f" · {part}" for part in parts)


async def numbered(session: AsyncSession, ticket: Ticket) -> RichText:
    """«№ 12», as a link to its topic once that is made."""
    number = say("desk-card-number", number=ticket.id)
    topic = await session.get(Topic, ticket.topic_id) if ticket.topic_id is not None else None
    desk = await session.get(Desk, topic.desk_id) if topic is not None else None
    place = topics.url(desk, topic) if desk is not None and topic is not None else None
    return link(number, place) if place else rich(number)


def told(ticket: Ticket, working: WorkingTime, now: datetime) -> str:
    """How its term stands, in a few words; of a ticket without one, how long nobody has taken it."""
    if not ticket.is_open:
        return say(f"list-{ticket.state.value}")
    if ticket.answered_at is not None:
        return say("list-waits-for-client")
    due = sla.next_due(ticket)
    if due is None:
        waits = (now - ticket.opened_at).total_seconds() / 60
        return say("list-waits", time=roughly(waits)) if ticket.reacted_at is None else ""
    if due <= now:
        over = working.minutes_between(due, now)
        return say("list-over", time=roughly(over)) if over >= 1 else say("list-just-over")
    return say("list-left", time=roughly(working.minutes_between(now, due)))


async def by_queue(
    session: AsyncSession, those: Sequence[Ticket], standard: Standard, now: datetime, heading: RichText
) -> RichText:
    """Tickets in lines, each queue under its name where there are several, the most urgent first; as many as fit into
    a message, with «…и ещё N»."""
    text, left, queues = heading, len(those), [one for one in QUEUES if any(ticket.queue is one for ticket in those)]
    for queue in queues:
        title = [bold(say(f"queue-{queue.value}"))] if len(queues) > 1 else []
        for ticket in by_urgency([one for one in those if one.queue is queue]):
            longer = joined([text, *title, await listed(session, ticket, standard, now)])
            if utf16_length(longer.text) > _ROOM or len(those) - left >= _MOST_LISTED:
                return text + "\n" + say("desk-queue-more", count=left)
            text, left, title = longer, left - 1, []
    return text


def is_over(ticket: Ticket, now: datetime) -> bool:
    """Whether a deadline is missed and nobody has answered since."""
    due = sla.next_due(ticket)
    return due is not None and due <= now


def by_urgency(tickets: Sequence[Ticket]) -> list[Ticket]:
    """What is due first comes first; what waits for its client last."""
    return sorted(tickets, key=lambda one: (one.answered_at is not None, sla.next_due(one) or NEVER, one.id))
