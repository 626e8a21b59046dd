"""What tests do in the operators' group again and again."""

from __future__ import annotations

from telegram import Update
from telegram.ext import TypeHandler

from bot.content import Attachment
from operators.desk.application import desk_application
from operators.desk.turn import DeskContext
from operators.events import StaffSaid
from tests.operators.group import ANNA
from tests.operators.room import Room


async def assigned(room: Room) -> tuple[int, str]:
    """A ticket that Anna has; its number and its topic's thread."""
    number = await room.asks()
    await room.presses(ANNA, "Взять")
    room.heard()
    return number, await room.thread(number)


def said(room: Room) -> StaffSaid:
    """The one thing that went to the client."""
    (event,) = room.heard()
    assert isinstance(event, StaffSaid)
    return event


def sole(event: StaffSaid) -> Attachment:
    """What hangs on it."""
    (attachment,) = event.attachments
    return attachment


async def failing(room: Room, times: int) -> None:
    """The desk's handlers work, but something after them fails so many times."""
    left = times

    async def fail(_update: Update, _context: DeskContext) -> None:
        nonlocal left
        if left:
            left -= 1
            raise RuntimeError("a bug")

    application = await desk_application()
    application.add_handler(TypeHandler(Update, fail), group=1)
    room.side._application = application
