"""Bytes on disk, each content once: a folder of its own that goes with the program."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import weakref
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

CHUNK = 64 * 1024
"""Bytes read or written at a time."""


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes that do not change; `digest` is the SHA-256 of them."""

    path: Path
    digest: str
    size: int

    def read(self) -> bytes:
        """All of them."""
        return self.path.read_bytes()

    def head(self, size: int = CHUNK) -> bytes:
        """The first ones."""
        with self.path.open("rb") as file:
            return file.read(size)


class Blobs:
    """Keeps bytes in a temporary folder, which is made with the first ones and removed with this object or at the end
    of the program."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def keep(self, source: bytes | BinaryIO) -> Blob:
        """Writes bytes down, or finds them written; reads a file chunk by chunk. Safe in a thread."""
        stream = BytesIO(source) if isinstance(source, bytes) else source
        digest, size = hashlib.sha256(), 0
        handle, name = tempfile.mkstemp(dir=self._place())
        with os.fdopen(handle, "wb") as file:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                size += file.write(chunk)
        return self._settle(Path(name), digest.hexdigest(), size)

    def stub(self, head: bytes, size: int) -> Blob:
        """`head` with as many zeros after it as are missing to `size`, which take no room on the disk."""
        if size <= len(head):
            return self.keep(head[:size])
        path = self._place() / hashlib.sha256(head + str(size).encode()).hexdigest()
        with path.open("wb") as file:
            file.write(head)
            file.truncate(size)
        return Blob(path, path.name, size)

    def _settle(self, written: Path, digest: str, size: int) -> Blob:
        path = written.with_name(digest)
        written.replace(path)
        return Blob(path, digest, size)

    def _place(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="liniya-files-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder
