"""«Прежние обращения» on a card: the client's other requests, in one message."""

from __future__ import annotations

from telegram import CallbackQuery

from operators import earlier
from operators.desk.turn import Turn
from operators.tickets import Ticket


async def show(turn: Turn, query: CallbackQuery, ticket: Ticket) -> None:
    """The list, under the card, without what is not for whoever asks."""
    told = await earlier.told(turn.session, ticket, turn.topic, turn.zone, turn.person.id, turn.serves)
    turn.toast(query.id)
    await turn.say(told, reply_to=query.message.message_id if query.message is not None else None)
