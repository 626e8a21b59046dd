"""The base as files of any kind, told by their endings: a folder of Markdown, JSONL, CSV or XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from bot.texts import say
from knowledge.articles import Article
from knowledge.entries import Entry, KnowledgeError, all_or_none
from knowledge.jsonl import read_entries
from knowledge.loading import read_file, read_folder


class Kind(StrEnum):
    """The kinds of files; `MARKDOWN` is a folder with a file for each article."""

    MARKDOWN = "md"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


_BY_ENDING = {
    "": Kind.MARKDOWN,
    ".md": Kind.MARKDOWN,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
}


def kind_to_write(path: Path) -> Kind | None:
    """By the ending; None for one that says nothing."""
    return _BY_ENDING.get(path.suffix.lower())


def read_base(path: Path) -> Iterator[Entry | str]:
    """Entry by entry, or a sentence for each that has to be mended. Raises `KnowledgeError` for what cannot be read at
    all. A file without an ending, or with `.json`, is JSONL when its first line is an object."""
    if path.is_dir():
        return read_folder(path)
    match path.suffix.lower():
        case ".md":
            return read_file(path)
        case ".csv" | ".tsv":
            from knowledge.tables.csv_files import read_csv

            return read_csv(path)
        case ".xlsx" | ".xlsm":
            from knowledge.tables.xlsx_files import read_xlsx

            return read_xlsx(path)
        case ".xls" | ".ods" | ".numbers":
            raise KnowledgeError(say("table-other-program", file=path.name))
        case ".jsonl" | ".ndjson":
            return read_entries(path)
        case _:
            return _read_unnamed(path)


def _read_unnamed(path: Path) -> Iterator[Entry | str]:
    # What is no file (a pipe) can be read once only, and has no ending to be wrong.
    if path.suffix.lower() in ("", ".json") and (not path.is_file() or _begins_with_an_object(path)):
        return read_entries(path)
    if not path.exists():
        return read_entries(path)
    raise KnowledgeError(say("file-unknown-kind", file=path.name))


def _begins_with_an_object(path: Path) -> bool:
    """Whether the first line that is not blank may be one; a lone brace begins one that goes on."""
    try:
        with path.open("rb") as file:
            first = next((line for line in file if line.strip()), b"").removeprefix(b"\xef\xbb\xbf").strip()
    except OSError:
        # Whoever reads it says why it cannot be read.
        return True
    return first.startswith(b"{") and first != b"{"


def load_base(path: Path) -> tuple[Article, ...]:
    """The articles that are not switched off. Raises `KnowledgeError` with up to twenty sentences."""
    entries = all_or_none(read_base(path))
    if not entries:
        raise KnowledgeError(say("jsonl-empty", file=path.name))
    return tuple(entry.article for entry in entries if entry.enabled is not False)
