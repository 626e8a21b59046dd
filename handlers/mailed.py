"""The client has answered a letter: it goes on with the letter's ticket, as if they had written here."""

from __future__ import annotations

from dataclasses import replace

from bot import outbox
from bot.links import MessageKey
from bot.messages import Address
from bot.outgoing import Send
from bot.richtext import bold, joined
from bot.texts import say
from handlers.turn import Turn
from operators import cards, history, lifecycle, sla, tickets
from operators.card_text import one_line
from operators.events import LetterCame
from operators.history import Author
from operators.letters import CHANNEL
from operators.tickets import Ticket
from operators.topics import CHANNEL as DESK

_ADDRESS = 120


async def apply(turn: Turn, event: LetterCame) -> None:
    """Into the history and the topic; the client hears in their messenger that it has come."""
    ticket = await _goes_on(turn, event)
    if ticket is None:
        return
    turn.opened(ticket)
    source = MessageKey(CHANNEL, event.address, event.message_id[:100])
    line = turn.record(Author.CLIENT, event.text, source=source)
    kept = await history.attach(turn.session, line, event.attachments, turn.now) if event.attachments else ()
    event = replace(event, attachments=tuple(kept))
    sla.clarified(ticket, turn.now)
    if ticket.topic_id is not None:
        await _show(turn, ticket, event, source)
    await turn.reply(say("mail-client-received", number=ticket.id), formal=True)


async def _goes_on(turn: Turn, event: LetterCame) -> Ticket | None:
    """The letter's ticket, opened again where it was over; the client's open one, where there is another by now; a new
    one like it, where it is not their last. None when nothing is left of it."""
    ticket, last = await tickets.get(turn.session, event.ticket_id), await turn.ticket()
    if ticket is None or ticket.anonymised_at is not None:
        return None
    if ticket.is_open or last is None:
        return ticket
    if last.is_open:
        return last
    if last.id == ticket.id:
        lifecycle.reopen(turn.session, ticket, turn.now)
        await cards.refresh(turn.session, ticket, turn.now)
        return ticket
    lifecycle.close(turn.session, last, turn.now)
    new = await lifecycle.open_ticket(
        turn.session, turn.address, event.text, (), turn.now, kind=ticket.kind, queue=ticket.queue
    )
    turn.opened(new)
    await cards.post(turn.session, new, turn.now)
    return new


async def _show(turn: Turn, ticket: Ticket, event: LetterCame, source: MessageKey) -> None:
    key = "topic-mail-other" if event.other_address else "topic-mail"
    heading = bold(say(key, address=one_line(event.address, _ADDRESS)))
    body = Send(joined([heading, *([event.text] if event.text else [])]), attachments=event.attachments)
    to, context = Address(DESK, f"topic:{ticket.topic_id}"), {"ticket": ticket.id}
    await outbox.enqueue(turn.session, to, body, turn.now, sources=[source], context=context)
