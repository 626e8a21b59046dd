"""«Пожаловаться»: a complaint is written to the seniors past everybody else, and is a conversation of its own.

It has its own number. What seniors answer comes marked with that number and a button; what the client answers by the
button, or as a reply to such a message, goes there; everything else goes where it went before.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot import links
from bot.content import Attachment
from bot.messages import Edited, Pressed, Said
from bot.outbox import OutboxRow
from bot.outgoing import Button, Keyboard
from bot.richtext import RichText, joined, rich
from bot.texts import say
from handlers import content
from handlers.forms import Choice, Field, Filled, FormScenario, Takes
from handlers.turn import Turn, button
from operators import cards, complaint_letters, complaints, history, lifecycle, regions, relay, staff, tickets
from operators.history import Line
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.tickets import Ticket

CONTEXT = "complaint"
"""Where the outbox row of an answer names the complaint."""

NOBODY = "0"
"""What is kept where it is about no person."""

_LATELY = timedelta(days=30)
_MOST_NAMED = 3
_NAME_LENGTH = 40


async def _who(turn: Turn, _filled: Filled) -> Sequence[Choice]:
    """Those who answered this client lately, newest first, and nobody."""
    numbers = await history.staff_in(turn.session, turn.address.id, turn.now - _LATELY)
    ticket = await turn.ticket()
    if ticket is not None and ticket.assignee_id is not None:
        numbers = list(dict.fromkeys([ticket.assignee_id, *numbers]))
    names = await staff.names(turn.session, numbers[:_MOST_NAMED])
    people = [Choice(str(one), said=names[one][:_NAME_LENGTH]) for one in numbers[:_MOST_NAMED] if one in names]
    return [*people, Choice(NOBODY, "complaint-about-nobody")]


class ComplaintScenario(FormScenario):
    """The form, and the way to go on with a complaint that was made."""

    name = "complaint"
    title = "complaint-title"
    intro = "complaint-intro"
    regional = True
    fields = (
        Field(key="text", question="complaint-text", takes=Takes.BOTH, open=True, many=True, longest=3000),
        Field(key="about", question="complaint-about", choices=_who, optional=True),
    )

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Ответить по № …» under what the seniors wrote; anything else is the form's."""
        if action != "answer":
            await super().press(turn, press, action, arguments)
            return
        ticket = await _of_number(turn, arguments[0] if len(arguments) == 1 else "")
        if ticket is None:
            await turn.take_buttons(press)
            turn.toast(press, say("button-stale"))
            return
        turn.toast(press)
        turn.dialogue.begin(ComplaintReplyScenario.name, turn.now, ticket=ticket.id)
        await turn.reply(say("complaint-write", number=ticket.id), formal=True)

    async def done(self, turn: Turn, filled: Filled) -> None:
        """The complaint is opened and goes to the seniors, by their group or by mail."""
        at_hand = await turn.ticket()
        about = _about(filled, at_hand)
        emails = await complaints.addresses_for(turn.session, about, turn.services.promises.complaint_emails)
        centre = await regions.centre_of(turn.session, turn.address.client_id)
        desk = await complaints.desk_for(turn.session, about, centre.id if centre is not None else None)
        if desk is None and not emails:
            await turn.reply(say("complaint-nowhere"), formal=True)
            return
        ticket = await lifecycle.open_ticket(
            turn.session,
            turn.address,
            filled.shown("text"),
            [],
            turn.now,
            kind=TicketKind.COMPLAINT,
            queue=Purpose.SENIORS,
        )
        ticket.about_id = about
        messages = await filled.messages(turn, "text")
        for line in await _lines(turn, messages):
            line.ticket_id = ticket.id
        if desk is None:
            await complaint_letters.post(turn.session, ticket, emails, await filled.files(turn, "text"), turn.now)
            lifecycle.close(turn.session, ticket, turn.now)
            await turn.reply(say("complaint-mailed", number=ticket.id), formal=True)
            return
        await cards.post(turn.session, ticket, turn.now)
        for row in relay.in_rows([one for one in messages if one.attachments]):
            await relay.client_said(turn.session, ticket, row, turn.now)
        await turn.reply(say("complaint-opened", number=ticket.id), under(ticket), formal=True)


class ComplaintReplyScenario:
    """What the client writes to the seniors behind the button: the next message is theirs."""

    name = "complaint_reply"
    fills_first = True

    async def enter(self, turn: Turn) -> None:
        """Nobody hands the turn over to it."""

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """It has no buttons."""
        del action, arguments
        turn.toast(press, say("button-stale"))

    async def fill(self, turn: Turn, said: Said) -> bool:
        """The message goes to the complaint; a command is none."""
        ticket = await _of_number(turn, str(turn.dialogue.form_data.get("ticket", "")))
        turn.dialogue.end()
        if ticket is None or content.words(said).startswith("/"):
            return False
        await to_seniors(turn, ticket, turn.lines or [said])
        return True


async def answered(turn: Turn, lines: Sequence[Said]) -> Ticket | None:
    """The complaint whose answer these lines reply to; None for any other message."""
    reply_to = next((line.reply_to for line in lines if line.reply_to is not None), None)
    if reply_to is None:
        return None
    for row_id in await links.rows_shown_as(turn.session, turn.key(reply_to)):
        row = await turn.session.get(OutboxRow, row_id)
        if row is not None and CONTEXT in row.context:
            return await _of_number(turn, str(row.context[CONTEXT]))
    return None


async def corrected(turn: Turn, line: Line, edit: Edited, brought: Sequence[Attachment] | None) -> bool:
    """What belongs to a complaint is corrected there alone. False for any other line."""
    made = await _of_number(turn, str(line.ticket_id)) if line.ticket_id is not None else None
    if made is None:
        return False
    if not await relay.client_edited(turn.session, edit, turn.now, brought):
        await relay.client_corrected(turn.session, made, edit, turn.now, brought)
    return True


async def to_seniors(turn: Turn, ticket: Ticket, lines: Sequence[Said]) -> None:
    """What the client said is theirs alone; one that was over is opened again."""
    turn.assign_heard(ticket)
    if not ticket.is_open:
        lifecycle.reopen(turn.session, ticket, turn.now)
        await cards.refresh(turn.session, ticket, turn.now)
    for row in relay.in_rows(lines):
        await relay.client_said(turn.session, ticket, row, turn.now)
    await turn.reply(say("complaint-passed-on", number=ticket.id), formal=True)


def headed(ticket_id: int, text: RichText) -> RichText:
    """What seniors wrote, marked with the complaint's number."""
    return joined([rich(say("complaint-answer", number=ticket_id)), text])


def under(ticket: Ticket) -> Keyboard:
    """The button that goes on with a complaint."""
    answer: Button = button(say("complaint-button-answer", number=ticket.id), "complaint", "answer", ticket.id)
    return ((answer,),)


def _about(filled: Filled, at_hand: Ticket | None) -> int | None:
    """Whom it is about: as the client says, else, to be on the safe side, whoever has the ticket at hand."""
    chosen = filled.get("about")
    if chosen is not None and chosen.isascii() and chosen.isdecimal():
        return int(chosen) or None
    return at_hand.assignee_id if at_hand is not None else None


async def _lines(turn: Turn, messages: Sequence[Said]) -> Collection[Line]:
    ids = [number for one in messages for number in one.message_ids]
    return (await history.of_messages(turn.session, turn.address.channel, turn.address.peer, ids)).values()


async def _of_number(turn: Turn, number: str) -> Ticket | None:
    """A complaint of this conversation that stands before people; forged numbers find nothing."""
    if not (number.isascii() and number.isdecimal() and len(number) <= 9):
        return None
    ticket = await tickets.get(turn.session, int(number))
    if ticket is None or ticket.kind is not TicketKind.COMPLAINT or ticket.address_id != turn.address.id:
        return None
    return ticket if ticket.topic_id is not None else None
