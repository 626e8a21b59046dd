"""Text with formatting as VK has it: `format_data`, places in UTF-16 units; and mentions, which are words to us."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.richtext import RichText, SpanKind, from_utf16, to_utf16

_NAMES = {
    SpanKind.BOLD: "bold",
    SpanKind.ITALIC: "italic",
    SpanKind.UNDERLINE: "underline",
    SpanKind.LINK: "url",
}
"""What VK can show; code, quotes, spoilers and what is struck out arrive as plain words."""

_KINDS = {name: kind.value for kind, name in _NAMES.items()}

_MENTION = re.compile(r"\[(?:id|club|public|event)\d+\|([^\]\n]{1,100})\]")


def read(text: Any, format_data: Any) -> RichText:
    """A text as it came; formatting that is not of VK's shape is left out."""
    if not isinstance(text, str):
        return RichText()
    items = format_data.get("items") if isinstance(format_data, dict) else None
    if not items:
        return RichText(_MENTION.sub(r"\1", text))
    return from_utf16(text, [mark for item in items if (mark := _mark(item))])


def _mark(item: Any) -> tuple[str, int, int, str | None, str | None] | None:
    if not isinstance(item, dict) or item.get("type") not in _KINDS:
        return None
    offset, length, url = item.get("offset"), item.get("length"), item.get("url")
    if not isinstance(offset, int) or not isinstance(length, int):
        return None
    if item["type"] == "url" and not isinstance(url, str):
        return None
    return _KINDS[item["type"]], offset, length, url if item["type"] == "url" else None, None


def format_data(text: RichText) -> str | None:
    """The formatting as `messages.send` takes it, None when there is none that VK can show."""
    items = []
    for span, offset, length in to_utf16(text):
        if span.kind not in _NAMES or (span.kind is SpanKind.LINK and not _is_web(span.url)):
            continue
        item: dict[str, Any] = {"type": _NAMES[span.kind], "offset": offset, "length": length}
        items.append(item | ({"url": span.url} if span.kind is SpanKind.LINK else {}))
    return json.dumps({"version": 1, "items": items}, ensure_ascii=False) if items else None


def _is_web(url: str | None) -> bool:
    return url is not None and url.startswith(("http://", "https://"))
