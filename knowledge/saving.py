"""The base written into files of any kind; each is what `knowledge.files.read_base` reads back word for word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from knowledge.article_file import file_name, write_file
from knowledge.articles import Article
from knowledge.files import Kind
from knowledge.jsonl import write_entry


class Writer(Protocol):
    """Takes the articles one by one."""

    def add(self, article: Article, *, enabled: bool) -> None:
        """One more article."""


@contextmanager
def writing(path: Path, kind: Kind) -> Iterator[Writer]:
    """A file, or for Markdown a folder, at `path`, where there is none yet; it is whole when the block has ended.

    Raises `OSError`, and `LiniyaError` for what this kind cannot hold.
    """
    match kind:
        case Kind.MARKDOWN:
            path.mkdir()
            yield _FolderWriter(path)
        case Kind.JSONL:
            with path.open("w", encoding="utf-8", newline="\n") as file:
                yield _LineWriter(file.write)
        case Kind.CSV:
            from knowledge.tables.csv_files import CsvWriter

            with path.open("w", encoding="utf-8", newline="") as file:
                yield CsvWriter(file)
        case Kind.XLSX:
            from knowledge.tables.xlsx_files import XlsxWriter

            writer = XlsxWriter()
            yield writer
            writer.save(path)


class _FolderWriter:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, article: Article, *, enabled: bool) -> None:
        text = write_file(article, enabled=enabled)
        (self._folder / file_name(article)).write_text(text, encoding="utf-8", newline="\n")


class _LineWriter:
    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def add(self, article: Article, *, enabled: bool) -> None:
        self._write(write_entry(article, enabled=enabled) + "\n")
