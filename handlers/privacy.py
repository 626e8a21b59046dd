"""«Конфиденциальность»: what is kept of the client, all of it as a file, and the end of their consent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.clients import ConsentPurpose
from bot.messages import Pressed, Said
from bot.outgoing import Button, ButtonStyle, Keyboard
from bot.texts import say
from handlers import errands, privacy_words
from handlers.turn import Turn, button
from handlers.withdrawn import day_of, keep_button
from operators import destructions, exports, withdrawing
from operators.destructions import Ground


class PrivacyScenario:
    """Shows, hands over, and destroys; that is asked twice. Needs no consent: whoever never gave one may ask too."""

    name = "privacy"
    fills_first = False

    async def enter(self, turn: Turn) -> None:
        """What is kept, and what can be done about it."""
        errands.taken(turn)
        words, agreed = await privacy_words.summary(turn)
        going = await destructions.pending(turn.session, turn.address.client_id)
        if going is not None:
            words = "\n\n".join((words, say("privacy-going", date=day_of(turn, going))))
        await turn.reply(words, _choices(going=going is not None, agreed=agreed), formal=True)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """One of the buttons under it, or under its questions."""
        actions = {
            "file": self._file,
            "end": self._first_question,
            "sure": self._second_question,
            "yes": self._withdraw,
            "no": self._stays,
            "keep": self._keep,
        }
        if action not in actions or arguments or (action != "file" and not await turn.take_buttons(press)):
            turn.toast(press, say("button-stale"))
            return
        turn.toast(press)
        await actions[action](turn)

    async def fill(self, turn: Turn, said: Said) -> bool:
        """It has no form: nothing is withdrawn by a slip of the pen."""
        del turn, said
        return False

    async def _file(self, turn: Turn) -> None:
        new = await exports.ask(turn.session, turn.address, turn.now)
        await turn.reply(say("privacy-file-soon" if new else "privacy-file-coming"), formal=True)

    async def _first_question(self, turn: Turn) -> None:
        day = f"{_due(turn):%d.%m.%Y}"
        going_on = button(say("button-privacy-sure"), self.name, "sure")
        await turn.reply(say("privacy-end-ask", date=day), ((going_on, _leaving()),), formal=True)

    async def _second_question(self, turn: Turn) -> None:
        yes = button(say("button-privacy-yes"), self.name, "yes")
        row = (Button(yes.text, yes.data, style=ButtonStyle.DANGER), _leaving())
        await turn.reply(say("privacy-end-sure"), (row,), formal=True)

    async def _withdraw(self, turn: Turn) -> None:
        """Every conversation of the client is told in its own turn, this one too (`handlers.withdrawn`)."""
        client_id = turn.address.client_id
        if (going := await destructions.pending(turn.session, client_id)) is not None:
            await turn.reply(say("privacy-going", date=day_of(turn, going)), ((keep_button(),),), formal=True)
            return
        await withdrawing.withdraw(
            turn.session, client_id, Ground.WITHDRAWN, turn.address.channel, _due(turn), turn.now
        )

    async def _stays(self, turn: Turn) -> None:
        await turn.reply(say("privacy-stays"), formal=True)

    async def _keep(self, turn: Turn) -> None:
        """What was to be destroyed stays by a new consent, and by nothing else."""
        if await destructions.pending(turn.session, turn.address.client_id) is None:
            await turn.reply(say("privacy-nothing-going"), formal=True)
        elif await turn.has_consent():
            await withdrawing.agreed(turn.session, turn.address.client_id, turn.now)
            await turn.reply(say("privacy-kept"), formal=True)
        else:
            await errands.first(turn, "consent", then=self.name)


def _due(turn: Turn) -> datetime:
    promises = turn.services.promises
    zone = promises.working_time.time_zone
    return destructions.due(turn.now, promises.destroy_days, zone).astimezone(zone)


def _leaving() -> Button:
    return button(say("button-privacy-no"), PrivacyScenario.name, "no")


def _choices(*, going: bool, agreed: frozenset[ConsentPurpose]) -> Keyboard:
    name = PrivacyScenario.name
    ending = "button-privacy-end" if ConsentPurpose.PERSONAL_DATA in agreed else "button-privacy-destroy"
    news = "stop" if ConsentPurpose.ADVERTISING in agreed else "ask"
    rows = [
        (button(say("button-privacy-file"), name, "file"),),
        (button(say(f"button-advertising-{news}"), "advertising", news),),
        (keep_button() if going else button(say(ending), name, "end"),),
    ]
    return tuple(rows)
