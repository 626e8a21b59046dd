"""What Telegram's words say about the files of a call, and about messages that are too old to be changed: the same for
both bots. Texts are looked for in lower case; they are those of the Bot API server and of TDLib."""

from __future__ import annotations

import re

from bot.calls import Call, DeleteCall, EditCall, Outgoing, SendCall
from bot.content import ContentKind
from bot.errors import AS_DOCUMENT, DeliveryError, FileForgotten, FileRefused, TooOld

_FORGOTTEN = (
    "wrong file identifier",
    "wrong remote file id",
    "wrong file_id",
    "file_reference",
    "file reference",
    "file_id_invalid",
    "can't use file of type",
)
_EMPTY = ("file must be non-empty", "file is empty")
_TOO_LARGE = ("file is too big", "request entity too large", "file_part")
_FORBIDDEN = "voice_messages_forbidden"
"""A person's own setting: voice and video messages of others, but not their files."""

_NOT_OF_ITS_KIND = re.compile(
    r"too big for a photo|image_process_failed|"
    r"(?:photo|image|video|media|sticker|audio|voice|animation|gif)_(?:\w+_)?(?:invalid|empty|failed|too_big|too_long)"
)
"""Bytes that are not what the kind wants: no picture, too long and narrow a one, no sticker."""

_TOO_OLD = ("message can't be edited", "message can't be deleted", "message_edit_time_expired")

_NUMBER = re.compile(r"failed to send message #(\d{1,3})")


def told_by(description: str, call: Call) -> DeliveryError | None:
    """The error that a refusal's description stands for, None when it is not about files or age."""
    text = description.lower()
    if isinstance(call, SendCall) and call.attachments:
        return _about_files(text, description, call)
    if isinstance(call, EditCall | DeleteCall) and any(old in text for old in _TOO_OLD):
        return TooOld(description)
    return None


def _about_files(text: str, description: str, call: SendCall) -> DeliveryError | None:
    if any(words in text for words in _FORGOTTEN):
        known = any(one.known is not None for one in call.attachments)
        return FileForgotten(description) if known else None
    reason = _reason(text)
    if reason is None:
        return None
    one = _meant(text, call)
    if reason == AS_DOCUMENT and one is not None and one.kind is ContentKind.DOCUMENT:
        reason = "not_accepted"
    return FileRefused(one.attachment.file if one else None, reason, description)


def _reason(text: str) -> str | None:
    """A key of `bot.carriage.REFUSALS`, or `AS_DOCUMENT`."""
    if any(words in text for words in _EMPTY):
        return "empty"
    if _NOT_OF_ITS_KIND.search(text) or _FORBIDDEN in text:
        return AS_DOCUMENT
    return "upload_too_large" if any(words in text for words in _TOO_LARGE) else None


def _meant(text: str, call: SendCall) -> Outgoing | None:
    """Which of an album it is about, if that can be told: its number, or the only one of which it can be true."""
    sent = call.attachments
    if found := _NUMBER.search(text):
        number = int(found[1])
        return sent[number - 1] if 1 <= number <= len(sent) else None
    if "photo" in text or "image" in text:
        sent = tuple(one for one in sent if one.kind is ContentKind.PHOTO) or sent
    return sent[0] if len(sent) == 1 else None
