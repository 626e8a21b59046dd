"""Consent to the processing of personal data: asked once, before the first handoff to a person."""

from __future__ import annotations

from collections.abc import Sequence

from bot import clients
from bot.messages import Button, ButtonStyle, Keyboard, Pressed, TextSaid
from bot.texts import say
from handlers.turn import Turn, button
from handlers.wording import is_no, is_yes


class ConsentScenario:
    """Asks, keeps the answer, and hands the turn to the scenario that needed it (`form_data["then"]`)."""

    name = "consent"

    async def enter(self, turn: Turn) -> None:
        """Asks; what the client wanted goes on after the tap."""
        await turn.reply(say("consent-ask"), _choice(turn))

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Даю согласие» or «Не сейчас»."""
        version = arguments[0] if arguments else ""
        if turn.dialogue.open_form(turn.now) != self.name or version != turn.services.promises.consent_version:
            await turn.take_buttons(press)
            turn.toast(press, say("button-stale"))
            return
        await turn.take_buttons(press)
        turn.toast(press)
        if action == "yes":
            await self._given(turn)
        else:
            await self._refused(turn)

    async def fill(self, turn: Turn, said: TextSaid) -> bool:
        """A typed «да» or «нет»; anything else belongs to the question and is kept with it."""
        if is_yes(said.text.text):
            await self._given(turn)
        elif is_no(said.text.text):
            await self._refused(turn)
        else:
            question = "\n".join(filter(None, (turn.dialogue.last_question(turn.now), said.text.text)))
            ids = (*(turn.dialogue.question_ids or "").split(), *said.message_ids)
            turn.dialogue.asked(question, ids, turn.now)
            await turn.reply(say("consent-remind"), _choice(turn))
        return True

    async def _given(self, turn: Turn) -> None:
        clients.record_consent(turn.session, turn.address, turn.services.promises.consent_version, turn.now)
        then = turn.dialogue.form_data.get("then", "")
        turn.dialogue.end()
        await turn.go(then, turn)

    async def _refused(self, turn: Turn) -> None:
        turn.dialogue.end()
        await turn.reply(say("consent-refused"), ((button(say("button-call"), "hotline", "call"),),))


def _choice(turn: Turn) -> Keyboard:
    promises = turn.services.promises
    yes = button(say("button-consent"), "consent", "yes", promises.consent_version)
    row = (
        Button(yes.text, yes.data, style=ButtonStyle.SUCCESS),
        button(say("button-not-now"), "consent", "no", promises.consent_version),
    )
    text: Keyboard = ((Button(say("button-consent-text"), url=promises.consent_url),),) if promises.consent_url else ()
    return (row, *text)
