"""The handoff to people: a ticket, its number at once, and from then on the client's words go to the operators."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Pressed, Said
from bot.outgoing import Button, Keyboard
from bot.texts import say
from handlers import entitling, errands, promising, serving
from handlers.turn import Turn, button
from knowledge import gaps
from knowledge.outcome import MOST_OFFERED
from operators import cards, lifecycle, relay, sla
from operators.entitlement import Entitlement
from operators.tickets import Ticket, TicketState

_SUGGESTED_FROM = 0.15
"""How sure the search has to be to suggest an article to an operator: less than to a client, for a person looks."""


class HotlineScenario:
    """«Позвать специалиста», typed or pressed; and the client's own end of it."""

    name = "hotline"
    fills_first = False

    async def enter(self, turn: Turn) -> None:
        """The client wants a person for the last question (or without any). Within a day of its end the last ticket is
        opened again, and no new one; unless a new one is the errand (`new`)."""
        errand, ticket = errands.taken(turn), await turn.ticket()
        hours = turn.services.promises.reopen_hours
        anew = errand is not None and bool(errand.data.get("new"))
        if ticket is not None and ticket.is_open and await turn.may_cross(ticket):
            await self._already(turn, ticket)
        elif not await turn.has_consent():
            await errands.first(turn, "consent", then=self.name, before=errand)
        elif ticket is not None and not anew and lifecycle.may_reopen(ticket, turn.now, hours):
            await self._reopen(turn, ticket)
        else:
            found = await entitling.admitted(turn, self.name, errand)
            if found is not None and not await serving.region_first(turn, self.name, errand):
                await self._open(turn, found)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Позвать специалиста» under an answer, «Завершить обращение» under the number."""
        if action == "call":
            await self._call(turn, press)
        elif action == "end":
            await self._end(turn, press, arguments)
        else:
            turn.toast(press, say("button-stale"))

    async def fill(self, turn: Turn, said: Said) -> bool:
        """It has no form: an open ticket takes text by itself."""
        del turn, said
        return False

    async def _call(self, turn: Turn, press: Pressed) -> None:
        if not await turn.take_buttons(press):
            turn.toast(press, say("button-called"))
            return
        turn.toast(press)
        await turn.return_to_question(press)
        await self.enter(turn)

    async def _already(self, turn: Turn, ticket: Ticket) -> None:
        """What was kept until there was a consent goes to them now: the ticket began with a comment in public, or with
        the consent of somebody whose account was linked then."""
        if ticket.source_url or turn.agreed:
            await _to_topic(turn, ticket, await turn.asked_messages())
            turn.dialogue.forget_question()
        await turn.reply(" ".join([say("hotline-already", number=ticket.id), *(await promising.later(turn))]))

    async def _open(self, turn: Turn, found: Entitlement) -> None:
        question, shown = turn.dialogue.question(turn.now), turn.dialogue.shown(turn.now)
        asked = await turn.asked_messages()
        await _note_unchosen(turn)
        ticket = await lifecycle.open_ticket(turn.session, turn.address, shown, suggested(turn, question), turn.now)
        await sla.count(turn.session, ticket, turn.services.promises.standard)
        turn.opened(ticket)
        turn.dialogue.end()
        turn.dialogue.forget_question()
        await cards.post(turn.session, ticket, turn.now)
        await _to_topic(turn, ticket, [message for message in asked if message.attachments])
        promised = await promising.later(turn) or [promising.soon(turn, ticket.kind)]
        words = [say("hotline-opened", number=ticket.id), *promised]
        if not question:
            words.append(say("hotline-describe"))
        if (debt := entitling.reminder(found)) is not None:
            words.append(debt)
        await turn.reply(" ".join(words), _end_button(ticket))

    async def _reopen(self, turn: Turn, ticket: Ticket) -> None:
        asked = await turn.asked_messages()
        await _note_unchosen(turn)
        turn.dialogue.end()
        turn.dialogue.forget_question()
        lifecycle.reopen(turn.session, ticket, turn.now)
        await cards.refresh(turn.session, ticket, turn.now)
        if not asked:
            words = [say("hotline-reopened", number=ticket.id), *(await promising.later(turn)), say("hotline-describe")]
            await relay.tell_topic(turn.session, ticket, say("topic-called-again"), turn.now)
        else:
            words = [say("hotline-reopened-with", number=ticket.id), *(await promising.later(turn))]
            await _to_topic(turn, ticket, asked)
        await turn.reply(" ".join(words), _end_button(ticket))

    async def _end(self, turn: Turn, press: Pressed, arguments: Sequence[str]) -> None:
        ticket = await turn.open_ticket()
        first = await turn.take_buttons(press)
        if ticket is None or list(arguments) != [str(ticket.id)] or not first:
            turn.toast(press, say("button-stale"))
            return
        turn.toast(press)
        await relay.tell_topic(turn.session, ticket, say("topic-ended"), turn.now)
        await end_by_client(turn, ticket)


async def describe(turn: Turn, ticket: Ticket, text: str) -> None:
    """The ticket was opened without a question in words: this is it."""
    ticket.question = "\n".join(filter(None, (ticket.question, text)))
    ticket.suggestions = suggested(turn, text)
    await cards.refresh(turn.session, ticket, turn.now)


async def reassure(turn: Turn, ticket: Ticket) -> None:
    """The client calls a person who is called already: said while nobody has taken the ticket, for then nobody else
    answers."""
    if ticket.state == TicketState.NEW:
        await turn.go(HotlineScenario.name, turn)


async def offer_end(turn: Turn, ticket: Ticket) -> None:
    """«Закрыть» alone may be an answer to the operator, so the end is one tap away."""
    await turn.reply(say("hotline-end-offer", number=ticket.id), _end_button(ticket))


async def help_with(turn: Turn, ticket: Ticket) -> None:
    """`/help` while people are at it."""
    await turn.reply(say("hotline-help", number=ticket.id), _end_button(ticket), formal=True)


async def end_by_client(turn: Turn, ticket: Ticket) -> None:
    """The client says that the question is solved: no need to ask whether it is, only for a mark."""
    lifecycle.resolve(turn.session, ticket, None, turn.now)
    lifecycle.confirm(turn.session, ticket, True, turn.now)
    await turn.go("rating", turn)


def suggested(turn: Turn, question: str) -> list[tuple[str, str]]:
    """The articles (key, title) that an operator may want to send."""
    hits = turn.services.search.search(question, MOST_OFFERED) if question else []
    return [(hit.article.key, hit.article.title) for hit in hits if hit.score >= _SUGGESTED_FROM]


async def _note_unchosen(turn: Turn) -> None:
    """Articles were offered, and yet a person was called: for the base that is a question without an answer."""
    if turn.dialogue.offered_question is not None:
        question = turn.dialogue.offered_question
        await gaps.note(turn.session, question, gaps.Why.NOT_CHOSEN, turn.now, turn.address.id)


async def _to_topic(turn: Turn, ticket: Ticket, messages: Sequence[Said]) -> None:
    for row in relay.in_rows(messages):
        await relay.client_said(turn.session, ticket, row, turn.now)


def _end_button(ticket: Ticket) -> Keyboard:
    end: Button = button(say("button-end"), "hotline", "end", ticket.id)
    return ((end,),)
