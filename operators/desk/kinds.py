"""«Вид обращения»: what was taken for a question is another kind of request, with terms of its own.

By the button the card itself shows the kinds to choose from, so that a choice costs the group two edits and no message;
`/kind подборка` does it in words. A complaint stays one, and a ticket that is over stays what it was.
"""

from __future__ import annotations

import structlog
from telegram import CallbackQuery, Message, Update

from bot import links, outbox
from bot.outgoing import Button, Keyboard
from bot.texts import say
from operators import cards, kind_names, lifecycle, sla
from operators.desk.at_hand import at_hand
from operators.desk.buttons import stale, ticket_here
from operators.desk.turn import DeskContext, Turn
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.tickets import Ticket

log = structlog.get_logger(__name__)

NAMES = ("kind", "вид")
_IN_A_ROW = 2


async def offer(turn: Turn, query: CallbackQuery, ticket: Ticket) -> None:
    """The button on the card: its buttons are the kinds now, until one is chosen or something else changes the card."""
    why = _fixed(turn, ticket)
    if why is None and ticket.card_id is not None:
        await outbox.change(turn.session, ticket.card_id, None, turn.now, keyboard=_choices(ticket, back=True))
    turn.toast(query.id, why or "", alert=why is not None)


async def choose(update: Update, context: DeskContext) -> None:
    """One of the kinds (forged names find none)."""
    turn, query = context.turn, update.callback_query
    number, name = context.match.groups() if context.match else ("0", "")
    ticket = await ticket_here(turn, int(number))
    kind = next((one for one in TicketKind if one.value == name), None)
    if query is None or ticket is None or kind is None:
        await stale(update, context)
        return
    why = await _change(turn, ticket, kind)
    turn.toast(query.id, why or say("kind-changed", kind=say(f"kind-{kind}")), alert=why is not None)
    if why is None and isinstance(query.message, Message) and not await _is_card(turn, ticket, query.message):
        await turn.take_away(query.message.message_id)


async def back(turn: Turn, query: CallbackQuery, ticket: Ticket) -> None:
    """«Назад»: the card as it was."""
    await cards.refresh(turn.session, ticket, turn.now)
    turn.toast(query.id)


async def command(update: Update, context: DeskContext) -> None:
    """`/kind подборка`; without words, or with others, the kinds to choose from."""
    turn, message = context.turn, update.effective_message
    if message is None or (topic := await turn.topic_for(message)) is None:
        return
    ticket = await at_hand(turn, topic, message)
    words = (message.text or "").split(maxsplit=1)[1:]
    kind = kind_names.meant(words[0]) if words else None
    if ticket is None:
        await turn.say(say("kind-which"), reply_to=message.message_id)
    elif (why := _fixed(turn, ticket)) is not None:
        await turn.say(why, reply_to=message.message_id)
    elif kind is None:
        asked = say("kind-unknown" if words else "kind-ask", number=ticket.id)
        await turn.say(asked, _choices(ticket), reply_to=message.message_id)
    elif (why := await _change(turn, ticket, kind)) is not None:
        await turn.say(why, reply_to=message.message_id)
    else:
        await turn.nod(message.message_id)


async def _change(turn: Turn, ticket: Ticket, kind: TicketKind) -> str | None:
    """None when it was done, else why not, in a sentence."""
    why = _fixed(turn, ticket) or _unfit(ticket, kind)
    if why is None and not lifecycle.change_kind(turn.session, ticket, kind, turn.now, turn.person):
        why = say("kind-is-that", kind=say(f"kind-{kind}"))
    if why is None:
        await sla.count(turn.session, ticket, turn.standard)
    await cards.refresh(turn.session, ticket, turn.now)
    if why is None:
        log.info("ticket.kind", ticket=ticket.id, kind=kind, staff=turn.person.id)
    return why


def _fixed(turn: Turn, ticket: Ticket) -> str | None:
    """Why this ticket stays of its kind."""
    if ticket.about_id == turn.person.id or ticket.kind is TicketKind.COMPLAINT:
        return say("kind-complaint-stays")
    return None if ticket.is_open else say("desk-is-over")


def _unfit(ticket: Ticket, kind: TicketKind) -> str | None:
    """Complaints come from clients alone, and a consultation is what the experts have."""
    if kind is TicketKind.COMPLAINT:
        return say("kind-no-complaint")
    if kind is TicketKind.CONSULTATION and ticket.queue is not Purpose.EXPERTS:
        return say("kind-by-handing")
    return None


def _choices(ticket: Ticket, *, back: bool = False) -> Keyboard:
    fitting = [kind for kind in TicketKind if kind is not ticket.kind and _unfit(ticket, kind) is None]
    buttons = [Button(say(f"kind-{kind}").capitalize(), data=f"kind:{ticket.id}:{kind.value}") for kind in fitting]
    rows = tuple(tuple(buttons[start : start + _IN_A_ROW]) for start in range(0, len(buttons), _IN_A_ROW))
    return (*rows, (Button(say("kind-back"), data=f"kind:back:{ticket.id}"),)) if back else rows


async def _is_card(turn: Turn, ticket: Ticket, message: Message) -> bool:
    return ticket.card_id in await links.rows_shown_as(turn.session, turn.key(message.message_id))
