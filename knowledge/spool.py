"""Entries that were read and checked, kept on disk until they are put into the base: the file is read once only, and
may be of any size."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Self

from bot.database import to_json
from knowledge.entries import Entry
from knowledge.store import content_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """An entry ready to be stored: `content` is the JSON of all but the id; `enabled` None where the file says
    nothing of it."""

    id: str
    enabled: bool | None
    content: str


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
        for entry in entries:
            kept = [entry.article.id, entry.enabled, to_json(content_of(entry.article))]
            self._file.write(json.dumps(kept).encode() + b"\n")

    def batches(self, size: int) -> Iterator[list[Prepared]]:
        """Everything from the start."""
        self._file.seek(0)
        while lines := list(islice(self._file, size)):
            yield [Prepared(*json.loads(line)) for line in lines]
