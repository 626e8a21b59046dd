"""A form is done, and people are at a ticket by now: one was opened again meanwhile, and there is one at a time."""

from __future__ import annotations

from bot.texts import say
from handlers.forms import Filled
from handlers.turn import Turn
from operators import relay, sla


async def passed_on(turn: Turn, filled: Filled, field: str, note: str) -> bool:
    """What was written into the field goes to the people at the open ticket, behind a `note` to them of what it was
    meant for, and the client is told so. False where there is no open ticket (or nothing may be handed to it)."""
    ticket = await turn.open_ticket()
    if ticket is None or not await turn.may_cross(ticket):
        return False
    sla.clarified(ticket, turn.now)
    await relay.tell_topic(turn.session, ticket, note, turn.now)
    for row in relay.in_rows(await filled.messages(turn, field)):
        await relay.client_said(turn.session, ticket, row, turn.now)
    await turn.reply(say("form-passed-on", number=ticket.id))
    return True
