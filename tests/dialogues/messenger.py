"""A messenger of plain JSON: what its updates mean, and what stands on its screens."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.content import Attachment, ContentKind
from bot.messages import (
    Address,
    Edited,
    Incoming,
    Keyboard,
    Left,
    Menu,
    Person,
    Pressed,
    Raw,
    Returned,
    Said,
    Started,
)
from bot.richtext import rich

CHANNEL, PEER = "telegram", "42"


def parse(payload: Raw) -> Incoming | None:
    """The messenger's updates as what the client did; what it has never heard of it cannot read."""
    who: dict[str, Any] = {
        "address": Address(CHANNEL, PEER),
        "person": Person(PEER, payload["name"]),
        "at": datetime.fromisoformat(payload["at"]),
    }
    message_id, text = payload["id"], rich(payload["text"])
    match payload["kind"]:
        case "text":
            return Said(**who, text=text, message_ids=(message_id,), reply_to=payload.get("reply_to"))
        case "edit":
            return Edited(**who, text=text, message_id=message_id)
        case "press":
            return Pressed(**who, data=text.text, callback_id="press", message_id=payload["message"])
        case "start":
            came: Incoming = Started(**who)
        case "left":
            came = Left(**who)
        case "returned":
            came = Returned(**who)
        case "service":
            return None
        case kind:
            album = payload.get("album")
            came = Said(
                **who, attachments=(Attachment(ContentKind(kind)),), message_ids=(message_id,), text=text, album=album
            )
    return came


@dataclass(slots=True)
class Shown:
    """A message as it stands at the client's, in a topic or in General."""

    id: str
    text: str
    keyboard: Keyboard = ()
    menu: Menu | None = None
    from_staff: bool = False
    answers: str = ""
    """The words that it replies to."""
    buttons_ever: dict[str, str] = field(default_factory=dict)
    """What every button that ever stood under it carried, by label."""

    def __post_init__(self) -> None:
        self.set_keyboard(self.keyboard)

    def set_keyboard(self, keyboard: Keyboard) -> None:
        """Other buttons."""
        self.keyboard = keyboard
        for button in itertools.chain.from_iterable(keyboard):
            self.buttons_ever[button.text] = button.data or ""


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that a person would see: where (`client`, `topic`, `general`), what, and on which message."""

    where: str
    what: str
    message: Shown
