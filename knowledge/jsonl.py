"""Articles and questions from JSONL files, one object a line; all of them or, with a sentence for each bad line, none.

These formats are relied on by others: `{"id", "title", "answer", "questions", "tags", "sources"}` with only the first
three required (a title may be empty), and `{"id", "query"}`. Keys that are not known are not looked at, but told of
(`knowledge.meant`). Answers are plain text unless `"format": "markdown"` or `"spans"` say more. `owner`, `valid_until`,
`centre`, `enabled` may be.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.richtext import RichText
from bot.system_errors import reason
from bot.texts import say
from knowledge.articles import Article, SourceLink
from knowledge.entries import Entry, KnowledgeError, LineFault, all_or_none, answer, day, read_each, write_spans
from knowledge.markdown_writing import to_markdown
from knowledge.meant import unknown

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a batch; `id` is whatever text or number names it there, and comes back as it came."""

    id: str | int | float
    query: str


def load_articles(path: Path) -> tuple[Article, ...]:
    """The articles of a file that are not switched off. Raises `KnowledgeError` naming every bad line, up to twenty."""
    entries = all_or_none(read_entries(path))
    if not entries:
        raise KnowledgeError(say("jsonl-empty", file=path.name))
    return tuple(entry.article for entry in entries if entry.enabled is not False)


def load_questions(path: Path) -> tuple[Asked, ...]:
    """The questions of a file, which may be none; an id may be there again. Raises `KnowledgeError` likewise."""
    return all_or_none(read_each(path.name, _lines(path), _question, None))


def read_entries(path: Path) -> Iterator[Entry | str]:
    """Line by line: an article, or the sentence about a bad line. Raises `KnowledgeError` for a file that cannot be
    read."""
    return read_each(
        path.name, _lines(path), lambda line, number: _entry(path.name, line, number), lambda entry: entry.article.id
    )


def write_entry(article: Article, *, enabled: bool) -> str:
    """The line of an article."""
    data: dict[str, Any] = {"id": article.id, "title": article.title, **write_answer(article.answer)}
    data |= {name: list(values) for name in ("questions", "tags") if (values := getattr(article, name))}
    if article.sources:
        data["sources"] = [{"title": source.title, "url": source.url} for source in article.sources]
    data |= {name: value for name in ("owner", "centre") if (value := getattr(article, name))}
    if article.valid_until is not None:
        data["valid_until"] = article.valid_until.isoformat()
    if not enabled:
        data["enabled"] = False
    return json.dumps(data, ensure_ascii=False)


def write_answer(text: RichText) -> dict[str, Any]:
    """`answer` with `format` or `spans` where it needs them."""
    if not text.spans:
        return {"answer": text.text}
    markdown = to_markdown(text)
    if markdown is not None:
        return {"answer": markdown, "format": "markdown"}
    return {"answer": text.text, "spans": write_spans(text)}


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, counted from 1; only a line feed ends one."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                text = (line.removeprefix(_BOM) if number == 1 else line).decode()
                if text.strip():
                    yield number, text
    except UnicodeDecodeError:
        raise KnowledgeError(say("knowledge-not-utf8", file=path.name)) from None
    except OSError as error:
        raise KnowledgeError(say("knowledge-not-read", file=path.name, reason=reason(error))) from error


def _object(line: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise LineFault("jsonl-not-json") from None
    if not isinstance(data, dict):
        raise LineFault("jsonl-not-json")
    return data


def _entry(file: str, line: str, number: int) -> Entry:
    data = _object(line)
    enabled = data.get("enabled")
    if not (enabled is None or isinstance(enabled, bool)):
        raise LineFault("jsonl-flag", field="enabled")
    article = Article(
        id=_text(data, "id"),
        title=_text(data, "title", empty=True),
        answer=answer(_text(data, "answer"), _optional(data, "format"), data.get("spans")),
        questions=_texts(data, "questions"),
        tags=_texts(data, "tags"),
        sources=_sources(data),
        owner=_optional(data, "owner"),
        valid_until=_day(data),
        centre=_optional(data, "centre"),
    )
    return Entry(article, enabled, file, number, unknown(data))


def _question(line: str, _number: int) -> Asked:
    data = _object(line)
    return Asked(_name(data.get("id")), _text(data, "query", empty=True))


def _name(value: object) -> str | int | float:
    """Any text or number of JSON, which knows neither infinities nor what is no number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise LineFault("jsonl-question-id")
    if isinstance(value, float) and not math.isfinite(value):
        raise LineFault("jsonl-question-id")
    return value


def _text(data: dict[str, Any], field: str, *, empty: bool = False) -> str:
    value = data.get(field)
    if not isinstance(value, str) or not (empty or value.strip()):
        raise LineFault("jsonl-text" if empty else "jsonl-filled-text", field=field)
    return value


def _optional(data: dict[str, Any], field: str) -> str:
    return "" if data.get(field) is None else _text(data, field, empty=True)


def _day(data: dict[str, Any]) -> date | None:
    value = _optional(data, "valid_until")
    return day(value) if value else None


def _texts(data: dict[str, Any], field: str) -> tuple[str, ...]:
    values = data.get(field) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise LineFault("jsonl-list", field=field)
    return tuple(value for value in values if value.strip())


def _sources(data: dict[str, Any]) -> tuple[SourceLink, ...]:
    values = data.get("sources") or []
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise LineFault("jsonl-sources")
    pairs = [(value.get("title"), value.get("url")) for value in values]
    if not all(isinstance(title, str) and isinstance(url, str) for title, url in pairs):
        raise LineFault("jsonl-sources")
    return tuple(SourceLink(title, url) for title, url in pairs)
