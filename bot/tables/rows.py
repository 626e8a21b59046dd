"""What a table consists of, and what is said when a file is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.errors import LiniyaError

Row = tuple[int, Sequence[str]]
"""The line (of a workbook: the row) where it begins, and its cells as texts."""

_FORMULA = re.compile(r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""What spreadsheets may run, behind apostrophes that may be there already."""
_GUARDED = re.compile(r"'+\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})


class TableError(LiniyaError):
    """A file that cannot be read as a table; one Russian sentence says why, and what to do."""


def is_error(cell: str) -> bool:
    """Whether a spreadsheet wrote that its formula went wrong."""
    return cell in _ERRORS


def guarded(cell: str) -> str:
    """A cell for a file whose cells have no types: with an apostrophe before what would be run as a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell


def guarded_if_quoted(cell: str) -> str:
    """A cell for a file whose cells have types: only what `unguarded` would take for guarded."""
    return "'" + cell if _GUARDED.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe."""
    return cell[1:] if _GUARDED.match(cell) else cell
