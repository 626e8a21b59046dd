"""«Подборка документов»: documents on a subject, gathered by people into one answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Said
from bot.texts import say
from handlers import at_hand, entitling, errands, promising, requesting, serving
from handlers.forms import Field, Filled, FormScenario, Takes
from handlers.turn import Turn
from operators.entitlement import Entitlement
from operators.kinds import TicketKind

_LONGEST = 3000


class SelectionScenario(FormScenario):
    """The subject is asked for where none was named. The gates are those of the hotline: consent, the contract, the
    region."""

    name = "selection"
    title = "selection-title"
    intro = "selection-intro"
    regional = True
    confirmed = False
    fields = (Field(key="subject", question="selection-subject", open=True, takes=Takes.BOTH, longest=_LONGEST),)

    async def enter(self, turn: Turn) -> None:
        """People who are at an open ticket are told there; else it is opened, after what has to come before it."""
        errand, ticket = turn.errand, await turn.open_ticket()
        if ticket is not None:
            errands.taken(turn)
            await turn.reply(say("selection-at-ticket", number=ticket.id))
            return
        found = await entitling.admitted(turn, self.name, errand)
        words = requesting.said(errand)
        if found is None:
            errands.taken(turn)
        elif words is None or not await turn.has_consent():
            await super().enter(turn)
        else:
            errands.taken(turn)
            if not await serving.region_first(turn, self.name, errand):
                question = turn.dialogue.shown(turn.now) or words
                await _open(turn, question, await turn.asked_messages(), found)

    async def done(self, turn: Turn, filled: Filled) -> None:
        """The subject is named. Where people are at a ticket again, they get it."""
        if await at_hand.passed_on(turn, filled, "subject", say("topic-wants-selection")):
            return
        found = await entitling.of(turn)
        await _open(turn, filled.shown("subject"), await filled.messages(turn, "subject"), found)


async def _open(turn: Turn, question: str, messages: Sequence[Said], found: Entitlement) -> None:
    ticket = await requesting.opened(turn, TicketKind.SELECTION, question, messages)
    promised = await promising.later(turn) or [promising.soon(turn, ticket.kind)]
    words = [say("selection-opened", number=ticket.id), *promised]
    if (debt := entitling.reminder(found)) is not None:
        words.append(debt)
    await turn.reply(" ".join(words), requesting.end_button(ticket))
