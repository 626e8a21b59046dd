"""«Мои данные»: what the line knows of the client, a button for each field to change it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Pressed, Said
from bot.outgoing import Keyboard
from bot.texts import say
from handlers import errands
from handlers.contact_checks import phone_shown
from handlers.turn import Turn, button
from operators import contacts

_FIELDS = ("name", "organisation", "inn", "phone", "email")


class MyDataScenario:
    """Shows the contact card; the form of the card changes it."""

    name = "my_data"
    fills_first = False

    async def enter(self, turn: Turn) -> None:
        """The card as it is now."""
        errands.taken(turn)
        card = await contacts.card_of(turn.session, turn.address.client_id)
        told = []
        for key in _FIELDS:
            value = getattr(card, key) if card is not None else None
            said = say("form-not-given") if not value else phone_shown(value) if key == "phone" else value
            told.append(say("form-answer", label=say(f"card-{key}-label"), value=said))
        await turn.reply(say("card-shown", answers="\n".join(told)), _changing(), formal=True)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """A field to change."""
        key = arguments[0] if len(arguments) == 1 else ""
        if action != "change" or key not in _FIELDS:
            turn.toast(press, say("button-stale"))
            return
        turn.toast(press)
        await errands.first(turn, "contact_card", then=self.name, data={"change": key})

    async def fill(self, turn: Turn, said: Said) -> bool:
        """It has no form of its own."""
        del turn, said
        return False


def _changing() -> Keyboard:
    buttons = [button(say(f"card-{key}-label"), MyDataScenario.name, "change", key) for key in _FIELDS]
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
