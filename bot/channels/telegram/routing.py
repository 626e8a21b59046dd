"""Which conversation a raw update belongs to, told from the JSON alone, so that no update is too odd to be kept."""

from __future__ import annotations

from typing import Any

from bot.bot_api import ALLOWED_UPDATES

UNKNOWN = "telegram:unknown"
"""Updates whose chat cannot be told."""

IGNORED = "telegram:ignored"
"""Updates from groups and channels: the clients' bot talks in private only."""


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
