"""The end of a request: «Вопрос решён?», a mark of 1–5, a comment."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Button, ButtonStyle, Keyboard, Pressed, TextSaid
from bot.texts import say
from handlers.turn import Turn, button
from handlers.wording import is_no, is_yes, mark_in
from operators import cards, relay, tickets
from operators.tickets import Ticket, TicketState


class RatingScenario:
    """Asks, takes the mark and the comment. The form `rating` carries the ticket's number and the step."""

    name = "rating"

    async def enter(self, turn: Turn) -> None:
        """The ticket has ended: resolved by staff asks whether it is solved, closed by the client asks for a mark."""
        ticket = await turn.ticket()
        if ticket is None or ticket.is_open:
            return
        if ticket.state is TicketState.RESOLVED:
            turn.dialogue.begin(self.name, turn.now, ticket=ticket.id, step="solved")
            await turn.reply(say("rating-solved", number=ticket.id), _solved(ticket))
        else:
            await self._ask_mark(turn, ticket)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Да», «Нет», a mark, «Без комментария»."""
        ticket = await turn.ticket()
        if ticket is None or not arguments or arguments[0] != str(ticket.id) or not await turn.take_buttons(press):
            turn.toast(press, say("button-stale"))
            return
        turn.toast(press)
        await self._act(turn, ticket, action, arguments[1:])

    async def fill(self, turn: Turn, said: TextSaid) -> bool:
        """A typed yes, no or mark; while a comment is awaited, whatever is no question."""
        ticket = await turn.ticket()
        form = turn.dialogue.form_data
        if ticket is None or form.get("ticket") != ticket.id:
            turn.dialogue.end()
            return False
        text = said.text.text
        match form.get("step"):
            case "solved" if ticket.state is TicketState.RESOLVED and (is_yes(text) or is_no(text)):
                await self._act(turn, ticket, "no" if is_no(text) else "yes", ())
            case "mark" if (mark := mark_in(text)) is not None:
                await self._act(turn, ticket, "mark", (str(mark),))
            case "comment" if "?" not in text:
                await self._comment(turn, ticket, text)
            case _:
                return False
        return True

    async def _act(self, turn: Turn, ticket: Ticket, action: str, arguments: Sequence[str]) -> None:
        match action, list(arguments):
            case "yes", [] if ticket.state is TicketState.RESOLVED:
                tickets.confirm(turn.session, ticket, True, turn.now)
                await self._ask_mark(turn, ticket)
            case "no", [] if ticket.state is TicketState.RESOLVED:
                await self._unsolved(turn, ticket)
            case "mark", [digit] if digit in set("12345") and not ticket.is_open:
                await self._mark(turn, ticket, int(digit))
            case "silent", []:
                turn.dialogue.end()
                await turn.reply(say("rating-thanks"))
            case _:
                return

    async def _ask_mark(self, turn: Turn, ticket: Ticket) -> None:
        turn.dialogue.begin(self.name, turn.now, ticket=ticket.id, step="mark")
        await cards.refresh(turn.session, ticket, turn.now)
        marks = tuple(button(str(mark), "rating", "mark", ticket.id, mark) for mark in range(1, 6))
        await turn.reply(say("rating-mark"), (marks,))

    async def _unsolved(self, turn: Turn, ticket: Ticket) -> None:
        turn.dialogue.end()
        tickets.confirm(turn.session, ticket, False, turn.now)
        await cards.refresh(turn.session, ticket, turn.now)
        await relay.tell_topic(turn.session, ticket, say("topic-unsolved"), turn.now)
        await turn.reply(say("rating-unsolved", number=ticket.id))

    async def _mark(self, turn: Turn, ticket: Ticket, mark: int) -> None:
        tickets.rate(turn.session, ticket, mark, turn.now)
        turn.dialogue.begin(self.name, turn.now, ticket=ticket.id, step="comment")
        await relay.tell_rating(turn.session, ticket, turn.now)
        silent = button(say("button-no-comment"), "rating", "silent", ticket.id)
        await turn.reply(say("rating-comment"), ((silent,),))

    async def _comment(self, turn: Turn, ticket: Ticket, text: str) -> None:
        turn.dialogue.end()
        ticket.rating_comment = text
        await relay.tell_rating(turn.session, ticket, turn.now)
        await turn.reply(say("rating-comment-thanks"))


def _solved(ticket: Ticket) -> Keyboard:
    yes = button(say("button-yes"), "rating", "yes", ticket.id)
    no = button(say("button-no"), "rating", "no", ticket.id)
    return ((Button(yes.text, yes.data, style=ButtonStyle.SUCCESS), Button(no.text, no.data)),)
