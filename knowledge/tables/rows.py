"""A row of a table as an entry of the base, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.tables.rows import is_error
from knowledge.articles import Article
from knowledge.entries import Entry, LineFault, answer, day, read_each
from knowledge.jsonl import write_answer
from knowledge.tables import cells
from knowledge.tables.columns import FIELDS, Columns

_RUSSIAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_MIDNIGHT = re.compile(r"[ T]00:00(?::00)?$")
_FLAGS = {"": None, "да": True, "нет": False, "true": True, "false": False, "yes": True, "no": False}
_FLAGS |= {"1": True, "0": False, "истина": True, "ложь": False}
_YES, _NO = "да", "нет"


def read_rows(file: str, columns: Columns, rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Entry | str]:
    """Every row that is not empty: an article, or the sentence about what is wrong with it."""

    def read(row: Sequence[str], line: int) -> Entry:
        if columns.surplus(row):
            raise LineFault("table-surplus")
        if any(is_error(cell) for cell in row):
            raise LineFault("table-formula")
        return _entry(columns.named(row), file, line)

    filled = ((line, row) for line, row in rows if any(cell.strip() for cell in row))
    return read_each(file, filled, read, lambda entry: entry.article.id)


def write_row(article: Article, *, enabled: bool) -> list[str]:
    """The cells, in the order of `columns.HEADER`."""
    written = write_answer(article.answer)
    values = {
        "id": cells.write_text(article.id),
        "title": cells.write_text(article.title),
        "answer": cells.write_text(written["answer"]),
        "format": written.get("format", ""),
        "questions": cells.write_list(article.questions),
        "tags": cells.write_list(article.tags),
        "sources": cells.write_sources(article.sources),
        "owner": cells.write_text(article.owner),
        "valid_until": article.valid_until.isoformat() if article.valid_until else "",
        "centre": cells.write_text(article.centre),
        "enabled": _YES if enabled else _NO,
        "spans": cells.data(written["spans"]) if "spans" in written else "",
    }
    return [values[field] for field in FIELDS]


def _entry(row: Mapping[str, str], file: str, line: int) -> Entry:
    def text(field: str) -> str:
        return cells.read_text(row.get(field, ""))

    article = Article(
        id=_filled(text, "id"),
        title=text("title"),
        answer=answer(_filled(text, "answer"), text("format").lower(), _spans(row.get("spans", ""))),
        questions=cells.read_list(row.get("questions", "")),
        tags=cells.read_list(row.get("tags", "")),
        sources=cells.read_sources(row.get("sources", "")),
        owner=text("owner"),
        valid_until=_day(text("valid_until")),
        centre=text("centre"),
    )
    return Entry(article, _flag(text("enabled")), file, line)


def _filled(text: Callable[[str], str], field: str) -> str:
    value = text(field)
    if not value.strip():
        raise LineFault("table-empty", field=field)
    return value


def _day(text: str) -> date | None:
    russian = _RUSSIAN_DAY.fullmatch(text)
    if russian:
        number, month, year = russian.groups()
        return day(f"{year}-{month:0>2}-{number:0>2}")
    return day(_MIDNIGHT.sub("", text)) if text else None


def _flag(text: str) -> bool | None:
    if text.lower() not in _FLAGS:
        raise LineFault("table-bad-flag", value=text[:40])
    return _FLAGS[text.lower()]


def _spans(cell: str) -> object:
    if not cell.strip():
        return None
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        raise LineFault("entry-bad-spans") from None
