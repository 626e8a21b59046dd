"""«Отказать»: a question that the expert line does not take, with a reason from the centre's own list."""

from __future__ import annotations

from telegram import CallbackQuery, Update

from bot.outgoing import Button, Keyboard
from bot.texts import say
from operators import cards, events, lifecycle
from operators.card_text import one_line
from operators.desk.buttons import stale, ticket_here
from operators.desk.speaking import obstacle
from operators.desk.turn import DeskContext, Turn
from operators.purposes import Purpose
from operators.tickets import Ticket

_LABEL = 60


async def ask(turn: Turn, query: CallbackQuery, ticket: Ticket) -> None:
    """Which of the reasons it is."""
    if (why := await _obstacle(turn, ticket)) is not None:
        turn.toast(query.id, why, alert=True)
        return
    await turn.say(say("refuse-why", number=ticket.id), _reasons(turn, ticket))
    turn.toast(query.id)


async def refuse(update: Update, context: DeskContext) -> None:
    """One of the reasons: the client is told, and the ticket is over."""
    turn, query, (number, place) = context.turn, update.callback_query, context.numbers
    ticket = await ticket_here(turn, number)
    if query is None or ticket is None or not 1 <= place <= len(turn.refused_topics):
        await stale(update, context)
        return
    if (why := await _obstacle(turn, ticket)) is not None:
        turn.toast(query.id, why, alert=True)
        return
    ticket.refusal = turn.refused_topics[place - 1]
    lifecycle.resolve(turn.session, ticket, turn.person, turn.now)
    lifecycle.close(turn.session, ticket, turn.now)
    event = events.ExpertRefused(ticket.id, turn.person.id, ticket.refusal)
    await events.tell(turn.session, ticket.address, event, turn.now)
    await cards.refresh(turn.session, ticket, turn.now)
    if query.message is not None:
        await turn.take_away(query.message.message_id)
    turn.toast(query.id, say("refuse-done"))


async def _obstacle(turn: Turn, ticket: Ticket) -> str | None:
    if not ticket.is_open:
        return say("desk-is-over")
    if ticket.queue is not Purpose.EXPERTS or not turn.refused_topics:
        return say("desk-stale")
    if ticket.assignee is not None and ticket.assignee_id != turn.person.id:
        return say("desk-has-it", name=ticket.assignee.name)
    return await obstacle(turn, ticket)


def _reasons(turn: Turn, ticket: Ticket) -> Keyboard:
    return tuple(
        (Button(one_line(topic, _LABEL), data=f"refuse:{ticket.id}:{place}"),)
        for place, topic in enumerate(turn.refused_topics, 1)
    )
