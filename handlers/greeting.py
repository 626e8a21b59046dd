"""The first words, and what the line can do."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Pressed, Said
from bot.texts import say
from handlers import menu
from handlers.turn import Turn
from knowledge.text import tokens


class GreetingScenario:
    """Says hello, with the menu under the input field."""

    name = "greeting"
    fills_first = False

    async def enter(self, turn: Turn) -> None:
        """`/start`, or a greeting without a question."""
        ticket, centre = await turn.open_ticket(), turn.services.promises.centre_name
        if ticket is not None:
            await turn.reply(say("greeting-open-ticket", number=ticket.id), menu=menu.under_field(turn), formal=True)
        elif tokens(name := _called(turn)):
            await turn.reply(say("greeting", name=name, centre=centre), menu=menu.under_field(turn), formal=True)
        else:
            await turn.reply(say("greeting-nameless", centre=centre), menu=menu.under_field(turn), formal=True)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """It has no buttons of its own."""
        del action, arguments
        turn.toast(press, say("button-stale"))

    async def fill(self, turn: Turn, said: Said) -> bool:
        """It has no form."""
        del turn, said
        return False


def _called(turn: Turn) -> str:
    """In VK everybody has a first and a last name; in Telegram the name is whatever somebody calls themselves."""
    name = turn.address.name
    return name.split()[0] if turn.address.channel == "vk" and name.strip() else name
