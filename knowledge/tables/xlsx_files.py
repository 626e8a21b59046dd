"""XLSX workbooks: the first sheet. Formulas are read as the values that were saved with them, never worked out."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.errors import LiniyaError
from bot.system_errors import reason
from bot.texts import say
from knowledge.articles import Article
from knowledge.entries import Entry, KnowledgeError
from knowledge.tables import cells
from knowledge.tables.columns import HEADER, Columns
from knowledge.tables.rows import read_rows, write_row

_LARGEST = 512 * 1024 * 1024
"""Bytes of a workbook when unpacked; ten times what 50,000 articles take."""
_MOST_PARTS = 1000
_LONGEST_CELL = 32_767
"""UTF-16 units: Excel's own limit."""
_WIDEST = 40
"""Columns that are looked at."""
_MOST_ROWS = 1_048_576
"""Excel's own limit."""


class NotFitting(LiniyaError):
    """An article is too long for a cell."""


def read_xlsx(path: Path) -> Iterator[Entry | str]:
    """Row by row: an article, or the sentence about a bad row. Raises `KnowledgeError` for what is no workbook."""
    _check(path)
    rows = _rows(path)
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
        self._add([cells.guarded_if_quoted(cell) for cell in row])

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


def _check(path: Path) -> None:
    """That it is a workbook, and unpacks into no more than a machine bears."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            size = sum(part.file_size for part in parts)
    except OSError as error:
        raise KnowledgeError(say("knowledge-not-read", file=path.name, reason=reason(error))) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise KnowledgeError(say("table-no-workbook", file=path.name)) from None
    if "[Content_Types].xml" not in names:
        raise KnowledgeError(say("table-no-workbook", file=path.name))
    if size > _LARGEST or len(parts) > _MOST_PARTS:
        raise KnowledgeError(say("table-too-large", file=path.name))


def _rows(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows with their numbers; empty ones before the header are passed over."""
    begun = False
    try:
        for number, row in _cells(path):
            begun = begun or any(cell.strip() for cell in row)
            if begun:
                yield number, row
    except LiniyaError:
        raise
    except Exception as error:
        # A broken workbook breaks openpyxl in every way there is.
        raise KnowledgeError(say("table-no-workbook", file=path.name)) from error


def _cells(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    from openpyxl import load_workbook

    # Of extensions that it passes over (data validation, pictures): not this person's business.
    warnings.filterwarnings("ignore", module="openpyxl")
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        sheet: Any = book.worksheets[0]
        # What a sheet says of its own size need not be true.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=_WIDEST), 1):
            if number > _MOST_ROWS:
                raise KnowledgeError(say("table-too-large", file=path.name))
            yield number, [cells.unguarded(_text(value)) for value in row]
    finally:
        book.close()


def _text(value: object) -> str:
    """What a person sees in the cell, but for a date, which is written as 2027-01-31."""
    if isinstance(value, str):
        return value.replace("_x000D_", "").replace("\r\n", "\n")
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
