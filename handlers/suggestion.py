"""«Предложение или благодарность»: what the centre could do better, or did well, told to people; never refused."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Said
from bot.texts import say
from handlers import at_hand, errands, requesting, serving
from handlers.forms import Field, Filled, FormScenario, Takes
from handlers.turn import Turn
from operators.kinds import TicketKind

_LONGEST = 3000


class SuggestionScenario(FormScenario):
    """The words, and thanks with a number."""

    name = "suggestion"
    title = "suggestion-title"
    regional = True
    confirmed = False
    fields = (Field(key="text", question="suggestion-text", open=True, takes=Takes.BOTH, longest=_LONGEST),)

    async def enter(self, turn: Turn) -> None:
        """People who are at an open ticket are told there."""
        errand, ticket = turn.errand, await turn.open_ticket()
        words = requesting.said(errand)
        if ticket is not None:
            errands.taken(turn)
            await turn.reply(say("suggestion-at-ticket", number=ticket.id))
        elif words is None or not await turn.has_consent():
            await super().enter(turn)
        else:
            errands.taken(turn)
            if not await serving.region_first(turn, self.name, errand):
                await _open(turn, turn.dialogue.shown(turn.now) or words, await turn.asked_messages())

    async def done(self, turn: Turn, filled: Filled) -> None:
        """A ticket of its kind; where people are at a ticket again, they get it."""
        if await at_hand.passed_on(turn, filled, "text", say("topic-suggests")):
            return
        await _open(turn, filled.shown("text"), await filled.messages(turn, "text"))


async def _open(turn: Turn, text: str, messages: Sequence[Said]) -> None:
    ticket = await requesting.opened(turn, TicketKind.SUGGESTION, text, messages)
    await turn.reply(say("suggestion-opened", number=ticket.id), requesting.end_button(ticket))
