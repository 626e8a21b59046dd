"""The samples of the attach menu: a picture, a document and a voice to try the line with, where no file is at hand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

PLACE = (55.7558, 37.6173)
"""Latitude and longitude of the sample place."""

PHONE = "+79991234567"

VOICE_SECONDS = 4
"""How long the sample voice is."""

_FOLDER = Path(__file__).parent / "samples"
_FILES = {"photo": "photo.jpg", "document": "document.pdf", "voice": "voice.ogg", "sticker": "sticker.webp"}


@lru_cache
def sample(kind: str) -> bytes | None:
    """The bytes of the sample of this kind; None where there is none."""
    path = _FOLDER / _FILES[kind]
    return path.read_bytes() if path.exists() else None
