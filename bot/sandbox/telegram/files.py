"""Files that people and bots send: their bytes on disk, their names, and the ids by which bots know them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import BinaryIO

from bot.sandbox.blobs import Blob, Blobs
from bot.sandbox.telegram.accounts import JSON

NAMED = ("document", "audio", "video", "animation")
TYPED = (*NAMED, "voice")
"""Kinds of files with a name, and with a media type, in the Bot API's objects."""

PLACES = {
    "photo": ("photos", ".jpg"),
    "thumbnail": ("thumbnails", ".jpg"),
    "document": ("documents", ""),
    "voice": ("voice", ".oga"),
    "audio": ("music", ".mp3"),
    "video": ("videos", ".mp4"),
    "video_note": ("video_notes", ".mp4"),
    "sticker": ("stickers", ".webp"),
    "animation": ("animations", ".mp4"),
}
"""The folder and the ending of each kind in a `file_path`; a file with a name keeps its own ending."""


@dataclass(slots=True, eq=False)
class StoredFile:
    """A file that somebody sent. `details` are what its kind has beside the bytes (sizes, duration, emoji); `smaller`
    are a photo's other sizes, smallest first."""

    unique_id: str
    kind: str
    blob: Blob
    name: str | None
    mime: str | None
    details: JSON = field(default_factory=dict)
    smaller: list[StoredFile] = field(default_factory=list)
    thumbnail: StoredFile | None = None

    @property
    def size(self) -> int:
        """Bytes."""
        return self.blob.size

    @property
    def data(self) -> bytes:
        """All of its bytes."""
        return self.blob.read()

    @property
    def path(self) -> Path:
        """Where its bytes are."""
        return self.blob.path

    @property
    def file_path(self) -> str:
        """The path by which a bot downloads it."""
        folder, ending = PLACES[self.kind]
        own = PurePath(self.name or "").suffix
        return f"{folder}/{self.unique_id}{own if own.isascii() and own else ending}"

    def id_for(self, bot: int) -> str:
        """Its `file_id`, which belongs to one bot and cannot be given to another (platforms.md: limits)."""
        return f"{self.kind}_{bot}_{self.unique_id}"

    def reference(self, bot: int) -> JSON:
        """The fields that every kind of file has."""
        return {"file_id": self.id_for(bot), "file_unique_id": self.unique_id, "file_size": self.size}

    def to_json(self, bot: int) -> JSON | list[JSON]:
        """The Bot API's object of its kind; of a photo all sizes, the largest last."""
        data = self.reference(bot) | self.details
        if self.kind == "photo":
            return [*(size.reference(bot) | size.details for size in self.smaller), data]
        if self.kind in NAMED and self.name:
            data["file_name"] = self.name
        if self.kind in TYPED and self.mime:
            data["mime_type"] = self.mime
        if self.thumbnail is not None:
            data["thumbnail"] = self.thumbnail.reference(bot) | self.thumbnail.details
        return data


class FileStore:
    """All files of a world; their bytes go with it."""

    def __init__(self) -> None:
        self.blobs = Blobs()
        self._files: dict[str, StoredFile] = {}
        self._granted: set[tuple[int, str]] = set()

    def add(self, kind: str, source: Blob | bytes | BinaryIO, name: str | None, mime: str | None) -> StoredFile:
        """A new file with these bytes."""
        blob = source if isinstance(source, Blob) else self.blobs.keep(source)
        file = StoredFile("AgAD" + secrets.token_hex(6), kind, blob, name, mime)
        self._files[file.unique_id] = file
        return file

    def get(self, unique_id: str) -> StoredFile | None:
        """A file, also a photo's small size or a thumbnail, by its unique id."""
        return self._files.get(unique_id)

    def known(self, file_id: str, bot: int) -> StoredFile | None:
        """The file that this bot knows by this id."""
        file = self._files.get(file_id.rpartition("_")[2])
        return file if file is not None and file.id_for(bot) == file_id else None

    def grant(self, bot: int, file: StoredFile) -> str:
        """Lets a bot download a file; returns the path."""
        self._granted.add((bot, file.unique_id))
        return file.file_path

    def granted(self, bot: int, path: str) -> StoredFile | None:
        """The file at a path that this bot was told."""
        file = self._files.get(PurePath(path).stem)
        return file if file is not None and (bot, file.unique_id) in self._granted and file.file_path == path else None

    def __iter__(self) -> Iterator[StoredFile]:
        return iter(self._files.values())

    def __len__(self) -> int:
        return len(self._files)
