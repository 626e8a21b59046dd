"""The end of a request: «Вопрос решён?», a mark of 1–5, a comment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.messages import Pressed, Said
from bot.outgoing import Button, ButtonStyle, Keyboard
from bot.texts import say
from handlers import content
from handlers.ending import ends
from handlers.turn import Turn, asked_in, button, call_button
from handlers.wording import (
    asks,
    is_bare_thanks,
    is_greeting,
    is_no,
    is_number,
    is_settled,
    is_solved,
    is_wordless,
    mark_in,
    reports_trouble,
)
from knowledge.outcome import MOST_OFFERED, Answered, outcome
from operators import cards, lifecycle, low_marks, relay, votes
from operators.tickets import Ticket, TicketState

COMMENT_LIFE = timedelta(hours=1)
"""For so long after the mark what is said and asks nothing is a comment; later it is a new message."""


class RatingScenario:
    """Asks, takes the mark and the comment. The form `rating` carries the ticket's number and the step."""

    name = "rating"
    fills_first = False

    async def enter(self, turn: Turn) -> None:
        """The ticket has ended: resolved by staff asks whether it is solved, closed by the client asks for a mark."""
        ticket = await turn.ticket()
        if ticket is None or ticket.is_open:
            return
        if ticket.state == TicketState.RESOLVED:
            turn.dialogue.begin_beside(self.name, turn.now, ticket=ticket.id, step="solved")
            await turn.reply(say("rating-solved", number=ticket.id), _solved(ticket), formal=True)
        else:
            await self._ask_mark(turn, ticket, say("rating-ended", number=ticket.id))

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Да», «Нет», a mark, «Без комментария»; of the newest ticket, and while it is at an end."""
        ticket = await turn.ticket()
        if ticket is None or ticket.is_open or list(arguments[:1]) != [str(ticket.id)]:
            await turn.take_buttons(press)
            turn.toast(press, say("button-stale"))
        elif not await turn.take_buttons(press):
            turn.toast(press, say("button-pressed"))
        elif await self._act(turn, ticket, action, arguments[1:]):
            turn.toast(press)
        else:
            turn.toast(press, say("button-stale"))

    async def fill(self, turn: Turn, said: Said) -> bool:
        """A typed yes, no or mark; while a mark or a comment is awaited, whatever is no new message."""
        ticket = await turn.ticket()
        form = turn.dialogue.form_data
        if ticket is None or ticket.is_open or form.get("ticket") != ticket.id:
            turn.dialogue.end()
            return False
        text = content.judged(said)
        step, mark = form.get("step"), mark_in(text)
        if step == "solved" and is_no(text):
            return await self._act(turn, ticket, "no", ())
        if step == "solved" and is_settled(text):
            return await self._act(turn, ticket, "yes", ())
        if step in ("mark", "comment") and mark is not None:
            return await self._act(turn, ticket, "mark", (str(mark),))
        if step not in ("mark", "comment") or _is_new(turn, said, text, step) or not await _may_comment(turn, step):
            return False
        if step == "mark":
            await self._instead_of_mark(turn, ticket, said)
        else:
            await self._instead_of_button(turn, ticket, said)
        return True

    async def _instead_of_mark(self, turn: Turn, ticket: Ticket, said: Said) -> None:
        """A comment that comes before the mark is kept; the mark is asked for again."""
        data = turn.dialogue.form_data
        words = say("rating-mark-again")
        if content.shows(said) or not _says_nothing(content.judged(said)):
            await _keep_comment(turn, ticket, said)
            data = {**data, "commented": True}
            words = say("rating-mark-noted")
        turn.dialogue.form_data = data
        await cards.refresh(turn.session, ticket, turn.now)
        await turn.reply(words, (_marks(ticket),), formal=True)

    async def _instead_of_button(self, turn: Turn, ticket: Ticket, said: Said) -> None:
        """Thanks are no comment, but one may follow; a «нет» or a «закрыть» is as good as the button."""
        text = content.judged(said)
        if content.shows(said):
            await self._comment(turn, ticket, said)
        elif is_no(text) or ends(text):
            await self._act(turn, ticket, "silent", ())
        elif _says_nothing(text):
            await turn.reply(say("rating-thanks"), formal=True)
        else:
            await self._comment(turn, ticket, said)

    async def _act(self, turn: Turn, ticket: Ticket, action: str, arguments: Sequence[str]) -> bool:
        """False when this cannot be done to the ticket (any more)."""
        match action, list(arguments):
            case "yes", []:
                if ticket.solved is None:
                    lifecycle.confirm(turn.session, ticket, True, turn.now)
                await self._ask_mark(turn, ticket)
            case "no", [] if lifecycle.may_reopen(ticket, turn.now, turn.services.promises.reopen_hours):
                await self._unsolved(turn, ticket)
            case "mark", [digit] if digit in {"1", "2", "3", "4", "5"} and _may_mark(turn, ticket):
                await self._mark(turn, ticket, int(digit))
            case "silent", []:
                turn.dialogue.end(self.name)
                await turn.reply(say("rating-thanks"), formal=True)
            case _:
                return False
        return True

    async def _ask_mark(self, turn: Turn, ticket: Ticket, *before: str) -> None:
        turn.dialogue.begin_beside(self.name, turn.now, ticket=ticket.id, step="mark")
        await cards.refresh(turn.session, ticket, turn.now)
        await turn.reply(" ".join([*before, say("rating-mark")]), (_marks(ticket),), formal=True)

    async def _unsolved(self, turn: Turn, ticket: Ticket) -> None:
        turn.dialogue.end(self.name)
        lifecycle.confirm(turn.session, ticket, False, turn.now)
        await cards.refresh(turn.session, ticket, turn.now)
        await relay.tell_topic(turn.session, ticket, say("topic-unsolved"), turn.now)
        await turn.reply(say("rating-unsolved", number=ticket.id))

    async def _mark(self, turn: Turn, ticket: Ticket, mark: int) -> None:
        lifecycle.rate(turn.session, ticket, mark, turn.now)
        form = turn.dialogue.form_data
        commented = form.get("ticket") == ticket.id and form.get("commented")
        await low_marks.tell_rating(turn.session, ticket, turn.now)
        if commented:
            turn.dialogue.end(self.name)
            await turn.reply(say("rating-thanks"), formal=True)
            return
        turn.dialogue.begin_beside(self.name, turn.now, ticket=ticket.id, step="comment")
        silent = button(say("button-no-comment"), "rating", "silent", ticket.id)
        await turn.reply(say("rating-comment"), ((silent,),), formal=True)

    async def _comment(self, turn: Turn, ticket: Ticket, said: Said) -> None:
        """Kept, and nothing more is asked; should it have been a cry for help, a button makes it one."""
        turn.dialogue.end(self.name)
        await _keep_comment(turn, ticket, said)
        await low_marks.tell_rating(turn.session, ticket, turn.now)
        asked = asked_in(turn.lines)
        await turn.reply(say("rating-comment-thanks"), ((call_button(),),), about=asked, formal=True)


def _may_mark(turn: Turn, ticket: Ticket) -> bool:
    return lifecycle.may_rate(ticket, turn.now, votes.CHANGEABLE)


def _is_new(turn: Turn, said: Said, text: str, step: str) -> bool:
    """Whether it is no word on the work that was done but a message of its own. Something to look at or to listen to
    without a word may be a comment where one was asked for."""
    if content.shows(said) and is_wordless(text):
        return step == "mark"
    if asks(text) or reports_trouble(text) or is_greeting(text) or is_wordless(text):
        return True
    if is_settled(text) or _says_nothing(text):
        return False
    services = turn.services
    return isinstance(outcome(services.search.search(text, MOST_OFFERED), services.thresholds), Answered)


async def _may_comment(turn: Turn, step: str) -> bool:
    """Soon after it was asked for, and with a consent: a comment is for staff to read."""
    asked_at = turn.dialogue.form_at
    is_fresh = step == "mark" or (asked_at is not None and turn.now - asked_at <= COMMENT_LIFE)
    return is_fresh and await turn.has_ever_agreed()


def _says_nothing(text: str) -> bool:
    """No comment that anybody would want to read."""
    return is_bare_thanks(text) or is_number(text) or is_no(text) or ends(text) or is_solved(text)


async def _keep_comment(turn: Turn, ticket: Ticket, said: Said) -> None:
    """On the ticket in words; what there is to see or to hear goes into the topic."""
    words = " ".join(filter(None, (content.in_words(said.attachments), content.words(said))))
    ticket.rating_comment = "\n".join(filter(None, (ticket.rating_comment, words)))
    for row in relay.in_rows([line for line in turn.lines if line.attachments]):
        await relay.client_said(turn.session, ticket, row, turn.now)


def _marks(ticket: Ticket) -> tuple[Button, ...]:
    return tuple(button(str(mark), "rating", "mark", ticket.id, mark) for mark in range(1, 6))


def _solved(ticket: Ticket) -> Keyboard:
    yes = button(say("button-yes"), "rating", "yes", ticket.id)
    no = button(say("button-no"), "rating", "no", ticket.id)
    return ((Button(yes.text, yes.data, style=ButtonStyle.SUCCESS), Button(no.text, no.data)),)
