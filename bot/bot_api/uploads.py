"""Files on their way to Telegram: their names, how long they may take, and which ids Telegram gave them."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from bot.bot_api.attachments import photo_of
from bot.bot_api.shapes import Media
from bot.calls import Call, Outgoing, SendCall
from bot.content import FILES, ContentKind, Place
from bot.errors import FileRefused, Rejected

SLOWEST = 64 * 1024
"""Bytes a second that an upload makes at least, before it is given up."""

NAME_LENGTH = 120
"""Of a file's name, in characters: with Cyrillic letters still less than the 255 bytes that file systems take."""

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}

_ENDINGS = {
    "application/pdf": ".pdf",
    "application/x-tgsticker": ".tgs",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
}
_USUAL = {
    ContentKind.PHOTO: ".jpg",
    ContentKind.VOICE: ".ogg",
    ContentKind.AUDIO: ".mp3",
    ContentKind.VIDEO: ".mp4",
    ContentKind.ANIMATION: ".mp4",
    ContentKind.VIDEO_NOTE: ".mp4",
    ContentKind.STICKER: ".webp",
}


_LASTING = {
    ContentKind.VOICE,
    ContentKind.AUDIO,
    ContentKind.VIDEO,
    ContentKind.ANIMATION,
    ContentKind.VIDEO_NOTE,
}


def file_name(one: Outgoing) -> str:
    """The sender's name for the file, never a path and nothing that breaks a header; else one by its kind."""
    given = (one.attachment.name or "").replace("\\", "/").rpartition("/")[2]
    seen = "".join("" if unicodedata.category(char) in _UNSEEN else char for char in given).strip(" .\"'")
    if not seen:
        ending = _ENDINGS.get((one.attachment.mime or "").lower()) or _USUAL.get(one.kind, ".bin")
        return f"{one.attachment.kind.value}{ending}"
    stem, dot, ending = seen.rpartition(".")
    if len(seen) <= NAME_LENGTH or not stem or len(ending) > NAME_LENGTH // 2:
        return seen[:NAME_LENGTH]
    return stem[: NAME_LENGTH - len(ending) - 1] + dot + ending


def check_files(call: SendCall) -> None:
    """Raises `FileRefused` for a file whose bytes are gone, `Rejected` for an album that nobody can send."""
    for one in call.attachments:
        if one.kind not in FILES or one.known is not None:
            continue
        if one.path is None or not one.path.is_file():
            raise FileRefused(one.attachment.file, "failed")
    if len(call.attachments) > 1 and (call.keyboard or call.menu):
        raise Rejected("an album has no buttons")


def upload_seconds(call: Call) -> int:
    """How much longer than other calls this one may take."""
    if not isinstance(call, SendCall):
        return 0
    sizes = (one.path.stat().st_size for one in call.attachments if one.known is None and one.path is not None)
    return math.ceil(sum(sizes) / SLOWEST)


def about(one: Outgoing) -> dict[str, Any]:
    """What the platform does not find out by itself. A document stays a document, whatever its bytes look like; an
    audio's words are «performer — title»."""
    found: dict[str, Any] = {}
    if one.kind is ContentKind.DOCUMENT:
        found["disable_content_type_detection"] = True
    if one.kind is ContentKind.VIDEO:
        found["supports_streaming"] = True
    if one.kind is ContentKind.AUDIO and one.attachment.words:
        performer, _, title = one.attachment.words.rpartition(" — ")
        found |= {"performer": performer or None, "title": title}
    if one.kind in _LASTING and one.attachment.duration:
        found["duration"] = one.attachment.duration
    return found


def venue_words(place: Place) -> tuple[str, str]:
    """Title and address of a named place, from «title, address»; Telegram wants both."""
    title, _, address = place.title.partition(", ")
    return title, address or title


def uploaded(call: SendCall, messages: Sequence[Any]) -> tuple[tuple[int, ContentKind, str], ...]:
    """The ids that Telegram gave to what was uploaded, from the messages in its answer. What came out as another kind
    than it was sent as has none: it could not be sent as that kind again."""
    return tuple(_ids(call, messages))


def _ids(call: SendCall, messages: Sequence[Any]) -> Iterator[tuple[int, ContentKind, str]]:
    for one, message in zip(call.attachments, messages, strict=False):
        number = one.attachment.file
        if one.known is None and one.kind in FILES and number is not None:
            found = _file_id(message, one.kind)
            if found is not None:
                yield number, one.kind, found


def _file_id(message: Any, kind: ContentKind) -> str | None:
    """Whatever the answer looks like: the message is sent."""
    if not isinstance(message, dict):
        return None
    try:
        media = Media.model_validate({kind.value: message.get(kind.value)})
    except ValidationError:
        return None
    file = photo_of(media.photo or []) if kind is ContentKind.PHOTO else getattr(media, kind.value)
    return file.file_id if file is not None else None
