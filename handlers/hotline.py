"""The handoff to people: a ticket, its number at once, and from then on the client's words go to the operators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import clients
from bot.messages import Pressed, TextSaid
from bot.texts import say
from handlers.turn import Turn, button
from knowledge.outcome import MOST_OFFERED
from operators import cards, tickets
from operators.tickets import Ticket

_SUGGESTED_FROM = 0.2
"""How sure the search has to be to suggest an article to an operator: less than to a client, for a person looks."""


class HotlineScenario:
    """«Позвать специалиста», typed or pressed; and the client's own end of it."""

    name = "hotline"

    async def enter(self, turn: Turn) -> None:
        """The client wants a person for the last question (or without any)."""
        ticket = await turn.open_ticket()
        if ticket is not None:
            await turn.reply(say("hotline-already", number=ticket.id))
        elif not await clients.has_consent(
            turn.session, turn.address.client_id, turn.services.promises.consent_version
        ):
            turn.dialogue.begin("consent", turn.now, then=self.name)
            await turn.go("consent", turn)
        else:
            await self._open(turn)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Позвать специалиста» under an answer, «Завершить обращение» under the number."""
        if action == "call":
            turn.toast(press)
            await turn.take_buttons(press)
            await self.enter(turn)
        elif action == "end":
            await self._end(turn, press, arguments)
        else:
            turn.toast(press, say("button-stale"))

    async def fill(self, turn: Turn, said: TextSaid) -> bool:
        """It has no form: an open ticket takes text by itself."""
        del turn, said
        return False

    async def _open(self, turn: Turn) -> None:
        question = turn.dialogue.last_question(turn.now)
        hits = turn.services.search.search(question, MOST_OFFERED) if question else []
        suggestions = [(hit.article.id, hit.article.title) for hit in hits if hit.score >= _SUGGESTED_FROM]
        ticket = await tickets.open_ticket(turn.session, turn.address, question, suggestions, turn.now)
        turn.opened(ticket)
        await cards.post(turn.session, ticket, turn.now)
        words = [say("hotline-opened", number=ticket.id), _promise(turn)]
        if not question:
            words.append(say("hotline-describe"))
        await turn.reply(" ".join(words), ((button(say("button-end"), "hotline", "end", ticket.id),),))

    async def _end(self, turn: Turn, press: Pressed, arguments: Sequence[str]) -> None:
        ticket = await turn.open_ticket()
        if ticket is None or arguments != [str(ticket.id)]:
            await turn.take_buttons(press)
            turn.toast(press, say("button-stale"))
            return
        turn.toast(press)
        await turn.take_buttons(press)
        await end_by_client(turn, ticket)


async def end_by_client(turn: Turn, ticket: Ticket) -> None:
    """The client says that the question is solved: no need to ask whether it is, only for a mark."""
    tickets.resolve(turn.session, ticket, None, turn.now)
    tickets.confirm(turn.session, ticket, True, turn.now)
    await turn.go("rating", turn)


def _promise(turn: Turn) -> str:
    """When somebody will answer: in seconds and minutes now, or from when on."""
    promises = turn.services.promises
    if promises.working_time.is_open(turn.now):
        return say("hotline-promise-now", seconds=promises.greeting_seconds, minutes=promises.answer_minutes)
    opening = promises.working_time.next_opening(turn.now)
    return say("hotline-promise-later", when=_when(opening, turn.now))


def _when(opening: datetime, now: datetime) -> str:
    """«сегодня в 08:00», «завтра в 08:00», «30.11 в 08:00», in the centre's own time."""
    days = (opening.date() - now.astimezone(opening.tzinfo).date()).days
    clock = f"{opening:%H:%M}"
    if days == 0:
        return say("when-today", time=clock)
    if days == 1:
        return say("when-tomorrow", time=clock)
    return say("when-date", date=f"{opening:%d.%m}", time=clock)
