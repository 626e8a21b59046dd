"""What stands in a cell, so that it comes back as it was and no program takes it for a formula.

A person writes plain text, and lists line by line or with « | » between. What such a cell cannot say (white space at
the ends, control characters, an item with a line's end in it) is written as `json:` and its JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from knowledge.articles import SourceLink
from knowledge.entries import LineFault

_JSON = "json:"
_ITEMS = re.compile(r"\n|\s\|\s")
_SOURCE = re.compile(r"(?:(?P<title>.*\S)\s*:\s+)?(?P<url>[a-z][a-z0-9+.-]*://\S+)", re.IGNORECASE)
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\r]|_x[0-9A-Fa-f]{4}_|x005F_|^json:|^#[A-Z/0]+[!?A]$"
)


def write_text(text: str) -> str:
    """The cell of a text."""
    return text if text == text.strip() and not _UNSAFE.search(text) else _as_json(text)


def read_text(cell: str) -> str:
    """The text of a cell. Raises `LineFault`."""
    value = _parsed(cell)
    if value is None:
        return cell.strip()
    if not isinstance(value, str):
        raise LineFault("table-bad-json")
    return value


def write_list(items: Sequence[str]) -> str:
    """The cell of several texts."""
    cell = "\n".join(items)
    plain = not _UNSAFE.search(cell) and tuple(_split(cell)) == tuple(items)
    return cell if plain else _as_json(list(items))


def read_list(cell: str) -> tuple[str, ...]:
    """The texts of a cell, without empty ones. Raises `LineFault`."""
    value = _parsed(cell)
    if value is None:
        return tuple(_split(cell))
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LineFault("table-bad-json")
    return tuple(item for item in value if item.strip())


def write_sources(sources: Sequence[SourceLink]) -> str:
    """The cell of links: a line «Название: адрес» for each."""
    cell = "\n".join(f"{source.title}: {source.url}" for source in sources)
    if not _UNSAFE.search(cell) and _lines_of_sources(cell) == tuple(sources):
        return cell
    return _as_json([{"title": source.title, "url": source.url} for source in sources])


def read_sources(cell: str) -> tuple[SourceLink, ...]:
    """The links of a cell; an address without a name is its own name. Raises `LineFault`."""
    value = _parsed(cell)
    if value is None:
        found = _lines_of_sources(cell)
        if found is None:
            raise LineFault("table-bad-sources")
        return found
    if not isinstance(value, list) or not all(_is_source(item) for item in value):
        raise LineFault("table-bad-json")
    return tuple(SourceLink(item["title"], item["url"]) for item in value)


def _split(cell: str) -> list[str]:
    return [item.strip() for item in _ITEMS.split(cell) if item.strip()]


def _lines_of_sources(cell: str) -> tuple[SourceLink, ...] | None:
    found = [_SOURCE.fullmatch(line) for line in _split(cell)]
    if not all(found):
        return None
    return tuple(SourceLink(place["title"] or place["url"], place["url"]) for place in found if place)


def _is_source(item: object) -> bool:
    return (
        isinstance(item, dict)
        and set(item) == {"title", "url"}
        and all(isinstance(value, str) for value in item.values())
    )


def data(value: object) -> str:
    """JSON that every file keeps: workbooks write some characters as _x000D_, so no underscore is left."""
    return json.dumps(value).replace("_", "\\u005f")


def _as_json(value: object) -> str:
    return _JSON + data(value)


def _parsed(cell: str) -> Any:
    """What `json:` says; None for a cell that is no such thing."""
    if not cell.lstrip().startswith(_JSON):
        return None
    try:
        value = json.loads(cell.lstrip().removeprefix(_JSON))
    except (ValueError, RecursionError):
        # A text of a person's that begins so by chance.
        return None
    return value
