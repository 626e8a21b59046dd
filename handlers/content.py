"""Photos, files, voice and the rest in what a client says: what to judge it by, and what the client is told."""

from __future__ import annotations

from collections.abc import Sequence

from bot.carriage import TRAITS
from bot.content import Attachment, ContentKind
from bot.describing import described, human_size, named
from bot.messages import Edited, Said
from bot.texts import say

_TOO_LARGE, _EMPTY = "too_large", "empty"


def words(message: Said | Edited) -> str:
    """What was written, in the message and in what was forwarded with it."""
    return "\n".join(filter(None, (message.text.text, *(one.text.text for one in message.forwarded))))


def judged(message: Said) -> str:
    """The words by which it is decided what a message is; a sticker alone says its emoji."""
    stickers = (one.words for one in message.attachments if one.kind is ContentKind.STICKER)
    return words(message) or " ".join(filter(None, stickers))


def in_words(attachments: Sequence[Attachment]) -> str:
    """«[фото] [файл «договор.pdf», 120 КБ]»."""
    return " ".join(map(described, attachments))


def shows(message: Said | Edited) -> bool:
    """Whether there is something to look at or to listen to in it. A sticker is an expression."""
    return any(one.kind is not ContentKind.STICKER for one in message.attachments)


def received(messages: Sequence[Said]) -> str | None:
    """What the bot says it has got; None when there was nothing that it could take."""
    kinds = dict.fromkeys(named(one) for one in _all(messages) if one.refused is None)
    return say("content-received", what=", ".join(kinds)) if kinds else None


def refused(messages: Sequence[Said]) -> str | None:
    """What the client is told of files that cannot be carried across: those beyond what their messenger gives out, and
    those in which nothing arrived; once for all of them."""
    told = []
    if large := _refused_as(messages, _TOO_LARGE):
        limit = human_size(TRAITS[messages[0].address.channel].download)
        told.append(say("content-too-large", what=large, limit=limit))
    if empty := _refused_as(messages, _EMPTY):
        told.append(say("content-empty", what=empty))
    return "\n\n".join(told) or None


def _refused_as(messages: Sequence[Said], why: str) -> str:
    return ", ".join(_with_size(one) for one in _all(messages) if one.refused == why)


def _with_size(attachment: Attachment) -> str:
    return f"{named(attachment)} ({human_size(attachment.size)})" if attachment.size else named(attachment)


def _all(messages: Sequence[Said]) -> list[Attachment]:
    return [attachment for message in messages for attachment in message.attachments]
