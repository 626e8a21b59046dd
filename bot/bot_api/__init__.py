"""What both Telegram bots know of the Bot API without a library: its limits, and how a raw update is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.messages import RawUpdate

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "message_reaction"]
"""Asked for by name: the platform's default leaves reactions out (platforms.md: updates)."""

TEXT_LENGTH = 4096
"""Of a message, in UTF-16 units."""

CALLBACK_BYTES = 64
"""Of `callback_data`, in bytes of UTF-8."""

ANSWER_LENGTH = 200
"""Of an answer to a callback query, in characters."""

PLACEHOLDER_LENGTH = 64
"""Of `input_field_placeholder`, in characters."""

TOPIC_NAME_LENGTH = 128
"""Of a forum topic's name, in characters."""

_LARGEST = 2**63
"""No `update_id` comes near it; as an offset it has to fit a number of Telegram's."""

TOPIC_COLOURS = frozenset({7322096, 16766590, 13338331, 9367192, 16749490, 16478047})
"""The only icon colours that a forum topic may have."""

POLL_SECONDS = 25
"""How long `getUpdates` holds an empty answer back."""

GRACE_SECONDS = 10
"""How much longer than that we wait for it."""

CALL_SECONDS = 15
"""How long another call may take before it counts as doubtful."""

ANSWER_SECONDS = 5
"""How long the answer to a pressed button may take: it is worth nothing later."""

TOKEN_PAUSE = 60.0
"""Seconds between attempts while the token is refused: somebody has to mend the settings."""

CONFLICT_PAUSE = 5.0
"""Seconds to wait while another process reads the same bot's updates."""


def routed(update: Any, conversation: Callable[[dict[str, Any]], str], now: datetime) -> RawUpdate | None:
    """One update; None when it has no `update_id` to be known by.

    `received_at` (Unix time) is added to the payload: a pressed button carries no time of its own.
    """
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or not 0 <= number < _LARGEST:
        return None
    payload = {**update, "received_at": int(now.timestamp())}
    return RawUpdate(str(update["update_id"]), conversation(update), payload)
