"""XLSX workbooks: the first sheet. Formulas are read as the values that were saved with them, never worked out."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.errors import LiniyaError
from bot.system_errors import reason
from bot.tables.rows import Row, TableError, unguarded
from bot.texts import say

LARGEST = 512 * 1024 * 1024
"""Bytes of a workbook when unpacked; ten times what 50,000 articles take."""
_MOST_PARTS = 1000
_WIDEST = 40
"""Columns that are looked at."""
_MOST_ROWS = 1_048_576
"""Excel's own limit."""


def workbook_rows(path: Path, largest: int = LARGEST) -> Iterator[Row]:
    """The rows with their numbers; empty ones before the header are passed over. `largest` bytes unpacked are borne.
    Raises `TableError` for what is no workbook."""
    _check(path, largest)
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
        raise TableError(say("table-no-workbook", file=path.name)) from error


def _check(path: Path, largest: int) -> None:
    """That it is a workbook, and unpacks into no more than a machine bears."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            size = sum(part.file_size for part in parts)
    except OSError as error:
        raise TableError(say("knowledge-not-read", file=path.name, reason=reason(error))) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise TableError(say("table-no-workbook", file=path.name)) from None
    if "[Content_Types].xml" not in names:
        raise TableError(say("table-no-workbook", file=path.name))
    if size > largest or len(parts) > _MOST_PARTS:
        raise TableError(say("table-too-large", file=path.name))


def _cells(path: Path) -> Iterator[Row]:
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
                raise TableError(say("table-too-large", file=path.name))
            yield number, [unguarded(_text(value)) for value in row]
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
