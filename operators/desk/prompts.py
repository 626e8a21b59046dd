"""The question under a note: whether (and for which ticket) it shall go to the client."""

from __future__ import annotations

from collections.abc import Sequence

from bot.outgoing import Button, ButtonStyle, Keyboard
from bot.texts import say
from operators.card_text import one_line
from operators.desk.turn import Turn
from operators.notes import DeskNote
from operators.tickets import Ticket

_QUESTION_LENGTH = 30


async def ask(turn: Turn, note: DeskNote, those: Sequence[Ticket], warning: str, why: str | None = None) -> None:
    """Asks; `warning` is what would not get to the client even then, `why` another reason to ask than whose the tickets
    are. Nothing where there was never a ticket."""
    if not those:
        return
    note.ticket_id = those[0].id if len(those) == 1 else None
    words = "\n\n".join(filter(None, (why or _why(those), warning)))
    prompt = await turn.say(words, _choices(note, those), reply_to=int(note.message_id))
    note.prompt_id = prompt.id


def _why(those: Sequence[Ticket]) -> str:
    if len(those) > 1:
        return say("desk-note-several")
    ticket = those[0]
    if not ticket.is_open:
        return say("desk-note-over")
    if ticket.assignee is not None:
        return say("desk-note-assigned", name=ticket.assignee.name)
    return say("desk-note-new")


def _choices(note: DeskNote, those: Sequence[Ticket]) -> Keyboard:
    if len(those) == 1:
        key = "desk-button-to-client" if those[0].is_open else "desk-button-write"
        return ((Button(say(key), data=f"note:{note.id}:{those[0].id}", style=ButtonStyle.PRIMARY),),)
    return tuple((Button(_name(ticket), data=f"note:{note.id}:{ticket.id}"),) for ticket in those)


def _name(ticket: Ticket) -> str:
    return say("desk-button-ticket", number=ticket.id, question=one_line(ticket.question, _QUESTION_LENGTH) or "—")
