"""CSV files: UTF-8, UTF-16 or cp1251, separated by semicolons, commas or tabs, whichever makes the columns known.

A file put together from two programs' exports may change its encoding on the way: each line is then read in its own,
and the lines that are not written as most of the others are known by their numbers.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bot.system_errors import reason
from bot.tables.rows import Row, TableError, unguarded
from bot.texts import say

_SEPARATORS = ";,\t"
_LONGEST_CELL = 1_000_000
_LONGEST_LINE = 1 << 25
"""Bytes; no more is ever taken into memory at once."""
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MARK = b"\xef\xbb\xbf"
_PIECES = re.compile(r"[^\r]*\r\n?|[^\r]+")


class SeparatedFile:
    """A CSV file whose encoding and separator are known. `known` counts the names of a header that mean something."""

    def __init__(self, path: Path, known: Callable[[Sequence[str]], int]) -> None:
        """Reads the file once for its encoding. Raises `TableError`."""
        csv.field_size_limit(_LONGEST_CELL)
        self._path = path
        self._encoding, self.odd_lines = _encoding(path)
        self.odd_encoding = "UTF-8" if self._encoding == "cp1251" else "cp1251"
        """What the odd lines are written in."""
        self._separator = self._choose(known)

    def rows(self) -> Iterator[Row]:
        """The rows with the line where each begins. Empty ones before the header are passed over. Raises
        `TableError`."""
        return self._rows(self._separator)

    def is_odd(self, line: int, cells: Sequence[str]) -> bool:
        """Whether a row that begins at `line` was written in another encoding than most of the file."""
        last = line + sum(cell.count("\n") for cell in cells)
        return not self.odd_lines.isdisjoint(range(line, last + 1))

    def _choose(self, known: Callable[[Sequence[str]], int]) -> str:
        """The separator that makes most columns known."""

        def columns(separator: str) -> int:
            try:
                first = next(self._rows(separator), None)
            except TableError:
                return 0
            return known(first[1]) if first else 0

        return max(_SEPARATORS, key=columns)

    def _rows(self, separator: str) -> Iterator[Row]:
        begun = False
        reader = csv.reader(_texts(self._path, self._encoding), delimiter=separator, strict=True)
        line = 1
        try:
            for row in reader:
                begun = begun or any(cell.strip() for cell in row)
                if begun:
                    yield line, [unguarded(cell).replace("\r\n", "\n") for cell in row]
                line = reader.line_num + 1
        except csv.Error:
            raise TableError(say("table-quotes", file=self._path.name, line=str(line))) from None


def _encoding(path: Path) -> tuple[str, frozenset[int]]:
    """What most lines are written in, and the numbers of those that are written otherwise."""
    if _has_utf16_mark(path):
        try:
            for _ in _texts(path, "utf-16"):
                pass
        except UnicodeError:
            raise TableError(say("table-encoding", file=path.name)) from None
        return "utf-16", frozenset()
    utf8: set[int] = set()
    other: set[int] = set()
    for number, line in enumerate(_raw_lines(path), 1):
        if not line.isascii():
            (utf8 if _is_utf8(line) else other).add(number)
    if len(utf8) >= len(other):
        return "utf-8", frozenset(other)
    return "cp1251", frozenset(utf8)


def _texts(path: Path, encoding: str) -> Iterator[str]:
    """The lines, each in its own encoding where the file has two."""
    if encoding == "utf-16":
        with path.open(encoding=encoding, newline="") as file:
            yield from file
        return
    for line in _raw_lines(path):
        try:
            text = line.decode("utf-8" if _is_utf8(line) else "cp1251")
        except UnicodeError:
            raise TableError(say("table-encoding", file=path.name)) from None
        if "\r" in text[:-2]:
            yield from _PIECES.findall(text)
        else:
            yield text


def _raw_lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(iter(partial(file.readline, _LONGEST_LINE), b""), 1):
                if len(line) == _LONGEST_LINE:
                    raise TableError(say("table-quotes", file=path.name, line=str(number)))
                yield line.removeprefix(_MARK) if number == 1 else line
    except OSError as error:
        raise TableError(say("knowledge-not-read", file=path.name, reason=reason(error))) from error


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeError:
        return False
    return True


def _has_utf16_mark(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) in _UTF16_MARKS
    except OSError as error:
        raise TableError(say("knowledge-not-read", file=path.name, reason=reason(error))) from error
