"""«Написать эксперту»: a question for the expert line, asked for by a form; the answer comes here and by e-mail."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Pressed
from bot.texts import say
from handlers import at_hand, entitling, errands, expert_answers
from handlers.forms import Field, Filled, FormScenario, Takes
from handlers.turn import Turn, button
from operators import cards, contacts, lifecycle, relay
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.tickets import Ticket, TicketState

_LONGEST = 8000


class ExpertLineScenario(FormScenario):
    """The form. Entered with an errand that names a ticket it says where that one's answer goes: a hotline ticket was
    handed over, and the address for the letter has just been given."""

    name = "expert_line"
    title = "expert-form-title"
    intro = "expert-form-intro"
    regional = True
    needs = ("name", "email", "organisation?", "inn?", "phone?")
    fields = (
        Field(key="question", question="expert-question", open=True, many=True, takes=Takes.BOTH, longest=_LONGEST),
    )

    async def enter(self, turn: Turn) -> None:
        """People who are at an open ticket are asked there; else the form begins."""
        errand, ticket = turn.errand, await turn.open_ticket()
        if errand is not None and "ticket" in errand.data:
            errands.taken(turn)
            await self._address_known(turn, int(errand.data["ticket"]))
        elif ticket is not None:
            errands.taken(turn)
            at_experts = ticket.queue is Purpose.EXPERTS
            await turn.reply(say("expert-form-with-expert" if at_experts else "expert-form-open", number=ticket.id))
        elif await entitling.admitted(turn, self.name, errand) is not None:
            await super().enter(turn)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Изменить контактные данные», and the buttons that every form has."""
        if action == "contacts" and not arguments:
            turn.toast(press)
            await turn.go("my_data", turn)
        else:
            await super().press(turn, press, action, arguments)

    async def done(self, turn: Turn, filled: Filled) -> None:
        """A ticket in the experts' queue, and its number to the client. Where people are at a ticket again they get
        the question."""
        if await at_hand.passed_on(turn, filled, "question", say("topic-wants-expert")):
            return
        last = await turn.ticket()
        if last is not None and last.state is TicketState.RESOLVED:
            lifecycle.close(turn.session, last, turn.now)
        kind, queue = TicketKind.CONSULTATION, Purpose.EXPERTS
        question = filled.shown("question")
        ticket = await lifecycle.open_ticket(turn.session, turn.address, question, (), turn.now, kind=kind, queue=queue)
        turn.opened(ticket)
        await cards.post(turn.session, ticket, turn.now)
        messages = await filled.messages(turn, "question")
        for row in relay.in_rows([message for message in messages if message.attachments]):
            await relay.client_said(turn.session, ticket, row, turn.now)
        await self._confirm(turn, ticket)

    async def _confirm(self, turn: Turn, ticket: Ticket) -> None:
        words = [say("expert-form-done", number=ticket.id), await expert_answers.where(turn, ticket)]
        words.append(await expert_answers.until(turn, ticket))
        change = button(say("expert-button-contacts"), self.name, "contacts")
        end = button(say("button-end"), "hotline", "end", ticket.id)
        await turn.reply(" ".join(filter(None, words)), ((change,), (end,)))

    async def _address_known(self, turn: Turn, number: int) -> None:
        card = await contacts.card_of(turn.session, turn.address.client_id)
        if card is not None and card.email:
            await turn.reply(say("expert-mail-known", number=number, email=card.email), formal=True)
