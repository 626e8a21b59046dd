"""Bytes that people and the community send, and where this server gives them out."""

from __future__ import annotations

import base64
import mimetypes
import secrets
from dataclasses import dataclass
from urllib.parse import quote

from bot.sandbox.blobs import Blob, Blobs
from bot.sandbox.vk.limits import REFUSED_EXTENSIONS

_PIXEL = (
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8Q"
    "EBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k="
)

STUBS: dict[str, tuple[str, bytes]] = {
    "photo": ("photo.jpg", base64.b64decode(_PIXEL)),
    "doc": ("Документ.pdf", b"%PDF-1.4\n%%EOF\n"),
    "audio_message": ("voice.ogg", b"OggS"),
    "audio": ("audio.mp3", b"ID3"),
    "video": ("video.mp4", b"\0\0\0\x18ftypmp42"),
    "graffiti": ("graffiti.png", b"\x89PNG\r\n\x1a\n"),
    "sticker": ("sticker.png", b"\x89PNG\r\n\x1a\n"),
    "gift": ("gift.jpg", base64.b64decode(_PIXEL)),
}
"""What is sent when nobody says what: a name and the fewest bytes that begin as such a file does."""

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")


@dataclass(slots=True, eq=False)
class StoredFile:
    """A file as somebody named it."""

    key: str
    name: str
    blob: Blob

    @property
    def size(self) -> int:
        """Bytes."""
        return self.blob.size

    @property
    def path(self) -> str:
        """Where the server has it."""
        return f"/file/{self.key}/{quote(self.name)}"

    @property
    def ext(self) -> str:
        """The ending of the name, without the dot; empty when there is none."""
        stem, _, ext = self.name.rpartition(".")
        return ext.lower() if stem else ""

    @property
    def mime(self) -> str:
        """The media type that the name speaks of."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"


def stored(
    blobs: Blobs, kind: str, name: str | None = None, data: bytes | str | None = None, size: int | None = None
) -> StoredFile:
    """A file that somebody has just sent: text is base64, absent bytes and names are those of a stub, and zeros fill up
    to `size`, so that limits can be tried."""
    usual_name, usual_data = STUBS[kind]
    given = base64.b64decode(data) if isinstance(data, str) else data
    content = usual_data if given is None else given
    return named(name or usual_name, blobs.keep(content) if size is None else blobs.stub(content, size))


def named(name: str, blob: Blob) -> StoredFile:
    """Bytes under a name, with an address of their own."""
    return StoredFile(secrets.token_hex(8), name, blob)


def is_picture(data: bytes) -> bool:
    """Whether VK takes these bytes for a photo: JPEG, PNG or GIF (dev.vk.com, upload of photos into messages)."""
    return data.startswith(_PICTURES)


def is_voice(data: bytes) -> bool:
    """Whether VK takes these bytes for a voice message: Ogg with Opus (dev.vk.com, upload of voice messages)."""
    return data.startswith(b"OggS")


def is_refused(name: str) -> bool:
    """Whether VK refuses a document of this name."""
    return name.rpartition(".")[2].lower() in REFUSED_EXTENSIONS
