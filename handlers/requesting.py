"""A request of a kind of its own is opened: what the forms of such kinds have in common."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Said
from bot.outgoing import Keyboard
from bot.texts import say
from handlers.errands import Errand
from handlers.turn import Turn, button
from operators import cards, lifecycle, relay, sla
from operators.kinds import TicketKind
from operators.tickets import Ticket, TicketState

_SAID = "said"
"""In an errand's data: the words in which the request was made at once, so that no form has to ask for them."""


def made(name: str, words: str) -> Errand:
    """What the scenario `name` is entered with by whoever said everything in one go; the request itself is the
    dialogue's last question."""
    return Errand(name, data={_SAID: words})


def said(errand: Errand | None) -> str | None:
    """The words of such an errand, also behind what had to be asked first."""
    while errand is not None:
        if _SAID in errand.data:
            return str(errand.data[_SAID])
        errand = errand.before
    return None


async def opened(turn: Turn, kind: TicketKind, question: str, messages: Sequence[Said]) -> Ticket:
    """The ticket with its card and the files of `messages`; the one before it, if the client was only asked whether it
    is solved, is over. No form is open any more, and no question is waited with."""
    last = await turn.ticket()
    if last is not None and last.state is TicketState.RESOLVED:
        lifecycle.close(turn.session, last, turn.now)
        await cards.refresh(turn.session, last, turn.now)
    ticket = await lifecycle.open_ticket(turn.session, turn.address, question, (), turn.now, kind=kind)
    await sla.count(turn.session, ticket, turn.services.promises.standard)
    turn.opened(ticket)
    turn.dialogue.end()
    turn.dialogue.forget_question()
    await cards.post(turn.session, ticket, turn.now)
    for row in relay.in_rows([one for one in messages if one.attachments]):
        await relay.client_said(turn.session, ticket, row, turn.now)
    return ticket


def end_button(ticket: Ticket) -> Keyboard:
    """«Завершить обращение»."""
    return ((button(say("button-end"), "hotline", "end", ticket.id),),)
