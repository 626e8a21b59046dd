"""What of a message does not get to the client is told under it, with what to do instead."""

from __future__ import annotations

from collections.abc import Iterable

from bot.carriage import TRAITS
from bot.content import Attachment
from bot.describing import human_size, named, reason
from bot.texts import say
from operators.card_text import one_line
from operators.topics import CHANNEL

_LENGTH = 60


def told(attachments: Iterable[Attachment], odd: Iterable[Attachment] = ()) -> str:
    """A sentence for each that was refused, and for each `odd` one; empty when all is carried."""
    refused = (_file(one) for one in attachments if one.refused is not None)
    return "\n".join((*refused, *(_odd(one) for one in odd)))


def _file(attachment: Attachment) -> str:
    size = human_size(attachment.size) if attachment.size is not None else "—"
    if attachment.refused == "too_large":
        limit = human_size(TRAITS[CHANNEL].download)
        return say("desk-file-too-large", what=named(attachment), size=size, limit=limit)
    return say("desk-file-refused", what=named(attachment), reason=reason(attachment))


def _odd(attachment: Attachment) -> str:
    return say("desk-odd-content", what=one_line(attachment.words, _LENGTH) or say("attachment-other"))
