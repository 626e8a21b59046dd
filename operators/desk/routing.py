"""Which of the desk's conversations a raw update belongs to: one per topic, and in General one per person.

Told from the JSON alone, so that no update is too odd to be kept.
"""

from __future__ import annotations

from typing import Any

from bot.bot_api import ALLOWED_UPDATES

DESK_UPDATES = [*ALLOWED_UPDATES, "chat_member"]
"""Also who comes to the groups and leaves them; Telegram tells administrators alone."""

UNKNOWN = "desk:unknown"
"""Updates whose chat or author cannot be told."""


def conversation(update: dict[str, Any]) -> str:
    """The order that an update belongs to; never raises, whatever the shape."""
    event: dict[str, Any] = next((update[kind] for kind in DESK_UPDATES if isinstance(update.get(kind), dict)), {})
    message = event.get("message") if "callback_query" in update else event
    chat = message.get("chat") if isinstance(message, dict) else None
    user = event.get("from") or event.get("user")
    return _named(message, chat, user.get("id") if isinstance(user, dict) else None)


def _named(message: Any, chat: Any, user: Any) -> str:
    if not isinstance(chat, dict) or not isinstance(chat.get("id"), int):
        return UNKNOWN
    if chat.get("type") == "private":
        return f"desk:private:{chat['id']}"
    thread = message.get("message_thread_id")
    # Replies in General carry a thread id of their own: only `is_topic_message` tells a topic (platforms.md).
    if message.get("is_topic_message") is True and isinstance(thread, int):
        return f"desk:{chat['id']}:{thread}"
    return f"desk:{chat['id']}:general:{user}" if isinstance(user, int) else UNKNOWN
