"""Updates of a bot by long poll, as raw JSON with the offset as cursor."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog

from bot.bot_api import POLL_SECONDS, routed
from bot.clock import Clock, SystemClock
from bot.errors import RetryLater
from bot.messages import Batch

STALE_SECONDS = 5 * 24 * 3600
"""After a week without updates Telegram numbers them anew from a random id, which may be lower than our offset."""

log = structlog.get_logger(__name__)


class LongPoll(ABC):
    """A bot's updates; how `getUpdates` is asked is its library's. `name` is the channel's."""

    name: str

    def __init__(
        self,
        conversation: Callable[[dict[str, Any]], str],
        clock: Clock | None = None,
        poll_seconds: int = POLL_SECONDS,
    ) -> None:
        self._conversation = conversation
        self._clock = clock or SystemClock()
        self._poll = poll_seconds
        self._offsets = Offsets()
        self._in_touch = False

    async def fetch(self, cursor: str | None) -> Batch:
        """Waits up to `poll_seconds` for updates; raises `RetryLater` whatever the platform's refusal.

        The first question, and the first after a failure, waits for nothing: it tells that the platform can be read.
        """
        try:
            updates = await self._ask(self._offsets.of(cursor), self._poll if self._in_touch else 0)
        except RetryLater:
            self._in_touch = False
            raise
        self._in_touch = True
        return self._offsets.batch(updates, self._conversation, self._clock.now())

    @abstractmethod
    async def _ask(self, offset: int | None, poll: int) -> Sequence[Any]:
        """The updates from `offset` on, waited for so many seconds by the platform. Raises `RetryLater`."""


class Offsets:
    """The offset of `getUpdates` as a cursor: asking with it tells Telegram that everything before was kept."""

    def __init__(self) -> None:
        self._heard: float | None = None

    def of(self, cursor: str | None) -> int | None:
        """The cursor as an offset, unless it may be older than Telegram's numbering (at the start, and after days of
        silence): then none. Telegram gives what is not confirmed yet, and what is kept already is known by its id."""
        fresh = self._heard is not None and time.monotonic() - self._heard < STALE_SECONDS
        return int(cursor) if cursor and fresh else None

    def batch(self, updates: Any, conversation: Callable[[dict[str, Any]], str], now: datetime) -> Batch:
        """The updates as inbox rows want them, and the next cursor. What has no `update_id` is left out: nobody could
        tell Telegram that it was received. Where none has one, asking again at once would bring the same: raises
        `RetryLater`."""
        if not isinstance(updates, list):
            raise RetryLater(None, None, "strange answer")
        rows = [row for update in updates if (row := routed(update, conversation, now))]
        if len(rows) < len(updates):
            log.warning("bot_api.update_without_id", count=len(updates) - len(rows))
        if updates and not rows:
            raise RetryLater(None, None, "updates without ids")
        if not rows:
            return Batch((), None)
        self._heard = time.monotonic()
        return Batch(rows, str(max(int(row.external_id) for row in rows) + 1))
