"""Reads a CRM's file: every line into its organisation, or into what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.system_errors import reason
from bot.tables.rows import Row, TableError, is_error
from bot.tables.separated import SeparatedFile
from bot.tables.workbooks import workbook_rows
from bot.texts import say
from operators.crm.columns import Columns, known
from operators.crm.gathering import Gathering
from operators.crm.told import ClientsFile

_ARCHIVE, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LARGEST_WORKBOOK = 256 * 1024 * 1024
"""Bytes unpacked: five times what 50,000 organisations take."""
_LOOKED_AT = 1 << 16


def read_clients(path: Path, centres: Mapping[str, int] | None, read: Callable[[], None] = lambda: None) -> ClientsFile:
    """The file, whatever its ending says. `centres` are their ids by any name of theirs, None where there are none;
    `read` is called for every line. Raises `TableError` for what is no such table."""
    with _openable(path):
        rows, odd = _rows(path)
        first = next(rows, None)
        if first is None:
            raise TableError(say("crm-no-lines", file=path.name))
        gathering = Gathering(Columns.read(path.name, *first), centres)
        for line, row in rows:
            read()
            if not any(cell.strip() for cell in row):
                continue
            if odd is not None and odd.is_odd(line, row):
                gathering.refuse(line, row, "crm-mixed", encoding=odd.odd_encoding)
            elif any(is_error(cell) for cell in row):
                gathering.refuse(line, row, "crm-formula")
            else:
                gathering.add(line, row)
    if not gathering.file.lines:
        raise TableError(say("crm-no-lines", file=path.name))
    return gathering.finished()


def _rows(path: Path) -> tuple[Iterator[Row], SeparatedFile | None]:
    with path.open("rb") as file:
        beginning = file.read(_LOOKED_AT)
    if beginning.startswith(_ARCHIVE):
        return workbook_rows(path, _LARGEST_WORKBOOK), None
    if beginning.startswith(_OLD_WORKBOOK):
        raise TableError(say("table-other-program", file=path.name))
    if not beginning.strip():
        raise TableError(say("crm-no-lines", file=path.name))
    if b"\0" in beginning and not beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError(say("crm-no-table", file=path.name))
    table = SeparatedFile(path, known)
    return table.rows(), table


@contextmanager
def _openable(path: Path) -> Iterator[None]:
    """A folder, a device, a file that may not be read: each said in a sentence."""
    try:
        if path.exists() and not path.is_file():
            raise TableError(say("crm-no-file", file=path.name or str(path)))
        yield
    except OSError as error:
        raise TableError(say("knowledge-not-read", file=path.name, reason=reason(error))) from error
