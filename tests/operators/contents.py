"""What people write, send and feel in the group, as the Bot API names it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

MB = 1024 * 1024

Raw = dict[str, Any]


def photo(unique: str = "p1", *, caption: str = "", **more: Any) -> Raw:
    """A photo in two sizes."""
    small = file(f"{unique}-small") | {"width": 90, "height": 60}
    large = file(unique, size=2000) | {"width": 900, "height": 600}
    return {"photo": [small, large]} | _caption(caption) | more


def document(unique: str = "d1", *, name: str = "договор.pdf", size: int = 120_000, caption: str = "") -> Raw:
    """A file with a name."""
    named = {"file_name": name, "mime_type": "application/pdf"}
    return {"document": file(unique, size=size) | named} | _caption(caption)


def voice() -> Raw:
    """A voice message."""
    return {"voice": file("v1") | {"duration": 7, "mime_type": "audio/ogg"}}


def audio() -> Raw:
    """A piece of music."""
    return {"audio": file("a1") | {"duration": 180, "file_name": "гимн.mp3"}}


def video(unique: str = "w1", *, caption: str = "") -> Raw:
    """A video."""
    return {"video": file(unique) | {"duration": 12, "width": 640, "height": 360}} | _caption(caption)


def video_note() -> Raw:
    """A round video."""
    return {"video_note": file("n1") | {"duration": 5, "length": 240}}


def sticker() -> Raw:
    """A sticker."""
    flags = {"type": "regular", "is_animated": False, "is_video": False, "width": 512, "height": 512, "emoji": "👍"}
    return {"sticker": file("s1") | flags}


def location(latitude: float = 55.75) -> Raw:
    """A point on the map."""
    return {"location": {"latitude": latitude, "longitude": 37.61}}


def contact() -> Raw:
    """Somebody's card."""
    return {"contact": {"first_name": "Пётр", "phone_number": "+70000000000"}}


def poll() -> Raw:
    """A poll."""
    options = [{"text": text, "voter_count": 0, "persistent_id": text} for text in ("Утром", "Вечером")]
    flags = {"is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False}
    more = {"allows_revoting": True, "members_only": False}
    return {"poll": {"id": "1", "question": "Когда?", "options": options, "total_voter_count": 0} | flags | more}


def game() -> Raw:
    """What only Telegram knows."""
    return {"game": {"title": "Змейка", "description": "…", "photo": []}}


def forwarded(content: Raw) -> Raw:
    """The same, passed on from somebody."""
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Вера из соседней темы"}
    return content | {"forward_origin": origin}


def reactions(emoji: Sequence[str]) -> list[Raw]:
    """Reactions as an update lists them; `custom:…` is a picture of Telegram's own."""
    return [
        {"type": "custom_emoji", "custom_emoji_id": one.removeprefix("custom:")}
        if one.startswith("custom:")
        else {"type": "emoji", "emoji": one}
        for one in emoji
    ]


def commands(text: str) -> list[Raw]:
    """The entities of a text that begins with a command."""
    word = text.split(maxsplit=1)[0] if text.split() else ""
    is_command = word.startswith("/") and not word.startswith("//")
    return [{"type": "bot_command", "offset": 0, "length": len(word)}] if is_command else []


def file(unique: str, size: int = 1000) -> Raw:
    """A file of Telegram's."""
    return {"file_id": f"id-{unique}", "file_unique_id": unique, "file_size": size}


def _caption(caption: str) -> Raw:
    return {"caption": caption} if caption else {}
