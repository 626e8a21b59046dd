"""Reads a file of centres: TOML with a `[[centre]]` for each, or the first sheet of a workbook with a row for each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.system_errors import reason
from bot.tables.rows import TableError, is_error
from bot.tables.workbooks import workbook_rows
from bot.texts import say
from operators.centre_files.entries import (
    DESKS,
    FIELDS,
    NEEDED,
    CentreEntry,
    CentreFileError,
    Given,
    complain,
    read_all,
)

_TABLE = "centre"
_HEAD = re.compile(r"^\s*\[\[\s*\"?centre\"?\s*\]\]")
_LARGEST = 16 * 1024 * 1024
_LIKE = 0.8
_TOML_FIELDS = (*(name for name in FIELDS if name not in DESKS), "desks")


def read_file(path: Path) -> list[CentreEntry]:
    """The centres of a file, all of them sound. Raises `CentreFileError`."""
    ending = path.suffix.lower()
    if ending == ".toml":
        return read_all(path.name, _toml(path))
    if ending == ".xlsx":
        return read_all(path.name, _rows(path))
    raise CentreFileError(say("centres-ending", file=path.name))


def _toml(path: Path) -> list[tuple[int, Given]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CentreFileError(say("knowledge-not-read", file=path.name, reason=reason(error))) from error
    if len(content) > _LARGEST:
        raise CentreFileError(say("table-too-large", file=path.name))
    try:
        words = content.decode("utf-8-sig")
        parsed = tomllib.loads(words)
    except UnicodeDecodeError:
        raise CentreFileError(say("centres-not-utf8", file=path.name)) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise CentreFileError(say("centres-bad-toml", file=path.name, line=line[1] if line else "?")) from None
    return _tables(path.name, words, parsed)


def _tables(file: str, words: str, parsed: Mapping[str, object]) -> list[tuple[int, Given]]:
    tables = parsed.get(_TABLE, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise CentreFileError(say("centres-no-tables", file=file))
    heads = [number for number, line in enumerate(words.splitlines(), 1) if _HEAD.match(line)]
    heads = heads if len(heads) == len(tables) else [1] * len(tables)
    faults = [say("centres-unknown-table", file=file, name=name[:40]) for name in parsed if name != _TABLE]
    given: list[tuple[int, Given]] = []
    for line, table in zip(heads, tables, strict=True):
        desks = table.get("desks", {})
        if not isinstance(desks, dict):
            faults.append(say("centres-at", file=file, line=line, fault=say("centres-desks-table")))
            continue
        faults += _unknown(file, line, table, _TOML_FIELDS) + _unknown(file, line, desks, tuple(DESKS))
        given.append((line, {name: value for name, value in table.items() if name != "desks"} | desks))
    complain(faults)
    return given


def _unknown(file: str, line: int, table: Mapping[str, object], known: Sequence[str]) -> list[str]:
    sentences = []
    for name in table:
        if name in known:
            continue
        like = process.extractOne(name, known, scorer=JaroWinkler.similarity, score_cutoff=_LIKE)
        fault = say("centres-unknown-field", name=name[:40], known=", ".join(known))
        if like is not None:
            fault = say("centres-unknown-field-near", name=name[:40], meant=like[0])
        sentences.append(say("centres-at", file=file, line=line, fault=fault))
    return sentences


def _rows(path: Path) -> Iterator[tuple[int, Given | str]]:
    try:
        rows = workbook_rows(path, _LARGEST)
        header = next(rows, None)
        if header is None:
            return
        fields = _header(path.name, *header)
        for line, row in rows:
            if not any(cell.strip() for cell in row):
                continue
            outside = [cell for place, cell in enumerate(row) if place >= len(fields) or fields[place] is None]
            if any(cell.strip() for cell in outside):
                yield line, say("centres-surplus")
            if any(is_error(cell) for cell in row):
                yield line, say("centres-formula")
            padded = [*row, *[""] * (len(fields) - len(row))]
            yield line, {name: cell for name, cell in zip(fields, padded, strict=False) if name is not None}
    except TableError as error:
        raise CentreFileError(str(error)) from error


def _header(file: str, line: int, cells: Sequence[str]) -> list[str | None]:
    """The field of each column."""
    names = {name: name for name in FIELDS} | {_bare(say("centres-column", name=name)): name for name in FIELDS}
    fields = [names.get(_bare(cell)) for cell in cells]
    known = [name for name in fields if name is not None]
    unknown = [cell.strip()[:40] for cell, name in zip(cells, fields, strict=True) if name is None and cell.strip()]
    twice = sorted({name for name in known if known.count(name) > 1})
    missing = [name for name in ("key", *NEEDED) if name not in known]
    faults = [
        say("centres-at", file=file, line=line, fault=say(key, count=len(found), names=_listed(found)))
        for key, found in (
            ("centres-columns-unknown", unknown),
            ("centres-columns-twice", [say("centres-column", name=name) for name in twice]),
            ("centres-columns-missing", [say("centres-column", name=name) for name in missing]),
        )
        if found
    ]
    if faults:
        faults.append(say("centres-columns", names=_listed([say("centres-column", name=name) for name in FIELDS])))
    complain(faults)
    return fields


def _bare(name: str) -> str:
    return " ".join(name.replace("ё", "е").replace("\ufeff", "").casefold().split()).rstrip("*: ")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)
