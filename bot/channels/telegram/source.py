"""Updates for the clients' bot by long poll, as raw JSON with the offset as cursor."""

from __future__ import annotations

import time
from typing import Any, cast

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.channels.telegram.errors import later
from bot.channels.telegram.rendering import FetchUpdates
from bot.channels.telegram.routing import ALLOWED_UPDATES, routed
from bot.clock import Clock, SystemClock
from bot.messages import Batch

POLL_SECONDS = 25
"""How long the platform holds an empty answer back."""

GRACE_SECONDS = 10
"""How much longer than that we wait for it."""

STALE_SECONDS = 5 * 24 * 3600
"""After a week without updates Telegram numbers them anew from a random id, which may be lower than our offset."""

log = structlog.get_logger(__name__)


class TelegramSource:
    """The clients' bot's updates. The cursor is the next offset: asking with it tells Telegram that everything
    before was kept."""

    name = "telegram"

    def __init__(self, bot: Bot, clock: Clock | None = None, poll_seconds: int = POLL_SECONDS) -> None:
        self._bot = bot
        self._clock = clock or SystemClock()
        self._poll = poll_seconds
        self._heard: float | None = None

    async def fetch(self, cursor: str | None) -> Batch:
        """Waits up to `poll_seconds` for updates; raises `RetryLater` whatever the platform's refusal."""
        request = FetchUpdates(offset=self._offset(cursor), timeout=self._poll, allowed_updates=ALLOWED_UPDATES)
        try:
            updates = cast("list[Any]", await self._bot(request, request_timeout=self._poll + GRACE_SECONDS))
        except AiogramError as error:
            raise later(error, None) from None
        rows = [row for update in updates if (row := routed(update, self._clock.now()))]
        if len(rows) < len(updates):
            log.warning("telegram.update_without_id", count=len(updates) - len(rows))
        if not rows:
            return Batch((), None)
        self._heard = time.monotonic()
        return Batch(rows, str(max(int(row.external_id) for row in rows) + 1))

    def _offset(self, cursor: str | None) -> int | None:
        """The cursor, unless it may be older than Telegram's numbering: without an offset Telegram gives what is not
        confirmed yet, and what is kept already is known by its id."""
        fresh = self._heard is not None and time.monotonic() - self._heard < STALE_SECONDS
        return int(cursor) if cursor and fresh else None
