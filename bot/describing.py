"""Attachments in words: for the history and the card, and where a messenger cannot take the thing itself.

Names and types are what somebody claims: they are cut, and stripped of what would turn a line around or break it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from bot.carriage import REFUSALS
from bot.content import Attachment, ContentKind
from bot.texts import say

_NAME_LENGTH = 100
_WORDS_LENGTH = 500

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Controls, formatting (U+202E turns «exe.fdp» into «pdf.exe») and separators of lines."""

_TOLD_TO_CLIENTS = frozenset({"vk_type", "vk_refused"})
"""Refusals of a messenger that clients alone have; others may be read by staff as well."""

_KB = 1024
_SMALL = 10
"""Below this a fraction is told («1,2 МБ»), from there on whole numbers do («25 МБ»)."""


def described(attachment: Attachment) -> str:
    """What it is: «[фото]», «[файл «договор.pdf», 120 КБ]», «[стикер 👍]», «[опрос: Когда? — утром / вечером]»."""
    return f"[{_what(attachment)}]"


def only_described(text: str) -> bool:
    """Whether a text has nothing in it but lines that `described` made."""
    return all(line.startswith("[") and line.endswith("]") for line in text.splitlines())


def without_described(text: str) -> str:
    """The lines of a text that `described` did not make."""
    return "\n".join(line for line in text.splitlines() if not only_described(line))


def refusal(attachment: Attachment, why: str | None = None) -> str:
    """The same where it could not be carried across, with the reason: «[файл «база.zip», 25 МБ — не передан: …]».
    `why` takes the place of `attachment.refused`. What VK refuses is told to the client in a sentence."""
    if (why or attachment.refused) in _TOLD_TO_CLIENTS:
        return f"[{say('attachment-refused-vk', what=named(attachment))}]"
    kind = attachment.kind.value
    return f"[{say('attachment-refused', what=_what(attachment), kind=kind, reason=reason(attachment, why))}]"


def reason(attachment: Attachment, why: str | None = None) -> str:
    """Why it was not carried across, as a clause. A platform's own words (rows of earlier versions have them) are for
    the log."""
    return say(REFUSALS.get(why or attachment.refused or "failed", REFUSALS["not_accepted"]))


def human_size(size: int) -> str:
    """Bytes as people say them: «512 Б», «120 КБ», «1,2 МБ»."""
    if size < _KB:
        return say("size-bytes", size=size)
    if size < _KB * _KB:
        return say("size-kilobytes", size=_number(size / _KB))
    return say("size-megabytes", size=_number(size / _KB / _KB))


def named(attachment: Attachment) -> str:
    """Kind and name alone: «файл «договор.pdf»»; of what has no kind, what it is."""
    if attachment.kind is ContentKind.OTHER and attachment.words:
        return _clean(attachment.words, _NAME_LENGTH)
    kind = say(f"attachment-{attachment.kind.value.replace('_', '-')}")
    name = _clean(attachment.name or "", _NAME_LENGTH)
    return f"{kind} «{name}»" if name else kind


def _what(attachment: Attachment) -> str:
    words = _clean(attachment.words, _WORDS_LENGTH)
    match attachment.kind:
        case ContentKind.STICKER:
            return " ".join(filter(None, (named(attachment), words)))
        case ContentKind.POLL if words:
            return f"{named(attachment)}: {words}"
        case ContentKind.OTHER if words:
            return ", ".join([words, *_details(attachment)])
    return ", ".join(filter(None, (named(attachment), words, *_details(attachment))))


def _details(attachment: Attachment) -> Iterator[str]:
    if attachment.place is not None:
        place = attachment.place
        yield _clean(place.title, _NAME_LENGTH)
        yield f"{place.latitude:.6f}, {place.longitude:.6f}"
    if attachment.contact is not None:
        yield _clean(attachment.contact.name, _NAME_LENGTH)
        yield _clean(attachment.contact.phone, _NAME_LENGTH)
    if attachment.duration is not None:
        yield _clock(attachment.duration)
    if attachment.size is not None and attachment.kind not in (ContentKind.PHOTO, ContentKind.STICKER):
        yield human_size(attachment.size)
    if attachment.url:
        yield _clean(attachment.url, _WORDS_LENGTH)


def _clock(seconds: int) -> str:
    """«0:15», «1:02:03»."""
    minutes, rest = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _number(value: float) -> str:
    if value >= _SMALL:
        return str(round(value))
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def _clean(text: str, most: int) -> str:
    """One line of what can be seen, at most so many characters."""
    seen = "".join(" " if unicodedata.category(one) in _UNSEEN else one for one in text)
    line = " ".join(seen.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
