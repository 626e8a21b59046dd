"""«Мои данные»: what the line knows of the client, a button for each field to change it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Pressed, Said
from bot.outgoing import Keyboard
from bot.texts import say
from handlers import errands, serving
from handlers.contact_checks import phone_shown
from handlers.messengers import elsewhere
from handlers.turn import Turn, button
from operators import contacts, regions

_FIELDS = ("name", "organisation", "inn", "phone", "email")
_BESIDE = ("region", "privacy", "linking")
"""Scenarios that belong to what is known of a client, and are too seldom wanted for the menu."""


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
        told += await _region(turn)
        await turn.reply(say("card-shown", answers="\n".join(told)), (*_changing(), *await _beside(turn)), formal=True)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """A field to change, and what stands beside the fields."""
        key = arguments[0] if len(arguments) == 1 else ""
        if action == "go" and key in _BESIDE:
            turn.toast(press)
            await self._go(turn, key)
            return
        if action != "change" or key not in _FIELDS:
            turn.toast(press, say("button-stale"))
            return
        turn.toast(press)
        await errands.first(turn, "contact_card", then=self.name, data={"change": key})

    async def _go(self, turn: Turn, name: str) -> None:
        if name == "region" and await regions.may_choose(turn.session, turn.address.client_id):
            await errands.first(turn, name, then=self.name, data={serving.SILENT: True})
        else:
            await turn.go(name, turn)

    async def fill(self, turn: Turn, said: Said) -> bool:
        """It has no form of its own."""
        del turn, said
        return False


def _changing() -> Keyboard:
    buttons = [button(say(f"card-{key}-label"), MyDataScenario.name, "change", key) for key in _FIELDS]
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


async def _beside(turn: Turn) -> Keyboard:
    labels = {"privacy": "menu-privacy"}
    if await regions.may_choose(turn.session, turn.address.client_id):
        labels = {"region": "card-button-region", **labels}
    if elsewhere(turn.services.channels, {turn.address.channel}):
        labels["linking"] = "button-linking"
    return tuple((button(say(label), MyDataScenario.name, "go", name),) for name, label in labels.items())


async def _region(turn: Turn) -> list[str]:
    """Where another one could be chosen."""
    client = turn.address.client_id
    centre = await regions.centre_of(turn.session, client) if await regions.may_choose(turn.session, client) else None
    return [say("form-answer", label=say("card-region-label"), value=centre.region)] if centre is not None else []
