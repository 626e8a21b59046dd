"""Whose message is it? A reply decides the ticket, else the author's only claimed one, else staff are asked.

What the assignee writes goes to the client; what anybody else writes stays inside until somebody sends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot import links
from bot.links import MessageKey
from bot.outbox import OutboxRow
from operators import notes, tickets, topics
from operators.staff import Staff
from operators.tickets import Ticket
from operators.topics import CHANNEL, Topic


@dataclass(frozen=True, slots=True)
class ToClient:
    """The assignee of `ticket` speaks: it goes to the client."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Inside:
    """It stays inside; it can be sent for one of `tickets` (none: the topic never had any)."""

    tickets: Sequence[Ticket]


async def whose(session: AsyncSession, topic: Topic, author: Staff, answered: MessageKey | None) -> ToClient | Inside:
    """What happens to a message of `author` in `topic` that answers the message `answered`."""
    open_here = await tickets.open_in_topic(session, topic.id)
    named = await ticket_of(session, topic, answered) if answered is not None else None
    if named is not None:
        at_hand = _or_newer(named, open_here)
    else:
        at_hand = [ticket for ticket in open_here if ticket.assignee_id == author.id] or list(open_here)
    if len(at_hand) == 1 and at_hand[0].is_open and at_hand[0].assignee_id == author.id:
        return ToClient(at_hand[0])
    if not at_hand:
        last = await tickets.latest_in_topic(session, topic.id)
        at_hand = [last] if last is not None else []
    return Inside(at_hand)


async def ticket_of(session: AsyncSession, topic: Topic, answered: MessageKey) -> Ticket | None:
    """The ticket that a message in the topic belongs to: a card, a client's line, an operator's own line."""
    for row_id in await links.rows_shown_as(session, answered):
        row = await session.get(OutboxRow, row_id)
        number = row and (row.context.get("card_of") or row.context.get("ticket"))
        if number:
            return await _here(session, topic, int(number))
    note = await notes.find(session, answered.chat, answered.id)
    return await _here(session, topic, note.ticket_id) if note is not None and note.ticket_id is not None else None


async def ticket_of_client_line(session: AsyncSession, shown: MessageKey) -> Ticket | None:
    """The open ticket of the client whose words stand in a topic as this message; None for any other message."""
    rows = await links.rows_shown_as(session, shown)
    if not any(source.channel != CHANNEL for source in await links.sources_of(session, rows)):
        return None
    row = await session.get_one(OutboxRow, rows[-1])
    topic = await topics.topic_at(session, row.peer)
    named = await ticket_of(session, topic, shown) if topic is not None else None
    if named is None or named.topic_id is None:
        return None
    open_there = await tickets.open_in_topic(session, named.topic_id)
    open_ones = [one for one in _or_newer(named, open_there) if one.is_open]
    return open_ones[0] if len(open_ones) == 1 else None


async def ticket_of_card(session: AsyncSession, topic: Topic, shown: MessageKey) -> Ticket | None:
    """The ticket whose card a message in the topic is; None for any other message."""
    for row_id in await links.rows_shown_as(session, shown):
        row = await session.get(OutboxRow, row_id)
        if row is not None and "card_of" in row.context:
            return await _here(session, topic, int(row.context["card_of"]))
    return None


def _or_newer(named: Ticket, open_here: Sequence[Ticket]) -> Sequence[Ticket]:
    """When a ticket is over, what concerns it concerns the open one that its client has by now."""
    newer = [ticket for ticket in open_here if ticket.address_id == named.address_id]
    return [named] if named.is_open else newer or [named]


async def _here(session: AsyncSession, topic: Topic, number: int) -> Ticket | None:
    """The ticket, wherever it stands at this desk by now: its client's accounts may have been joined, or parted."""
    ticket = await tickets.get(session, number)
    stands = await session.get(Topic, ticket.topic_id) if ticket is not None and ticket.topic_id is not None else None
    return ticket if stands is not None and stands.desk_id == topic.desk_id else None
