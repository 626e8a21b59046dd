"""Consent to the processing of personal data: asked once, before the first datum is asked for or goes to a person."""

from __future__ import annotations

from collections.abc import Sequence

from bot import clients
from bot.clients import ConsentPurpose
from bot.messages import Pressed, Said
from bot.outgoing import Button, ButtonStyle, Keyboard
from bot.texts import say
from handlers import consent_texts, errands
from handlers.content import judged, shows
from handlers.errands import Errand
from handlers.turn import Turn, button, call_button
from handlers.withdrawn import day_of
from handlers.wording import agrees, is_no, is_thanks
from operators import destructions, withdrawing

_HANDOFF = Errand("hotline")
"""Who needs the consent where nobody is named: the handoff."""

_PURPOSE = ConsentPurpose.PERSONAL_DATA

REFUSED = "refused"
"""The form, which nobody fills, of a dialogue that is not to be handed to the people who are at it."""


class ConsentScenario:
    """Asks, keeps the answer, and hands the turn to whoever needs it (see `handlers.errands`). The form keeps which
    version was asked for, and what for."""

    name = "consent"
    fills_first = False

    async def enter(self, turn: Turn) -> None:
        """Asks; what the client wanted goes on after the tap."""
        errand = errands.taken(turn) or _HANDOFF
        turn.dialogue.begin(self.name, turn.now, version=_mark_of(turn), errand=errand.to_json())
        await consent_texts.kept(turn, _PURPOSE)
        asked = consent_texts.words(_PURPOSE)
        going = await destructions.pending(turn.session, turn.address.client_id)
        # Whoever agrees again keeps their data: they have to know before they do.
        told = asked if going is None else "\n\n".join((asked, say("consent-keeps", date=day_of(turn, going))))
        await self._ask(turn, told, errand)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Даю согласие» or «Не сейчас», however long ago it was asked; another version of the text is asked anew."""
        first = await turn.take_buttons(press)
        if action not in ("yes", "no") or not first or await _is_over(turn):
            turn.toast(press, say("button-stale"))
            return
        turn.toast(press)
        await turn.return_to_question(press)
        errand = await turn.errand_of(press) or _HANDOFF
        if action == "no":
            await self._refused(turn)
        elif list(arguments) == [_mark_of(turn)]:
            await self._given(turn, errand)
        else:
            await self._again(turn, errand)

    async def fill(self, turn: Turn, said: Said) -> bool:
        """A typed «да» or «нет»; anything else belongs to the question and is kept with it."""
        text, errand = judged(said), Errand.of_json(turn.dialogue.form_data.get("errand")) or _HANDOFF
        if turn.dialogue.form_data.get("version") != _mark_of(turn):
            turn.keep_asking()
            await self._again(turn, errand)
        elif agrees(text):
            await self._given(turn, errand)
        elif is_no(text):
            await self._refused(turn)
        else:
            await self._remind(turn, errand, noted=shows(said) or not is_thanks(text))
        return True

    async def _again(self, turn: Turn, errand: Errand) -> None:
        turn.errand = errand
        await self.enter(turn)

    async def _ask(self, turn: Turn, words: str, errand: Errand) -> None:
        await turn.reply(words, _choice(turn), about=turn.dialogue.asked(turn.now), formal=True, errand=errand)

    async def _remind(self, turn: Turn, errand: Errand, *, noted: bool) -> None:
        words = [say("consent-remind")]
        if noted:
            turn.keep_asking()
            words.insert(0, say("consent-noted"))
        await self._ask(turn, " ".join(words), errand)

    async def _given(self, turn: Turn, errand: Errand) -> None:
        text = await consent_texts.kept(turn, _PURPOSE)
        version = turn.services.promises.consent_version
        clients.record_consent(turn.session, turn.address, version, turn.now, _PURPOSE, text)
        if await withdrawing.agreed(turn.session, turn.address.client_id, turn.now):
            await turn.reply(say("privacy-kept"), formal=True)
        turn.agreed = True
        turn.dialogue.end()
        await errands.go_on(turn, errand)

    async def _refused(self, turn: Turn) -> None:
        turn.dialogue.end()
        if await turn.open_ticket() is not None:
            # People are at it without a consent (see `Turn.may_cross`): what is said is the bot's for now.
            turn.dialogue.begin(REFUSED, turn.now)
        await turn.reply(say("consent-refused"), ((call_button(),),), about=turn.dialogue.asked(turn.now), formal=True)


async def _is_over(turn: Turn) -> bool:
    """People are at it already, with a consent."""
    ticket = await turn.open_ticket()
    return ticket is not None and await turn.may_cross(ticket)


def _mark_of(turn: Turn) -> str:
    return consent_texts.mark(turn, _PURPOSE)


def _choice(turn: Turn) -> Keyboard:
    yes = button(say("button-consent"), "consent", "yes", _mark_of(turn))
    row = (
        Button(yes.text, yes.data, style=ButtonStyle.SUCCESS),
        button(say("button-not-now"), "consent", "no", _mark_of(turn)),
    )
    return (row, *consent_texts.reading(turn, _PURPOSE))
