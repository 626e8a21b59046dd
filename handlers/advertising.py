"""News and offers by message: only for whoever asked for them, by a consent of its own, which ends at any time."""

from __future__ import annotations

from collections.abc import Sequence

from bot import clients
from bot.clients import ConsentPurpose
from bot.messages import Pressed, Said
from bot.outgoing import Keyboard
from bot.texts import say
from handlers import consent_texts
from handlers.turn import Turn, button

_PURPOSE = ConsentPurpose.ADVERTISING


class AdvertisingScenario:
    """Never entered but by the client's own wish; nothing is chosen beforehand, and no answer is an answer too."""

    name = "advertising"
    fills_first = False

    async def enter(self, turn: Turn) -> None:
        """How it stands, and the other choice."""
        if await agreed(turn):
            await turn.reply(say("advertising-on"), _stopping(), formal=True)
            return
        await consent_texts.kept(turn, _PURPOSE)
        await turn.reply(consent_texts.words(_PURPOSE), _choice(turn), formal=True)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Новости и предложения», «Получать», «Не нужно», «Не присылать»; nothing is given by a press that was not
        under the text itself."""
        first = await turn.take_buttons(press, keep=_others)
        if not first or action not in ("ask", "yes", "no", "stop"):
            turn.toast(press, say("button-stale"))
            return
        turn.toast(press)
        if action == "ask" or (action == "yes" and list(arguments) != [consent_texts.mark(turn, _PURPOSE)]):
            await self.enter(turn)
        elif action == "yes":
            await self._given(turn)
        elif action == "stop":
            await clients.withdraw_consents(turn.session, turn.address.client_id, turn.now, _PURPOSE)
            await turn.reply(say("advertising-stopped"), formal=True)
        else:
            await turn.reply(say("advertising-declined"), formal=True)

    async def fill(self, turn: Turn, said: Said) -> bool:
        """It has no form."""
        del turn, said
        return False

    async def _given(self, turn: Turn) -> None:
        if not await agreed(turn):
            text = await consent_texts.kept(turn, _PURPOSE)
            version = turn.services.promises.advertising_version
            clients.record_consent(turn.session, turn.address, version, turn.now, _PURPOSE, text)
        await turn.reply(say("advertising-given"), _stopping(), formal=True)


def _others(keyboard: Keyboard) -> Keyboard:
    """The buttons of whoever offered this stay."""
    mine = f"{AdvertisingScenario.name}:"
    if all(one.data is None or one.data.startswith(mine) for row in keyboard for one in row):
        return ()
    kept = (tuple(one for one in row if not (one.data or "").startswith(mine)) for row in keyboard)
    return tuple(row for row in kept if row)


async def agreed(turn: Turn) -> bool:
    """Whether the client has agreed to be sent advertising."""
    return await clients.ever_consented(turn.session, turn.address.client_id, _PURPOSE)


def _stopping() -> Keyboard:
    return ((button(say("button-advertising-stop"), AdvertisingScenario.name, "stop"),),)


def _choice(turn: Turn) -> Keyboard:
    name, mark = AdvertisingScenario.name, consent_texts.mark(turn, _PURPOSE)
    row = (
        button(say("button-advertising-yes"), name, "yes", mark),
        button(say("button-advertising-no"), name, "no"),
    )
    return (row, *consent_texts.reading(turn, _PURPOSE))
