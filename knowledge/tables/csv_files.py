"""CSV files: UTF-8 or cp1251, separated by semicolons, commas or tabs, whichever makes the columns known."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from bot.system_errors import reason
from bot.texts import say
from knowledge.articles import Article
from knowledge.entries import Entry, KnowledgeError
from knowledge.tables import cells
from knowledge.tables.columns import HEADER, Columns, known
from knowledge.tables.rows import read_rows, write_row

_SEPARATORS = ";,\t"
_LONGEST_CELL = 1_000_000
_BLOCK = 1 << 20
_ENCODINGS = ("utf-8-sig", "cp1251")


def read_csv(path: Path) -> Iterator[Entry | str]:
    """Row by row: an article, or the sentence about a bad row. Raises `KnowledgeError` for a file that is no such
    table."""
    csv.field_size_limit(_LONGEST_CELL)
    encoding = _encoding(path)
    separator = _separator(path, encoding)
    rows = _rows(path, encoding, separator)
    first = next(rows, None)
    if first is None:
        raise KnowledgeError(say("jsonl-empty", file=path.name))
    yield from read_rows(path.name, Columns.read(path.name, *first), rows)


class CsvWriter:
    """Writes a table as Excel opens it: a byte order mark, semicolons, everything in quotes, no formulas."""

    def __init__(self, file: IO[str]) -> None:
        """The file has to be open with `newline=""` and in UTF-8."""
        file.write("\ufeff")
        self._writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        self._writer.writerow(HEADER)

    def add(self, article: Article, *, enabled: bool) -> None:
        """One more row."""
        self._writer.writerow(map(cells.guarded, write_row(article, enabled=enabled)))


def _encoding(path: Path) -> str:
    """That of the whole file, read block by block."""
    for encoding in ("utf-16", *_ENCODINGS) if _has_utf16_mark(path) else _ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as file:
                while file.read(_BLOCK):
                    pass
        except UnicodeError:
            continue
        except OSError as error:
            raise KnowledgeError(say("knowledge-not-read", file=path.name, reason=reason(error))) from error
        return encoding
    raise KnowledgeError(say("table-encoding", file=path.name))


def _has_utf16_mark(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) in (b"\xff\xfe", b"\xfe\xff")
    except OSError as error:
        raise KnowledgeError(say("knowledge-not-read", file=path.name, reason=reason(error))) from error


def _separator(path: Path, encoding: str) -> str:
    """The one that makes most columns known."""

    def columns(separator: str) -> int:
        try:
            first = next(_rows(path, encoding, separator), None)
        except KnowledgeError:
            return 0
        return known(first[1]) if first else 0

    return max(_SEPARATORS, key=columns)


def _rows(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows with the line where each begins. Empty ones before the header are passed over."""
    begun = False
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        line = 1
        try:
            for row in reader:
                begun = begun or any(cell.strip() for cell in row)
                if begun:
                    yield line, [cells.unguarded(cell).replace("\r\n", "\n") for cell in row]
                line = reader.line_num + 1
        except csv.Error:
            raise KnowledgeError(say("table-quotes", file=path.name, line=str(line))) from None
