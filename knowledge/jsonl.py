"""Articles and questions from JSONL files, one object a line; all of them or, with a sentence for each bad line, none.

These formats are relied on by others: `{"id", "title", "answer", "questions", "tags", "sources"}` with only the first
three required (a title may be empty), and `{"id", "query"}`. Keys that are not known are not looked at.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.richtext import RichText
from bot.texts import say
from knowledge.articles import Article, SourceLink
from knowledge.loading import KnowledgeError

_MOST_TOLD = 20
"""So many bad lines are named; who has more has made one mistake in all of them."""
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a batch; `id` is whatever names it there, and comes back as it came."""

    id: str | int
    query: str


class _LineError(Exception):
    """What is wrong with a line: a key of the texts and its arguments."""

    def __init__(self, key: str, **arguments: str) -> None:
        super().__init__(key)
        self.key = key
        self.arguments = arguments


def load_articles(path: Path) -> tuple[Article, ...]:
    """The articles of a file. Raises `KnowledgeError` that names every bad line, up to twenty."""
    articles = _load(path, _article)
    if not articles:
        raise KnowledgeError(say("jsonl-empty", file=path.name))
    return articles


def load_questions(path: Path) -> tuple[Asked, ...]:
    """The questions of a file, which may be none. Raises `KnowledgeError` likewise."""
    return _load(path, _question)


def _load(path: Path, read: Callable[[dict[str, Any]], _Read]) -> tuple[_Read, ...]:
    found: list[_Read] = []
    faults: list[str] = []
    first: dict[object, int] = {}
    for number, line in _lines(path):
        try:
            data = _object(line)
            item = read(data)
            _check_new(data["id"], number, first)
            found.append(item)
        except _LineError as fault:
            faults.append(say(fault.key, file=path.name, line=str(number), **fault.arguments))
    if faults:
        more = [say("jsonl-more", count=len(faults) - _MOST_TOLD)] if len(faults) > _MOST_TOLD else []
        raise KnowledgeError("\n".join(faults[:_MOST_TOLD] + more))
    return tuple(found)


def _check_new(identifier: object, number: int, first: dict[object, int]) -> None:
    """Notes the line where an id stands first."""
    earlier = first.setdefault(identifier, number)
    if earlier != number:
        raise _LineError("jsonl-repeated", id=str(identifier), other=str(earlier))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, counted from 1; only a line feed ends one."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise KnowledgeError(say("knowledge-not-utf8", file=path.name)) from None
    except OSError as error:
        raise KnowledgeError(say("knowledge-not-read", file=path.name, reason=error.strerror or "")) from error
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _object(line: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise _LineError("jsonl-not-json") from None
    if not isinstance(data, dict):
        raise _LineError("jsonl-not-json")
    return data


def _article(data: dict[str, Any]) -> Article:
    return Article(
        id=_text(data, "id"),
        title=_text(data, "title", empty=True),
        answer=RichText(_text(data, "answer")),
        questions=_texts(data, "questions"),
        tags=_texts(data, "tags"),
        sources=_sources(data),
    )


def _question(data: dict[str, Any]) -> Asked:
    number = data.get("id")
    if isinstance(number, int) and not isinstance(number, bool):
        return Asked(number, _text(data, "query", empty=True))
    return Asked(_text(data, "id"), _text(data, "query", empty=True))


def _text(data: dict[str, Any], field: str, *, empty: bool = False) -> str:
    value = data.get(field)
    if not isinstance(value, str) or not (empty or value.strip()):
        raise _LineError("jsonl-text" if empty else "jsonl-filled-text", field=field)
    return value


def _texts(data: dict[str, Any], field: str) -> tuple[str, ...]:
    values = data.get(field) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _LineError("jsonl-list", field=field)
    return tuple(value for value in values if value.strip())


def _sources(data: dict[str, Any]) -> tuple[SourceLink, ...]:
    values = data.get("sources") or []
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise _LineError("jsonl-sources")
    pairs = [(value.get("title"), value.get("url")) for value in values]
    if not all(isinstance(title, str) and isinstance(url, str) for title, url in pairs):
        raise _LineError("jsonl-sources")
    return tuple(SourceLink(title, url) for title, url in pairs)
