"""What both Telegram bots know of the Bot API without a library: its limits, and how raw updates become a batch."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog

from bot.messages import Batch, RawUpdate

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

STALE_SECONDS = 5 * 24 * 3600
"""After a week without updates Telegram numbers them anew from a random id, which may be lower than our offset."""

log = structlog.get_logger(__name__)


class Offsets:
    """The offset of `getUpdates` as a cursor: asking with it tells Telegram that everything before was kept."""

    def __init__(self) -> None:
        self._heard: float | None = None

    def of(self, cursor: str | None) -> int | None:
        """The cursor as an offset, unless it may be older than Telegram's numbering (at the start, and after days of
        silence): then none. Telegram gives what is not confirmed yet, and what is kept already is known by its id."""
        fresh = self._heard is not None and time.monotonic() - self._heard < STALE_SECONDS
        return int(cursor) if cursor and fresh else None

    def batch(self, updates: Sequence[Any], conversation: Callable[[dict[str, Any]], str], now: datetime) -> Batch:
        """The updates as inbox rows want them, and the next cursor. What has no `update_id` is left out."""
        rows = [row for update in updates if (row := routed(update, conversation, now))]
        if len(rows) < len(updates):
            log.warning("bot_api.update_without_id", count=len(updates) - len(rows))
        if not rows:
            return Batch((), None)
        self._heard = time.monotonic()
        return Batch(rows, str(max(int(row.external_id) for row in rows) + 1))


def routed(update: Any, conversation: Callable[[dict[str, Any]], str], now: datetime) -> RawUpdate | None:
    """One update; None when it has no `update_id` to be known by.

    `received_at` (Unix time) is added to the payload: a pressed button carries no time of its own.
    """
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        return None
    payload = {**update, "received_at": int(now.timestamp())}
    return RawUpdate(str(update["update_id"]), conversation(update), payload)
