"""«Передать эксперту»: a ticket goes to the experts' queue with its history, and the client is told what follows."""

from __future__ import annotations

from telegram import CallbackQuery, Update

from bot.texts import say
from operators import events, transfers
from operators.desk.at_hand import at_hand
from operators.desk.turn import DeskContext, Turn
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.tickets import Ticket


async def press(turn: Turn, query: CallbackQuery, ticket: Ticket) -> None:
    """The button on the card."""
    why = await hand(turn, ticket)
    turn.toast(query.id, why or say("expert-handed"), alert=why is not None)


async def command(update: Update, context: DeskContext) -> None:
    """`/expert`: the ticket that it answers, the author's only one, or the only one in the topic."""
    turn, message = context.turn, update.effective_message
    if message is None or (topic := await turn.topic_for(message)) is None:
        return
    ticket = await at_hand(turn, topic, message)
    why = await hand(turn, ticket) if ticket is not None else say("expert-which")
    if why is None:
        await turn.nod(message.message_id)
    else:
        await turn.say(why, reply_to=message.message_id)


async def hand(turn: Turn, ticket: Ticket) -> str | None:
    """Hands it over; None when it was done, else why not, in a sentence."""
    if not ticket.is_open:
        return say("desk-is-over")
    if ticket.kind is TicketKind.COMPLAINT:
        return say("expert-no-complaint")  # It would stand where whoever it is about may read.
    if ticket.queue is Purpose.EXPERTS:
        return say("expert-already")
    kind, ticket.kind = ticket.kind, TicketKind.CONSULTATION
    if not await transfers.transfer(turn.session, ticket, Purpose.EXPERTS, turn.now, turn.person):
        ticket.kind = kind
        return say("expert-no-desk")
    await events.tell(turn.session, ticket.address, events.HandedToExperts(ticket.id), turn.now)
    return None
