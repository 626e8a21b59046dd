"""XLSX workbooks: the first sheet. Formulas are read as the values that were saved with them, never worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.errors import LiniyaError
from bot.tables.rows import guarded_if_quoted
from bot.tables.workbooks import workbook_rows
from bot.texts import say
from knowledge.articles import Article
from knowledge.entries import Entry, KnowledgeError
from knowledge.tables.columns import HEADER, Columns
from knowledge.tables.faults import as_knowledge
from knowledge.tables.rows import read_rows, write_row

_LONGEST_CELL = 32_767
"""UTF-16 units: Excel's own limit."""


class NotFitting(LiniyaError):
    """An article is too long for a cell."""


def read_xlsx(path: Path) -> Iterator[Entry | str]:
    """Row by row: an article, or the sentence about a bad row. Raises `KnowledgeError` for what is no workbook."""
    with as_knowledge():
        rows = workbook_rows(path)
        first = next(rows, None)
        if first is None:
            raise KnowledgeError(say("jsonl-empty", file=path.name))
        yield from read_rows(path.name, Columns.read(path.name, *first), rows)


class XlsxWriter:
    """Writes one sheet of texts, none of which is a formula."""

    def __init__(self) -> None:
        from openpyxl import Workbook

        self._book = Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet("База знаний")
        self._sheet.freeze_panes = "A2"
        for letter, width in zip("ABCDEFGH", (24, 40, 80, 12, 40, 20, 40, 20), strict=False):
            self._sheet.column_dimensions[letter].width = width
        self._add(HEADER)

    def add(self, article: Article, *, enabled: bool) -> None:
        """One more row. Raises `NotFitting`."""
        row = write_row(article, enabled=enabled)
        if any(len(cell.encode("utf-16-le")) // 2 > _LONGEST_CELL for cell in row):
            raise NotFitting(say("table-too-long", id=article.id))
        self._add([guarded_if_quoted(cell) for cell in row])

    def save(self, path: Path) -> None:
        """Writes the workbook."""
        self._book.save(path)

    def _add(self, row: Sequence[str]) -> None:
        from openpyxl.cell import WriteOnlyCell

        written = []
        for value in row:
            cell = WriteOnlyCell(self._sheet, value or None)
            if value:
                cell.data_type = "s"
            written.append(cell)
        self._sheet.append(written)
