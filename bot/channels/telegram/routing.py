"""Which conversation a raw update belongs to, told from the JSON alone, so that no update is too odd to be kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.messages import RawUpdate

UNKNOWN = "telegram:unknown"
"""Updates whose chat cannot be told."""

IGNORED = "telegram:ignored"
"""Updates from groups and channels: the clients' bot talks in private only."""

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "message_reaction"]
"""Asked for by name: the platform's default leaves reactions out (platforms.md)."""


def routed(update: Any, received: datetime) -> RawUpdate | None:
    """The update as an inbox row wants it; None for what has no `update_id` to be known by.

    `received_at` (Unix time) is added to the payload: a pressed button carries no time of its own.
    """
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        return None
    payload = {**update, "received_at": int(received.timestamp())}
    return RawUpdate(str(update["update_id"]), conversation(update), payload)


def conversation(update: dict[str, Any]) -> str:
    """The order that an update belongs to; never raises, whatever the shape."""
    chat = _chat(update)
    if not isinstance(chat, dict) or not isinstance(chat.get("id"), int):
        return UNKNOWN
    return f"telegram:{chat['id']}" if chat.get("type") == "private" else IGNORED


def _chat(update: dict[str, Any]) -> Any:
    for kind in ALLOWED_UPDATES:
        event = update.get(kind)
        if kind == "callback_query" and isinstance(event, dict):
            event = event.get("message")
        if isinstance(event, dict):
            return event.get("chat")
    return None
