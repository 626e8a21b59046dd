"""Staff speak to a client: a line is handed to the client's conversation, and the ticket follows."""

from __future__ import annotations

import structlog

from bot.links import MessageKey
from bot.texts import say
from knowledge.articles import Article, rendered
from operators import cards, destructions, eligibility, events, lifecycle, notes, tickets
from operators.desk.turn import Turn
from operators.kinds import TicketKind
from operators.notes import DeskNote
from operators.tickets import Ticket

log = structlog.get_logger(__name__)


async def obstacle(turn: Turn, ticket: Ticket) -> str | None:
    """Why whoever acts may not take the ticket, in a sentence; None when they may, or have it, or somebody else has."""
    if await destructions.pending(turn.session, ticket.client_id) is not None:
        return say("desk-consent-withdrawn")
    if ticket.about_id != turn.person.id and ticket.is_open and ticket.assignee_id is not None:
        return None
    return await eligibility.why_not(turn.session, ticket, turn.person.id, turn.today)


async def claim(turn: Turn, ticket: Ticket) -> bool:
    """Gives the ticket to whoever acts, and tells the client. False when somebody else has it, it is over, or they may
    not have it (`obstacle`)."""
    if await obstacle(turn, ticket) is not None:
        return False
    had = ticket.assignee_id
    if not lifecycle.claim(turn.session, ticket, turn.person, turn.now):
        return False
    if had is None:
        log.info("ticket.claimed", ticket=ticket.id, staff=turn.person.id)
        await _introduce(turn, ticket)
        await cards.refresh(turn.session, ticket, turn.now)
    return True


async def to_speak_for(turn: Turn, ticket: Ticket) -> Ticket:
    """The ticket, or, where it is over, the client's newest one."""
    if ticket.kind is TicketKind.COMPLAINT:
        return ticket
    return ticket if ticket.is_open else await tickets.latest(turn.session, ticket.address_id) or ticket


async def prepare_to_speak(turn: Turn, ticket: Ticket) -> Ticket:
    """The ticket to speak for (`to_speak_for`, whose `obstacle` was looked at): an unclaimed one is claimed, one
    that is over is opened again for whoever acts, somebody else's stays theirs."""
    ticket = await to_speak_for(turn, ticket)
    if ticket.is_open:
        await claim(turn, ticket)
    else:
        await _reopen(turn, ticket)
    return ticket


async def send_note(turn: Turn, note: DeskNote, ticket: Ticket) -> None:
    """A message of staff (or an album) goes to the client, once, in its latest wording."""
    note.ticket_id, note.sent_at, note.sent_by = ticket.id, turn.now, turn.person.id
    event = events.StaffSaid(
        ticket.id,
        turn.person.id,
        note.text,
        notes.source(note),
        f"topic:{note.topic_id}",
        reply_to=turn.key(note.reply_to) if note.reply_to else None,
        attachments=note.outgoing,
        pieces=notes.sources(note),
        preview=note.preview,
    )
    await events.tell(turn.session, ticket.address, event, turn.now)


async def send_article(turn: Turn, article: Article, ticket: Ticket, card: MessageKey) -> None:
    """An article goes to the client; what becomes of it is marked on the card."""
    place = turn.place.peer
    event = events.StaffSaid(ticket.id, turn.person.id, rendered(article, turn.today), card, place, article=article.key)
    await events.tell(turn.session, ticket.address, event, turn.now)


async def _reopen(turn: Turn, ticket: Ticket) -> None:
    had = ticket.assignee_id
    lifecycle.reopen(turn.session, ticket, turn.now, turn.person)
    log.info("ticket.reopened", ticket=ticket.id, staff=turn.person.id)
    if had != turn.person.id:
        await _introduce(turn, ticket)
    await cards.refresh(turn.session, ticket, turn.now)


async def _introduce(turn: Turn, ticket: Ticket) -> None:
    """The client is told who answers from now on."""
    await events.tell(turn.session, ticket.address, events.TicketClaimed(ticket.id, turn.person.id), turn.now)
