"""Tables written for people: as Excel opens them, with nothing in them that it would run; whole or not at all."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.system_errors import reason
from bot.tables.rows import TableError, guarded, guarded_if_quoted
from bot.texts import say


def write_table(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """By the ending: XLSX, else CSV with a byte order mark and semicolons. Raises `TableError`."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
        os.close(handle)
        try:
            _write(Path(name), rows)
            Path(name).chmod(0o600)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise TableError(say("kb-not-written", path=str(path), reason=reason(error))) from error


def _write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    if path.suffix.lower() != ".xlsx":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
            writer.writerows([guarded(cell) for cell in row] for row in rows)
        return
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in rows:
        cells = [WriteOnlyCell(sheet, guarded_if_quoted(cell) or None) for cell in row]
        for cell in cells:
            if cell.value is not None:
                cell.data_type = "s"
        sheet.append(cells)
    book.save(path)
