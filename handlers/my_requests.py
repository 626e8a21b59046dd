"""«Мои обращения»: the client's requests over all their accounts, with the answers once more, and a way to go on."""

from __future__ import annotations

from collections.abc import Sequence

from bot import files, outbox
from bot.content import FILES, Attachment
from bot.messages import Pressed, Said
from bot.outgoing import Button, Keyboard, Send
from bot.richtext import RichText, bold, joined, rich
from bot.texts import say
from handlers import errands
from handlers.errands import Errand
from handlers.turn import Turn, button
from operators import earlier, lifecycle, relay, staff
from operators.card_text import one_line, shortened
from operators.history import Line
from operators.kinds import TicketKind
from operators.tickets import Ticket

_PER_PAGE = 5
"""Rows of buttons that leave room for those that turn the page (VK shows six)."""

_MOST_LINES = 30
_QUESTION, _FIRST_WORDS = 1000, 100
_LONGEST_NUMBER = 9
"""Fits a database's integer, whatever was forged."""


class MyRequestsScenario:
    """The list, one request, and writing about it. Numbers come from the client's machine: only their own are found."""

    name = "my_requests"
    fills_first = False

    async def enter(self, turn: Turn) -> None:
        """The newest requests."""
        errands.taken(turn)
        text, keyboard = await _list(turn, 0)
        await turn.reply(text, keyboard, formal=True)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """A page, a request, «Написать по этому обращению»."""
        number = _number(arguments)
        if number is None or action not in ("page", "show", "write"):
            turn.toast(press, say("button-stale"))
            return
        if action == "page":
            turn.toast(press)
            await self._turn_page(turn, press, number)
            return
        ticket = await earlier.own(turn.session, turn.address.client_id, number)
        if ticket is None:
            turn.toast(press, say("requests-gone"))
            return
        turn.toast(press)
        if action == "show":
            await _show(turn, ticket)
        else:
            await _write(turn, ticket)

    async def fill(self, turn: Turn, said: Said) -> bool:
        """It has no form."""
        del turn, said
        return False

    async def _turn_page(self, turn: Turn, press: Pressed, number: int) -> None:
        """In place where that message is known."""
        text, keyboard = await _list(turn, number)
        row = await turn.pressed_row(press)
        if row is None or await outbox.change(turn.session, row.id, rich(text), turn.now, keyboard=keyboard) is None:
            await turn.reply(text, keyboard, formal=True)


def _number(arguments: Sequence[str]) -> int | None:
    said = arguments[0] if len(arguments) == 1 else ""
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= _LONGEST_NUMBER else None


async def _list(turn: Turn, page: int) -> tuple[str, Keyboard]:
    count = await earlier.count(turn.session, turn.address.client_id)
    if count == 0:
        return say("requests-none"), ()
    start = min(page, (count - 1) // _PER_PAGE) * _PER_PAGE
    found = await earlier.page(turn.session, turn.address.client_id, start, _PER_PAGE)
    rows = [(button(_line(turn, ticket), MyRequestsScenario.name, "show", ticket.id),) for ticket in found]
    turning = []
    if start > 0:
        turning.append(_page(say("requests-button-newer"), start // _PER_PAGE - 1))
    if start + _PER_PAGE < count:
        turning.append(_page(say("requests-button-older"), start // _PER_PAGE + 1))
    keyboard = (*rows, tuple(turning)) if turning else tuple(rows)
    if count <= _PER_PAGE:
        return say("requests-list-all"), keyboard
    return say("requests-list", **{"from": start + 1}, to=start + len(found), count=count), keyboard


def _page(label: str, number: int) -> Button:
    return button(label, MyRequestsScenario.name, "page", number)


def _line(turn: Turn, ticket: Ticket) -> str:
    opened = ticket.opened_at.astimezone(turn.services.promises.working_time.time_zone)
    return say(
        "requests-line",
        number=ticket.id,
        date=f"{opened:%d.%m.%Y}",
        kind=earlier.kind_name(ticket.kind),
        state=earlier.state_name(ticket.state),
    )


async def _show(turn: Turn, ticket: Ticket) -> None:
    """What was asked, and the answer again, files included as far as they are still kept."""
    lines = await earlier.answers(turn.session, ticket, _MOST_LINES)
    question = shortened(ticket.question.strip() or say("requests-no-question"), _QUESTION)
    told: list[RichText | str] = [bold(_line(turn, ticket)), "", bold(say("requests-asked")), question, ""]
    told += [bold(say("requests-answered")), *await _answers(turn, lines)] if lines else [say("requests-not-answered")]
    sent = [one for line in lines for one in line.attachments]
    kept = await _still_kept(turn, sent)
    if len(kept) < sum(one.kind in FILES for one in sent):
        told += ["", say("requests-files-gone")]
    buttons: Keyboard = (
        (button(say("requests-button-write"), MyRequestsScenario.name, "write", ticket.id),),
        (_page(say("requests-button-list"), 0),),
    )
    if kept:
        body = Send(joined(told), attachments=kept)
        await outbox.enqueue(turn.session, turn.address.address, body, turn.now)
        await turn.reply(_line(turn, ticket), buttons, formal=True)
    else:
        await turn.reply(joined(told), buttons, formal=True)


async def _answers(turn: Turn, lines: Sequence[Line]) -> list[RichText | str]:
    names = await staff.names(turn.session, {line.staff_id for line in lines if line.staff_id is not None})
    return [
        bold(names.get(line.staff_id or 0, say("requests-staff")) + ": ") + rich(line.words or line.text)
        for line in lines
    ]


async def _still_kept(turn: Turn, sent: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """The files that can be sent again."""
    wanted = {one.file: one for one in sent if one.kind in FILES and one.file is not None and one.refused is None}
    known = await files.states(turn.session, wanted.keys())
    return tuple(one for number, one in wanted.items() if number in known and known[number].reason is None)


async def _write(turn: Turn, ticket: Ticket) -> None:
    """At a request that people are at, or that may be opened again, one simply goes on; else a new one refers to it."""
    if ticket.kind is TicketKind.COMPLAINT:  # Seniors have it, past everybody else.
        await turn.go("complaint", turn)
        return
    here = await turn.ticket()
    if here is not None and here.is_open and await turn.may_cross(here):
        if here.id == ticket.id:
            await turn.reply(say("requests-at-people", number=ticket.id), formal=True)
            return
        await relay.tell_topic(turn.session, here, say("topic-about-earlier", number=ticket.id), turn.now)
        await turn.reply(say("requests-other-open", number=ticket.id), formal=True)
        return
    turn.dialogue.forget_question()
    hours = turn.services.promises.reopen_hours
    if here is None or here.id != ticket.id or not lifecycle.may_reopen(here, turn.now, hours):
        words = one_line(ticket.question, _FIRST_WORDS) or earlier.kind_name(ticket.kind)
        turn.dialogue.ask([["", say("requests-about", number=ticket.id, words=words)]], turn.now)
        turn.errand = Errand(MyRequestsScenario.name, data={"new": True})
    await turn.go("hotline", turn)
