"""The card of a ticket in its topic: who asks what, what was said so far, who has it, and how it ended.

A card is one message, changed in place; its changes are merged to the last, because every edit draws on the group's
budget. How it looks is `operators.card_text`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox
from bot.outbox import PENDING, Lane, OutboxRow, OutboxState, Precedence
from bot.outgoing import Send
from bot.richtext import RichText, bold, joined
from bot.texts import say
from operators import client_facts, complaints, destructions, history, knowing, pointing, staff, tickets, topics
from operators.card_text import Card, draw, draw_left, in_turn, spoken
from operators.history import IN_PUBLIC, Author, Line
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.tickets import Ticket
from operators.topics import Topic

_BEFORE = timedelta(days=1)
"""How far back the conversation so far goes before the ticket."""

_MOST_LINES = 60


async def post(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    """Puts the card into the client's topic (made when missing) and keeps both with the ticket.

    Without a desk nothing happens: `relay.post_missing` makes up for it once there is one.
    """
    if ticket.kind is TicketKind.COMPLAINT:
        desk = await complaints.desk_for(session, ticket.about_id, ticket.centre_id)
    else:
        desk = await topics.desk_for(session, ticket.queue, ticket.centre_id)
    if desk is not None:
        await _post(session, ticket, await topics.topic_for(session, ticket.client, desk, now), now)


async def refresh(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    """Draws the card anew after something about the ticket has changed; nothing when there is no card."""
    row = await session.get(OutboxRow, ticket.card_id) if ticket.card_id is not None else None
    if row is None:
        return
    if ticket.is_open and row.peer != f"topic:{ticket.topic_id}":
        # Opened again after its client came to stand elsewhere.
        await move(session, ticket, await session.get_one(Topic, ticket.topic_id), now)
        return
    lines, names = await _conversation(session, ticket, row)
    card = await _drawn(session, ticket, lines, names, now)
    if not await _stands(session, row, card):
        await outbox.change(session, row.id, card.text, now, keyboard=card.keyboard)


async def conversation(session: AsyncSession, ticket: Ticket) -> Sequence[Line]:
    """What was said until now, oldest first."""
    lines, _ = await _conversation(session, ticket, None)
    return lines


async def post_again(session: AsyncSession, topic: Topic, now: datetime) -> None:
    """The topic was lost with all that stood in it: the cards of its open tickets come first in the new one, with
    everything that was said until now."""
    for ticket in await tickets.open_in_topic(session, topic.id):
        row = await session.get(OutboxRow, ticket.card_id) if ticket.card_id is not None else None
        if row is None or row.state not in PENDING:
            await _post(session, ticket, topic, now, Precedence.STEP)


async def move(
    session: AsyncSession, ticket: Ticket, topic: Topic, now: datetime, *, to: Purpose | None = None
) -> None:
    """The card in another topic (or, `to` another queue of the same group, anew in the same one), with everything that
    was said until now; by one edit, the one that stood elsewhere says where that is, and loses its buttons."""
    if ticket.card_id is not None:
        left = draw_left(ticket, await pointing.where(session, topic), to)
        await outbox.change(session, ticket.card_id, left.text, now, keyboard=left.keyboard)
    await _post(session, ticket, topic, now)


async def whole_conversation(session: AsyncSession, ticket: Ticket) -> RichText:
    """All that the card stands for, at full length."""
    row = await session.get(OutboxRow, ticket.card_id) if ticket.card_id is not None else None
    lines, names = await _conversation(session, ticket, row)
    heading = bold(say("desk-conversation", number=ticket.id))
    return joined([heading, *(spoken(pieces, names) for pieces in in_turn(lines))])


async def _post(
    session: AsyncSession,
    ticket: Ticket,
    topic: Topic,
    now: datetime,
    precedence: Precedence = Precedence.NORMAL,
) -> None:
    lines, names = await _conversation(session, ticket, None)
    card = await _drawn(session, ticket, lines, names, now)
    last = lines[-1].id if lines else 0
    context = {"edit_lane": int(Lane.NOTICE), "card_of": ticket.id, "last_line": last}
    body = Send(card.text, card.keyboard)
    row = await outbox.enqueue(session, topic.address, body, now, precedence=precedence, context=context)
    ticket.topic_id, ticket.card_id = topic.id, row.id


async def _drawn(
    session: AsyncSession, ticket: Ticket, lines: Sequence[Line], names: Mapping[int, str], now: datetime
) -> Card:
    """With what is known of the client; of whoever only commented in public their card tells nothing."""
    known = [] if ticket.source_url else await knowing.lines_of(session, ticket)
    withdrawn, facts = await _withdrawn(session, ticket), await client_facts.facts_of(session, ticket, now.date())
    has_earlier = await tickets.has_others(session, ticket)
    return draw(ticket, lines, names, withdrawn, facts, known, has_earlier=has_earlier)


async def _conversation(
    session: AsyncSession, ticket: Ticket, row: OutboxRow | None
) -> tuple[Sequence[Line], Mapping[int, str]]:
    """What is on the card (without `row`: what was said until now), and the names of the staff in it. What comes later
    stands in the topic itself."""
    last = row.context["last_line"] if row is not None else None
    lines = await history.recent(session, ticket.address_id, ticket.opened_at - _BEFORE, _MOST_LINES, up_to=last)
    elsewhere = await complaints.of_address(session, ticket.address_id) - {ticket.id}
    lines = [line for line in lines if line.ticket_id not in elsewhere]
    if ticket.source_url:
        # It began with a comment, without a consent: what was said to the bot in private is not for others.
        lines = [line for line in lines if line.author is Author.STAFF or line.source_chat == IN_PUBLIC]
    return lines, await staff.names(session, {line.staff_id for line in lines if line.staff_id is not None})


async def _withdrawn(session: AsyncSession, ticket: Ticket) -> date | None:
    """Until when the client's data will be destroyed, if they have withdrawn their consent."""
    found = await destructions.pending(session, ticket.client_id)
    return found.due_at.date() if found is not None else None


async def _stands(session: AsyncSession, row: OutboxRow, card: Card) -> bool:
    """Whether the card looks like this already, so that no edit has to be paid for."""
    changing = select(OutboxRow.id).where(OutboxRow.merge_key == f"edit:{row.id}", OutboxRow.state.in_(PENDING))
    if row.state is not OutboxState.SENT or await session.scalar(changing.limit(1)) is not None:
        return False
    body = row.body
    return isinstance(body, Send) and (body.text, body.keyboard) == (card.text, card.keyboard)
