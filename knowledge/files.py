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
    all. A file with an unknown ending is read as JSONL."""
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
        case _:
            return read_entries(path)


def load_base(path: Path) -> tuple[Article, ...]:
    """The articles that are not switched off. Raises `KnowledgeError` with up to twenty sentences."""
    entries = all_or_none(read_base(path))
    if not entries:
        raise KnowledgeError(say("jsonl-empty", file=path.name))
    return tuple(entry.article for entry in entries if entry.enabled is not False)
