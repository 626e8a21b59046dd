"""What comes from outside, as it can be kept: every database takes it, every reader gets to its end.

Whatever a platform (or whoever pretends to be one) sends has to become a row: what cannot be kept would be fetched for
ever, and nothing behind it would ever come.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from typing import Any

MOST_DEPTH = 150
"""Objects and lists in one another: VK's forwarded messages need a hundred (`vk.parsing`); Python's own reader and
writer of JSON end at a thousand."""

_UNKNOWN = "\ufffd"
_ODD = re.compile("[\x00\ud800-\udfff]")
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{\]}]', re.DOTALL)
_WORD_LENGTH, _WORD_BEGINNING = 200, 120


def clean_text(text: str) -> str:
    """Without NUL (PostgreSQL keeps none) and halves of surrogate pairs (UTF-8 has none); what stands in their place is
    as long, so that no formatting moves. Two halves that belong together are one character."""
    if text.isascii() and "\x00" not in text:
        return text
    if not _ODD.search(text):
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", _UNKNOWN)


def clean(value: Any, depth: int = MOST_DEPTH) -> Any:
    """JSON with clean texts and finite numbers (`NaN` is none to PostgreSQL); what lies deeper than `depth` is None."""
    match value:
        case str():
            return clean_text(value)
        case float():
            return value if math.isfinite(value) else None
        case Mapping():
            return {clean_text(str(name)): clean(item, depth - 1) for name, item in value.items()} if depth else None
        case list() | tuple():
            return [clean(item, depth - 1) for item in value] if depth else None
    return value


def word(text: str) -> str:
    """An id as it fits its column: clean, and where it is longer than any platform's, known by its SHA-256."""
    text = clean_text(text)
    if len(text) <= _WORD_LENGTH:
        return text
    return f"{text[:_WORD_BEGINNING]}:{hashlib.sha256(text.encode()).hexdigest()}"


def read_json(content: bytes | str) -> Any:
    """JSON, however deep and however long its numbers; raises `ValueError` for what is none. What is too deep for
    Python is null below `MOST_DEPTH`, a whole number of thousands of digits is null."""
    text = content if isinstance(content, str) else content.decode(errors="replace")
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except (RecursionError, ValueError):  # Python reads 4300 digits of a whole number
        return json.loads(_shallow(text), parse_int=_whole)


def _whole(digits: str) -> int | None:
    try:
        return int(digits)
    except ValueError:
        return None


def _shallow(text: str) -> str:
    """The text with null in place of what lies too deep."""
    pieces, depth, taken = [], 0, 0
    for token in _TOKENS.finditer(text):
        sign = token.group()
        if sign in "[{":
            depth += 1
            if depth == MOST_DEPTH + 1:
                pieces += [text[taken : token.start()], "null"]
        elif sign in "]}":
            if depth == MOST_DEPTH + 1:
                taken = token.end()
            depth -= 1
    return "".join([*pieces, text[taken:]]) if depth <= MOST_DEPTH else ""
