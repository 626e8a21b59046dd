"""A keyboard that is too large for a messenger is shown by pages; its last row turns them (`page:<number>`)."""

from __future__ import annotations

from bot import outbox
from bot.messages import Pressed
from bot.outgoing import Edit, Ref, Send
from bot.texts import say
from handlers.turn import Turn

PAGE = "page"

_MOST_PAGES = 100


async def turned(turn: Turn, press: Pressed, number: str) -> None:
    """Shows another page of the buttons under the pressed message, whatever they are by now. Which pages there are is
    the channel's to know; a number may be forged."""
    row = await turn.pressed_row(press)
    body = row.body if row is not None else None
    page = int(number) if number.isascii() and number.isdigit() and len(number) <= len(str(_MOST_PAGES)) else None
    if row is None or page is None or not isinstance(body, Send) or not body.keyboard:
        turn.toast(press, say("button-stale"))
        return
    turn.toast(press)
    edit = Edit(Ref(outbox=row.id), None, body.keyboard, page)
    await outbox.enqueue(turn.session, row.address, edit, turn.now, merge_key=f"edit:{row.id}", context=row.context)
