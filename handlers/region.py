"""The client's region, asked once, where several centres serve the line and it matters which: before people are called,
and for the phones."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Pressed, Said
from bot.outgoing import Keyboard
from bot.richtext import RichText, joined, rich
from bot.texts import say
from handlers import content, errands, serving
from handlers.errands import Errand
from handlers.forms.words import Act, act_of
from handlers.turn import Turn, button
from handlers.wording import asks
from operators import centre_text, centres, region_names, regions, transfers
from operators.centres import Centre
from operators.tickets import TicketState

_LONGEST_NUMBER = 9
"""Fits a database's integer, whatever was forged."""

_MOST_TOLD = 5
"""Centres whose phones are told of to whoever found none of theirs."""

_NONE = frozenset(
    (
        *("моего региона нет", "нет моего региона", "моего города нет", "нет моего города", "нет", "нет такого"),
        *("другой", "другой регион", "другой город", "не знаю", "никакой", "ни в каком", "моего нет"),
    )
)
"""Typed in place of «Моего региона нет»."""


class RegionScenario:
    """Asks with a button for each centre; typed regions are understood as people write them. The form keeps what the
    region is asked for (`handlers.errands`)."""

    name = "region"
    fills_first = True

    async def enter(self, turn: Turn) -> None:
        """Every centre, page by page where a messenger cannot show all of them; where there is nothing to choose, the
        client's own is told of."""
        errand = errands.taken(turn)
        if errand is None and not await regions.may_choose(turn.session, turn.address.client_id):
            await turn.go("phone", turn)
            return
        await self._offer(turn, say("region-ask"), await centres.enabled_centres(turn.session), errand)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """A centre, «Моего региона нет», «Другой регион»."""
        number = arguments[0] if len(arguments) == 1 else ""
        known = number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER
        chosen = await centres.enabled_centre(turn.session, int(number)) if action == "pick" and known else None
        if (chosen is None and (action not in ("none", "other") or arguments)) or not await turn.take_buttons(press):
            turn.toast(press, say("button-stale"))
            return
        turn.toast(press)
        await turn.return_to_question(press)
        errand = await turn.errand_of(press)
        if chosen is not None:
            await self._chosen(turn, chosen, errand)
        elif action == "none":
            turn.dialogue.end(self.name)
            await self._without(turn, errand)
        else:
            turn.errand = errand
            await self.enter(turn)

    async def fill(self, turn: Turn, said: Said) -> bool:
        """A typed region. A question is none: the choice waits under its message."""
        text = content.words(said)
        if content.shows(said):
            return False
        found = region_names.meant(await centres.enabled_centres(turn.session), text)
        errand = Errand.of_json(turn.dialogue.form_data.get("errand"))
        if act_of(text) is Act.CANCEL:
            turn.keep_apart()
            turn.dialogue.end(self.name)
            await turn.reply(say("form-go-on"), formal=True)
        elif " ".join(text.split()).casefold().strip(" .!") in _NONE:
            turn.keep_apart()
            turn.dialogue.end(self.name)
            await self._without(turn, errand)
        elif len(found) == 1:
            turn.keep_apart()
            await self._chosen(turn, found[0], errand)
        elif found:
            turn.keep_apart()
            await self._offer(turn, say("region-which"), found, errand)
        elif await turn.open_ticket() is not None or serving.says_more(text) or asks(text):
            return False
        else:
            turn.keep_apart()
            every = await centres.enabled_centres(turn.session)
            await self._offer(turn, _not_found(every, may_pass=errand is not None), every, errand)
        return True

    async def _offer(self, turn: Turn, words: RichText | str, found: Sequence[Centre], errand: Errand | None) -> None:
        kept = errand.to_json() if errand is not None else None
        turn.dialogue.begin_beside(self.name, turn.now, errand=kept)
        keyboard: Keyboard = tuple((button(one.name, self.name, "pick", one.id),) for one in found)
        if errand is not None:
            keyboard += ((button(say("button-no-region"), self.name, "none"),),)
        await turn.reply(words, keyboard, about=turn.dialogue.asked(turn.now), formal=True, errand=errand)

    async def _chosen(self, turn: Turn, centre: Centre, errand: Errand | None) -> None:
        turn.dialogue.end(self.name)
        await regions.choose(turn.session, turn.address.client_id, centre, turn.now)
        ticket = await turn.open_ticket()
        if ticket is not None and ticket.state == TicketState.NEW and ticket.centre_id != centre.id:
            await transfers.to_centre(turn.session, ticket, centre.id, turn.now)
        if errand is None or not errand.data.get(serving.SILENT):
            other = button(say("button-other-region"), self.name, "other")
            await turn.reply(say("region-chosen", centre=centre.name), ((other,),), formal=True)
        if errand is not None:
            await errands.go_on(turn, errand)

    async def _without(self, turn: Turn, errand: Errand | None) -> None:
        """Whoever needed the region does without it."""
        if errand is None:
            await turn.reply(say("region-none"), formal=True)
            return
        await errands.go_on(turn, serving.without_region(errand))


def _not_found(every: Sequence[Centre], *, may_pass: bool) -> RichText:
    """None of the centres was named: what to do now, and where to call."""
    said = rich(say("region-unknown-pass" if may_pass else "region-unknown"))
    reached = [centre_text.reached(one) for one in every if one.phones]
    if not 0 < len(reached) <= _MOST_TOLD:
        return said
    return joined([said, rich(say("region-phones")), *reached], "\n\n")
