"""A messenger of plain JSON, by two names: what its updates mean, and what stands on its screens."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from bot.content import FILES, PAGE, Attachment, ContactCard, ContentKind, Forwarded, Place, RemoteFile
from bot.messages import (
    Address,
    AnsweredElsewhere,
    Commented,
    Edited,
    Incoming,
    Left,
    Person,
    Pressed,
    Raw,
    Reacted,
    Returned,
    Said,
    Started,
)
from bot.outgoing import Keyboard, Menu
from bot.richtext import rich

CHANNEL, PEER = "telegram", "42"
CHANNELS = (CHANNEL, "vk")

_ATTACHMENTS = TypeAdapter(tuple[Attachment, ...])
_KINDS = {
    "фото": ContentKind.PHOTO,
    "файл": ContentKind.DOCUMENT,
    "голосовое": ContentKind.VOICE,
    "аудио": ContentKind.AUDIO,
    "видео": ContentKind.VIDEO,
    "кружок": ContentKind.VIDEO_NOTE,
    "стикер": ContentKind.STICKER,
    "геопозицию": ContentKind.LOCATION,
    "контакт": ContentKind.CONTACT,
    "свой_номер": ContentKind.CONTACT,
    "опрос": ContentKind.POLL,
    "ссылку": ContentKind.OTHER,
}
_THING = re.compile(r"(?P<kind>\S+?)(?: «(?P<name>.*?)»)?(?: (?P<size>\d+) (?P<unit>КБ|МБ))?")
_UNITS = {"КБ": 1024, "МБ": 1024 * 1024}
_files = itertools.count()


def things(words: str, channel: str) -> list[dict[str, Any]]:
    """«фото, файл «договор.pdf» 120 КБ» as attachments in JSON; every file is another one."""
    found = tuple(_thing(one, channel) for one in words.split(", "))
    return list(_ATTACHMENTS.dump_python(found, mode="json"))


def attachments_in(kept: Any) -> tuple[Attachment, ...]:
    """From JSON."""
    return _ATTACHMENTS.validate_python(kept)


def _thing(words: str, channel: str) -> Attachment:
    found = _THING.fullmatch(words)
    assert found, f"no such thing: {words}"
    kind, said = _KINDS[found["kind"]], found["name"]
    size = int(found["size"]) * _UNITS[found["unit"]] if found["size"] else None
    number = f"f{next(_files)}"
    match kind:
        case ContentKind.LOCATION:
            return Attachment(kind, place=Place(55.75, 37.62, said or ""))
        case ContentKind.CONTACT:
            return Attachment(
                kind, contact=ContactCard(said or "Анна", "+79990000000", own=found["kind"] == "свой_номер")
            )
        case ContentKind.POLL:
            return Attachment(kind, words=said or "Когда? — утром / вечером")
        case ContentKind.OTHER:
            return Attachment(kind, words=said or "Страница", url="https://example.org/", mime=PAGE)
    remote = RemoteFile(channel, number, number, size) if kind in FILES else None
    if kind is ContentKind.STICKER:
        return Attachment(kind, remote, words=said or "")
    return Attachment(kind, remote, name=said, size=size)


def parse(payload: Raw) -> Incoming | None:
    """The messenger's updates as what the client did; what it has never heard of it cannot read."""
    if payload["kind"] == "service":
        return None
    who: dict[str, Any] = {
        "address": Address(payload["channel"], PEER),
        "person": Person(PEER, payload["name"]),
        "at": datetime.fromisoformat(payload["at"]),
    }
    return _READ[payload["kind"]](who, payload)


def _message(payload: Raw) -> dict[str, Any]:
    return {
        "text": rich(payload["text"]),
        "attachments": attachments_in(payload.get("attachments", ())),
        "forwarded": tuple(Forwarded(author, rich(text)) for author, text in payload.get("forwarded", ())),
        "album": payload.get("album"),
    }


def _said(who: dict[str, Any], payload: Raw) -> Incoming:
    reply_to, preview = payload.get("reply_to"), "https://" in payload["text"]
    return Said(**who, **_message(payload), message_ids=(payload["id"],), reply_to=reply_to, preview=preview)


def _edited(who: dict[str, Any], payload: Raw) -> Incoming:
    return Edited(**who, **_message(payload), message_id=payload["id"])


def _pressed(who: dict[str, Any], payload: Raw) -> Incoming:
    return Pressed(**who, data=payload["text"], callback_id="press", message_id=payload["message"])


def _reacted(who: dict[str, Any], payload: Raw) -> Incoming:
    return Reacted(**who, message_id=payload["message"], emoji=payload["text"] or None)


def _commented(who: dict[str, Any], payload: Raw) -> Incoming:
    said = _message(payload)
    url = f"https://vk.com/wall-1_{payload['id'].replace('_', '?reply=')}"
    return Commented(**who, message_id=payload["id"], url=url, text=said["text"], attachments=said["attachments"])


def _answered(who: dict[str, Any], payload: Raw) -> Incoming:
    said = _message(payload)
    return AnsweredElsewhere(**who, message_id=payload["id"], text=said["text"], attachments=said["attachments"])


_READ: Mapping[str, Callable[[dict[str, Any], Raw], Incoming]] = {
    "said": _said,
    "edit": _edited,
    "press": _pressed,
    "reaction": _reacted,
    "comment": _commented,
    "elsewhere": _answered,
    "start": lambda who, _payload: Started(**who),
    "left": lambda who, _payload: Left(**who),
    "returned": lambda who, _payload: Returned(**who),
}


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
    attached: str = ""
    """Its attachments in words."""
    page: int = 0
    channel: str = ""
    subject: str = ""
    """Of a letter."""
    peer: str = ""
    """Where it stands: a messenger and a person there, or a topic (`topic:2`)."""
    buttons_ever: dict[str, str] = field(default_factory=dict)
    """What every button that ever stood under it carried, by label."""

    def __post_init__(self) -> None:
        self.set_keyboard(self.keyboard)

    @property
    def words(self) -> str:
        """All that can be read in it."""
        return "\n".join(filter(None, (self.attached, self.text)))

    def set_keyboard(self, keyboard: Keyboard) -> None:
        """Other buttons."""
        self.keyboard = keyboard
        for button in itertools.chain.from_iterable(keyboard):
            self.buttons_ever[button.text] = button.data or ""


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that a person would see: where (`client`, `topic`, `general`, `wall`), what, and on which message; for
    a reaction the emoji («» when one was taken away)."""

    where: str
    what: str
    message: Shown
    emoji: str = ""
