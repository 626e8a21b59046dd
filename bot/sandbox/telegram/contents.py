"""Files that people and bots send: what each kind has beside its bytes."""

import secrets

from bot.sandbox.telegram.accounts import JSON
from bot.sandbox.telegram.model import StoredFile
from bot.sandbox.telegram.refusals import bad_request

DOWNLOAD_LIMIT = 20 * 1024 * 1024
"""`getFile` (platforms.md: limits)."""

UPLOAD_LIMIT = 50 * 1024 * 1024
"""What a bot may send (platforms.md: limits)."""

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
}
"""Each kind: its media type, the name it gets when it has none, and the fields of its object."""


def stored(
    kind: str, data: bytes, name: str | None = None, *, mime: str | None = None, size: int | None = None
) -> StoredFile:
    """A file that somebody has just sent; `size` is what it claims, when that is not the length of `data`."""
    if kind not in KINDS:
        raise bad_request(f"unsupported content {kind}")
    usual_mime, usual_name, _ = KINDS[kind]
    return StoredFile(
        unique_id="AgAD" + secrets.token_hex(6),
        kind=kind,
        data=data,
        name=name or usual_name,
        mime=mime or usual_mime,
        size=len(data) if size is None else size,
    )
