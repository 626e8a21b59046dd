"""«По телефону»: the phones of the client's centre, where it is, when it works and whether it is open now."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Pressed, Said
from bot.outgoing import Keyboard
from bot.richtext import RichText, bold, joined
from bot.texts import say
from handlers import errands, serving
from handlers.turn import Turn, button
from operators import centre_text, centres, regions

_MOST_TOLD = 10
"""Centres that are told of to whoever has no region; more would be no answer."""


class PhoneScenario:
    """Chosen from the menu, or said."""

    name = "phone"
    fills_first = False

    async def enter(self, turn: Turn) -> None:
        """The client's centre; the region is asked first where it is not known."""
        errand = errands.taken(turn)
        if await serving.region_first(turn, self.name, errand, data={serving.SILENT: True}):
            return
        await turn.reply(await _told(turn), await _below(turn), formal=True)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Заказать звонок», «Другой регион»."""
        if action not in ("call", "other") or arguments:
            turn.toast(press, say("button-stale"))
            return
        if action == "call" and turn.dialogue.open_form(turn.now) == "call_back":
            turn.toast(press, say("phone-call-begun"))  # What was filled in already stays.
            return
        turn.toast(press)
        if action == "call":
            await turn.go("call_back", turn)
        else:
            await errands.first(turn, "region", then=self.name, data={serving.SILENT: True})

    async def fill(self, turn: Turn, said: Said) -> bool:
        """It has no form."""
        del turn, said
        return False


async def _told(turn: Turn) -> RichText:
    promises = turn.services.promises
    centre = await regions.centre_of(turn.session, turn.address.client_id)
    if centre is not None:
        working = await centres.working_time_of(turn.session, centre.id, promises.working_time)
        return centre_text.described(centre, working, turn.now)
    every = await centres.enabled_centres(turn.session)
    if every:
        return joined([bold(say("phone-every")), *map(centre_text.reached, every[:_MOST_TOLD])], "\n\n")
    lines: list[RichText | str] = [bold(promises.centre_name), say("centre-no-phones"), ""]
    return joined([*lines, *centre_text.when_open(promises.working_time, turn.now)])


async def _below(turn: Turn) -> Keyboard:
    call = button(say("button-call-back"), PhoneScenario.name, "call")
    rows: Keyboard = ((call,),)
    if await regions.may_choose(turn.session, turn.address.client_id):
        rows += ((button(say("button-other-region"), PhoneScenario.name, "other"),),)
    return rows
