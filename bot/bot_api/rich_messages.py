"""Rich messages (Bot API 10.1): long texts in blocks, read as plain lines and the media between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.bot_api.attachments import attachment_of
from bot.bot_api.shapes import Media
from bot.content import Attachment

_DEPTH = 30
"""How deep blocks are followed: nobody writes so, but somebody may forge it."""

_WORDS = ("text", "alternative_text", "expression")
_LINE = ("label", *_WORDS, "summary", "credit")
_INSIDE = ("blocks", "items", "cells", "caption")


def lines_of(value: Any, depth: int = 0) -> Iterator[str]:
    """What there is to read in blocks, a line each."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from lines_of(one, depth + 1)
    elif isinstance(value, dict):
        if line := " ".join(filter(None, (_inline(value.get(name)) for name in _LINE))):
            yield line
        for name in _INSIDE:
            yield from lines_of(value.get(name), depth + 1)


def media_of(value: Any, source: str, depth: int = 0) -> Iterator[Attachment]:
    """The pictures, videos and sounds in blocks."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from media_of(one, source, depth + 1)
    elif isinstance(value, dict):
        if found := attachment_of(Media.model_validate(value), source):
            yield found
        for name in _INSIDE:
            yield from media_of(value.get(name), source, depth + 1)


def _inline(value: Any, depth: int = 0) -> str:
    if isinstance(value, str):
        return value
    if depth > _DEPTH:
        return ""
    if isinstance(value, list):
        return "".join(_inline(one, depth + 1) for one in value)
    if isinstance(value, dict):
        return "".join(_inline(value.get(name), depth + 1) for name in _WORDS)
    return ""
