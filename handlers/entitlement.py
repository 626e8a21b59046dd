"""The buttons under a refusal: what else there is for whoever is not entitled to be answered by people."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Pressed, Said
from bot.texts import say
from handlers import errands
from handlers.entitling import SCENARIO, WAYS
from handlers.errands import Errand
from handlers.turn import Turn


class EntitlementScenario:
    """Hands on to the contact card, the permission, the phones, the call back."""

    name = SCENARIO
    fills_first = False

    async def enter(self, turn: Turn) -> None:
        """Whoever comes here wants a person: the handoff knows what to say."""
        await turn.go("hotline", turn)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Указать ИНН», «Прислать разрешение», «По телефону», «Заказать звонок»."""
        if arguments or (action != "inn" and action not in WAYS):
            turn.toast(press, say("button-stale"))
            return
        turn.toast(press)
        await turn.return_to_question(press)
        if action == "inn":
            errand = Errand("hotline", data={"asked": True})
            await errands.first(turn, "contact_card", then="hotline", data={"change": "inn"}, before=errand)
        else:
            await turn.go(WAYS[action], turn)

    async def fill(self, turn: Turn, said: Said) -> bool:
        """It has no form."""
        del turn, said
        return False
