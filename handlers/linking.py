"""«Я уже писал вам в другом мессенджере»: a one-time code from here, typed there, makes one client of two accounts."""

from __future__ import annotations

from collections.abc import Sequence

from bot import clients, code_shape, codes, joins
from bot.messages import Pressed, Said
from bot.outgoing import Keyboard
from bot.richtext import RichText, bold, joined
from bot.texts import say
from handlers.messengers import elsewhere, places
from handlers.turn import Turn, button, call_button
from operators import joining
from operators.card_text import channel_name

_LONGEST_NUMBER = 9
"""Fits a database's integer, whatever was forged."""


class LinkingScenario:
    """Gives the code, and undoes a link. It has no form: a code is known by its shape, whatever else is going on."""

    name = "linking"
    fills_first = False

    async def enter(self, turn: Turn) -> None:
        """A code for the other messenger, unless there is none or all of them are this client's already."""
        own = {turn.address.channel}
        if not (others := elsewhere(turn.services.channels, own)):
            await turn.reply(say("linking-nowhere"), formal=True)
            return
        linked = await clients.channels_of(turn.session, turn.address.client_id)
        if not (left := elsewhere(turn.services.channels, own | linked)):
            names = ", ".join(channel_name(channel) for channel in others)
            await turn.reply(say("linking-linked-all", names=names), await _undoing(turn), formal=True)
            return
        code = code_shape.spelled(await codes.issue(turn.session, turn.address, turn.now))
        minutes = int(codes.LIFE.total_seconds() // 60)
        words: list[RichText | str] = [
            say("linking-code", place=places(left, turn.services.addresses)),
            bold(code),
            say("linking-code-life", minutes=minutes),
        ]
        await turn.reply(joined(words, "\n\n"), formal=True)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Новый код», «Отменить»."""
        number = arguments[0] if len(arguments) == 1 else ""
        if action == "code" and not arguments:
            await turn.take_buttons(press)
            turn.toast(press)
            await self.enter(turn)
        elif action == "undo" and number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER:
            await self._undo(turn, press, int(number))
        else:
            turn.toast(press, say("button-stale"))

    async def fill(self, turn: Turn, said: Said) -> bool:
        """It has no form."""
        del turn, said
        return False

    async def _undo(self, turn: Turn, press: Pressed, number: int) -> None:
        made = await joins.get(turn.session, number)
        if made is None or turn.address.id not in made.ends:
            turn.toast(press, say("button-stale"))
            return
        await turn.take_buttons(press)
        if made.undone_at is not None:
            turn.toast(press, say("linking-undone-already"))
        elif turn.now - made.joined_at > joins.MAY_UNDO:
            turn.toast(press)
            await turn.reply(say("linking-undo-late"), ((call_button(),),), formal=True)
        else:
            turn.toast(press)
            await joining.part(turn.session, made, turn.now)


async def _undoing(turn: Turn) -> Keyboard:
    """«Отменить» for the link of this account, while that can be done by a button."""
    made = await joins.latest_of(turn.session, turn.address.id)
    if made is None or turn.now - made.joined_at > joins.MAY_UNDO:
        return ()
    return ((button(say("button-undo"), LinkingScenario.name, "undo", made.id),),)
