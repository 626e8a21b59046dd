"""CSV files: UTF-8 or cp1251, separated by semicolons, commas or tabs, whichever makes the columns known."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from bot.tables.rows import guarded
from bot.tables.separated import SeparatedFile
from bot.texts import say
from knowledge.articles import Article
from knowledge.entries import Entry, KnowledgeError
from knowledge.tables.columns import HEADER, Columns, known
from knowledge.tables.faults import as_knowledge
from knowledge.tables.rows import read_rows, write_row


def read_csv(path: Path) -> Iterator[Entry | str]:
    """Row by row: an article, or the sentence about a bad row. Raises `KnowledgeError` for a file that is no such
    table."""
    with as_knowledge():
        table = SeparatedFile(path, known)
        if table.odd_lines:
            raise KnowledgeError(say("table-mixed", file=path.name, line=str(min(table.odd_lines))))
        rows = table.rows()
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
        self._writer.writerow(map(guarded, write_row(article, enabled=enabled)))
