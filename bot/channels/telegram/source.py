"""Updates for the clients' bot by long poll, as raw JSON with the offset as cursor."""

from __future__ import annotations

from typing import Any, cast

from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.bot_api import ALLOWED_UPDATES, GRACE_SECONDS, POLL_SECONDS, Offsets
from bot.channels.telegram.errors import later
from bot.channels.telegram.rendering import FetchUpdates
from bot.channels.telegram.routing import conversation
from bot.clock import Clock, SystemClock
from bot.messages import Batch


class TelegramSource:
    """The clients' bot's updates."""

    name = "telegram"

    def __init__(self, bot: Bot, clock: Clock | None = None, poll_seconds: int = POLL_SECONDS) -> None:
        self._bot = bot
        self._clock = clock or SystemClock()
        self._poll = poll_seconds
        self._offsets = Offsets()
        self._in_touch = False

    async def fetch(self, cursor: str | None) -> Batch:
        """Waits up to `poll_seconds` for updates; raises `RetryLater` whatever the platform's refusal.

        The first question, and the first after a failure, waits for nothing: it tells that the platform can be read.
        """
        poll = self._poll if self._in_touch else 0
        offset = self._offsets.of(cursor)
        request = FetchUpdates(offset=offset, timeout=poll, allowed_updates=ALLOWED_UPDATES)
        try:
            updates = cast("list[Any]", await self._bot(request, request_timeout=poll + GRACE_SECONDS))
        except AiogramError as error:
            self._in_touch = False
            raise later(error, None) from None
        self._in_touch = True
        return self._offsets.batch(updates, conversation, self._clock.now())
