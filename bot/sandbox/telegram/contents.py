"""Kinds of files: what each has beside its bytes, and what Telegram makes of one that is sent."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass

from bot.sandbox.blobs import Blob
from bot.sandbox.telegram import pictures
from bot.sandbox.telegram.accounts import JSON
from bot.sandbox.telegram.files import FileStore, StoredFile
from bot.sandbox.telegram.refusals import bad_request

DOWNLOAD_LIMIT = 20 * 1024 * 1024
"""`getFile` (platforms.md: limits)."""

UPLOAD_LIMIT = 50 * 1024 * 1024
"""What a bot may send (platforms.md: limits)."""

PHOTO_LIMIT = 10 * 1024 * 1024
"""A photo that is uploaded (Bot API: sending files)."""

PHOTO_SIDES, PHOTO_RATIO = 10_000, 20
"""Width and height together, and one to the other, at most (Bot API, `sendPhoto`)."""

SMALL_SIDES = (90, 320, 800)
"""The longer side of a photo's smaller sizes, in pixels; seen."""

CAPTIONED = ("photo", "document", "voice", "audio", "video", "animation")
"""Kinds that may have a caption."""

_STICKER: JSON = {
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
    "emoji": "👋",
}

KINDS: dict[str, tuple[str, str, JSON]] = {
    "photo": ("image/jpeg", "photo.jpg", {"width": 1280, "height": 960}),
    "document": ("application/pdf", "document.pdf", {}),
    "voice": ("audio/ogg", "voice.ogg", {"duration": 4}),
    "audio": ("audio/mpeg", "audio.mp3", {"duration": 180}),
    "video": ("video/mp4", "video.mp4", {"width": 1280, "height": 720, "duration": 12}),
    "video_note": ("video/mp4", "note.mp4", {"length": 240, "duration": 6}),
    "sticker": ("image/webp", "sticker.webp", _STICKER),
    "animation": ("video/mp4", "animation.mp4", {"width": 320, "height": 240, "duration": 3}),
}
"""Each kind: its media type, the name it gets when it has none, and the fields of its object. The sandbox does not look
into sounds and films: what the sender does not say is taken from here."""

_STUB = b"liniya"


@dataclass(frozen=True, slots=True)
class Item:
    """A file about to be sent, alone or in an album: bytes (`data`), a ready `file`, or else a stub of `size` bytes."""

    kind: str
    data: bytes | Blob | None = None
    name: str | None = None
    mime: str | None = None
    size: int | None = None
    file: StoredFile | None = None
    caption: str = ""
    formatting: list[JSON] | None = None
    details: JSON | None = None
    spoiler: bool = False

    def stored(self, files: FileStore) -> StoredFile:
        """The file in the store."""
        if self.file is not None:
            return self.file
        if self.kind not in KINDS:
            raise bad_request(f"unsupported content {self.kind}")
        data = self.data if self.data is not None else self._stub(files)
        return stored(files, self.kind, data, self.name, self.mime, self.details)

    def _stub(self, files: FileStore) -> Blob:
        details = KINDS[self.kind][2] | (self.details or {})
        head = pictures.png(details["width"], details["height"]) if self.kind == "photo" else _STUB
        return files.blobs.stub(head, self.size if self.size is not None else len(head))


def stored(
    files: FileStore,
    kind: str,
    data: bytes | Blob,
    name: str | None = None,
    mime: str | None = None,
    details: JSON | None = None,
) -> StoredFile:
    """A file that somebody has just sent, as Telegram keeps it: measured, with its smaller sizes."""
    _, usual_name, usual = KINDS[kind]
    file = files.add(kind, data, name or usual_name, mime or _mime(kind, name))
    file.details = usual | {key: value for key, value in (details or {}).items() if value is not None}
    if kind == "photo":
        _develop(files, file)
    elif kind in ("video", "animation", "video_note") or (kind == "document" and _is_picture(file)):
        _add_thumbnail(files, file)
    return file


def check_photo(blob: Blob) -> None:
    """Refuses what a bot may not upload as a photo; Telegram's own applications make such a picture smaller first."""
    if blob.size > PHOTO_LIMIT:
        limit = f"the maximum size is {PHOTO_LIMIT} bytes"
        raise bad_request(f"file of size {blob.size} bytes is too big for a photo; {limit}")
    found = pictures.dimensions(blob.head())
    if found is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(found) > PHOTO_SIDES or max(found) > PHOTO_RATIO * min(found):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _mime(kind: str, name: str | None) -> str:
    usual = "application/octet-stream" if kind == "document" and name else KINDS[kind][0]
    return mimetypes.guess_type(name or "")[0] or usual


def _is_picture(file: StoredFile) -> bool:
    return pictures.dimensions(file.blob.head()) is not None


def _develop(files: FileStore, file: StoredFile) -> None:
    """Measures a photo and makes its smaller sizes, at least one."""
    head = file.blob.head()
    file.mime = pictures.mime(head) or file.mime
    found = pictures.dimensions(head) or (file.details["width"], file.details["height"])
    file.details = {"width": found[0], "height": found[1]}
    sides = [side for side in SMALL_SIDES if side < max(found)] or [max(max(found) // 2, 1)]
    file.smaller = [_small(files, "photo", found, side) for side in sides]


def _add_thumbnail(files: FileStore, file: StoredFile) -> None:
    side: int = file.details.get("length") or 320
    width, height = (max(int(file.details.get(name) or side), 1) for name in ("width", "height"))
    found = pictures.dimensions(file.blob.head()) or (width, height)
    file.thumbnail = _small(files, "thumbnail", found, min(320, max(found)))


def _small(files: FileStore, kind: str, full: tuple[int, int], side: int) -> StoredFile:
    """A plain picture in the proportions of `full`, its longer side as long as `side`."""
    width, height = (max(1, round(length * side / max(full))) for length in full)
    file = files.add(kind, pictures.png(width, height), None, "image/png")
    file.details = {"width": width, "height": height}
    return file
