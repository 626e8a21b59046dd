"""Entries that were read and checked, kept on disk until they are put into the base: the file is read once only, and
may be of any size."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Self

from pydantic import TypeAdapter

from knowledge.entries import Entry

_ENTRIES: TypeAdapter[Entry] = TypeAdapter(Entry)


class Spool:
    """A file without a name, gone at the end of the block."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  (closed by `__exit__`)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, entries: Iterable[Entry]) -> None:
        """Keeps a batch."""
        self._file.writelines(_ENTRIES.dump_json(entry) + b"\n" for entry in entries)

    def batches(self, size: int) -> Iterator[list[Entry]]:
        """Everything from the start."""
        self._file.seek(0)
        while lines := list(islice(self._file, size)):
            yield [_ENTRIES.validate_json(line) for line in lines]
