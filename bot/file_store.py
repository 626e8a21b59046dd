"""Where the bytes of files lie: `<data_dir>/files/ab/cdef…`, by their SHA-256. No path holds what a person wrote."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileStore:
    """A folder of files known by their contents. Its methods block: call them in a thread where bytes are many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where these contents lie (or would)."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError("not a SHA-256")
        return self._folder / sha256[:2] / sha256[2:]

    @contextmanager
    def incoming(self) -> Iterator[Incoming]:
        """A place to stream new bytes to; gone at the end unless it was kept."""
        place = self._folder / "incoming"
        place.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=place)
        with os.fdopen(number, "wb") as file:
            try:
                yield Incoming(self, file, Path(name))
            finally:
                with suppress(FileNotFoundError):
                    Path(name).unlink()

    def sweep(self) -> None:
        """Removes what a killed process left half written; called at the start."""
        for leftover in (self._folder / "incoming").glob("*"):
            leftover.unlink(missing_ok=True)

    def remove(self, sha256: str) -> None:
        """Deletes contents, if they are there."""
        self.path(sha256).unlink(missing_ok=True)


class Incoming:
    """Bytes on their way into the store; counts and hashes what is written."""

    def __init__(self, store: FileStore, file: IO[bytes], path: Path) -> None:
        self._store, self._file, self._path = store, file, path
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes, /) -> int:
        """Appends; as a file's `write`."""
        self._hash.update(data)
        self.size += len(data)
        return self._file.write(data)

    def keep(self) -> str:
        """Puts the bytes into their place, on the disk for good; returns their SHA-256."""
        self._file.flush()
        os.fsync(self._file.fileno())
        sha256 = self._hash.hexdigest()
        place = self._store.path(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        self._path.replace(place)
        return sha256
