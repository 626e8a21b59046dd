"""Text with entities: the checks that Telegram makes of a bot's, and the links, commands and names that it finds.

Offsets and lengths are in UTF-16 units everywhere.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

from bot.richtext import SpanKind, utf16_length
from bot.sandbox.telegram.refusals import ApiError, bad_request

JSON = dict[str, Any]

MOST_ENTITIES = 100
"""More are left out without a word."""

FORMATTING = {kind.value for kind in SpanKind} | {"text_mention", "custom_emoji", "date_time"}
"""What a sender may put over a text."""

FOUND = ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number")
"""What is found by the server; accepted from a sender and found again."""

_PATTERNS = (
    (
        "url",
        re.compile(
            r"https?://\w[^\s<>\"«»“”„…]*|(?<![\w@.])(?:[\w-]+\.)+(?:ru|com|org|net|рф)\b(?:/[^\s<>\"«»“”„…]*)?"
        ),
    ),
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")),
    ("bot_command", re.compile(r"(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z]\w{3,31}\b", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d[\d() -]{8,18}\d\b")),
)
_HINT = re.compile(r"[/@#+.]")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_NO_END = ".:;,('?!`"
"""Where no link ends (TDLib, MessageEntity.cpp, `fix_url`)."""


def clean(text: str, given: list[JSON] | None = None) -> tuple[str, list[JSON]]:
    """The text as Telegram keeps it, without white space at the ends, and its entities, found ones included.

    Raises `ApiError` for entities that are outside the text or cut a character in two.
    """
    entities = _checked(text, given) if given else []
    left = len(text) - len(text.lstrip())
    body = text.strip()
    if entities:
        entities = _moved(entities, utf16_length(text[:left]), utf16_length(body))
    if _HINT.search(body):
        taken = [entity for entity in entities if entity["type"] in ("code", "pre", "text_link", "url")]
        entities = entities + [entity for entity in _found(body) if not any(_overlap(entity, one) for one in taken)]
    return body, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _overlap(one: JSON, other: JSON) -> bool:
    starts_inside: bool = one["offset"] < other["offset"] + other["length"]
    ends_inside: bool = other["offset"] < one["offset"] + one["length"]
    return starts_inside and ends_inside


def _checked(text: str, given: list[JSON]) -> list[JSON]:
    starts = list(itertools.accumulate((1 + (char > "\uffff") for char in text), initial=0))
    places = {start: index for index, start in enumerate(starts)}
    checked = [_check(entity, text, places, starts[-1]) for entity in given[:MOST_ENTITIES]]
    return [entity for entity in checked if entity is not None and entity["type"] not in FOUND]


def _check(entity: object, text: str, places: dict[int, int], size: int) -> JSON | None:
    fields, kind, offset, length = _fields(entity)
    if length == 0:
        return None
    _check_place(text, places, size, offset, offset + length)
    if kind not in FORMATTING and kind not in FOUND:
        raise bad_request("can't parse entities: unsupported type specified")
    if kind == "text_link" and not fields.get("url"):
        raise _broken('Can\'t find field "url"')
    return {key: value for key, value in fields.items() if value is not None}


def _check_place(text: str, places: dict[int, int], size: int, offset: int, end: int) -> None:
    """The wording is TDLib's (MessageEntity.cpp, with the first letter lowered as the Bot API server does)."""
    if offset >= size:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if end > size:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
        )
    if offset not in places:
        raise bad_request(f"entity begins in a middle of a UTF-16 symbol at byte offset {_bytes(text, places, offset)}")
    if end not in places:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol"
            f" at byte offset {_bytes(text, places, end)}"
        )


def _fields(entity: object) -> tuple[JSON, str, int, int]:
    if not isinstance(entity, dict):
        raise _broken("expected an Object")
    kind, offset, length = (entity.get(name) for name in ("type", "offset", "length"))
    if not isinstance(kind, str) or not isinstance(offset, int) or not isinstance(length, int):
        raise _broken("type, offset and length are required")
    if offset < 0 or length < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset} and length {length}")
    return entity, kind, offset, length


def _broken(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")


def _bytes(text: str, places: dict[int, int], inside: int) -> int:
    """The byte offset after the character that `inside` cuts in two."""
    return len(text[: places[inside + 1]].encode())


def _moved(entities: list[JSON], left: int, size: int) -> list[JSON]:
    """Entities of a text that lost `left` units at its start and is `size` long now."""
    moved = []
    for entity in entities:
        start = max(entity["offset"] - left, 0)
        end = min(entity["offset"] + entity["length"] - left, size)
        if start < end:
            moved.append(entity | {"offset": start, "length": end - start})
    return moved


def _found(text: str) -> list[JSON]:
    found: list[JSON] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            piece = _link(match[0]) if kind == "url" else match[0]
            entity = {"type": kind, "offset": utf16_length(text[: match.start()]), "length": utf16_length(piece)}
            if not any(_overlap(entity, other) for other in found):
                found.append(entity)
    return found


def _link(text: str) -> str:
    """A link without what surrounds it: it ends before a bracket that was not opened in it, and not in punctuation."""
    opened: list[str] = []
    for place, char in enumerate(text):
        if char in _BRACKETS.values():
            opened.append(char)
        elif char in _BRACKETS and (not opened or opened.pop() != _BRACKETS[char]):
            text = text[:place]
            break
    return text.rstrip(_NO_END)
