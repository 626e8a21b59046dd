"""Updates for the clients' bot by long poll."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.bot_api import ALLOWED_UPDATES, GRACE_SECONDS, POLL_SECONDS
from bot.bot_api.polling import LongPoll
from bot.channels.telegram.errors import later
from bot.channels.telegram.rendering import FetchUpdates
from bot.channels.telegram.routing import conversation
from bot.clock import Clock


class TelegramSource(LongPoll):
    """The clients' bot's updates."""

    name = "telegram"

    def __init__(self, bot: Bot, clock: Clock | None = None, poll_seconds: int = POLL_SECONDS) -> None:
        super().__init__(conversation, clock, poll_seconds)
        self._bot = bot

    async def _ask(self, offset: int | None, poll: int) -> Sequence[Any]:
        request = FetchUpdates(offset=offset, timeout=poll, allowed_updates=ALLOWED_UPDATES)
        try:
            return cast("list[Any]", await self._bot(request, request_timeout=poll + GRACE_SECONDS))
        except AiogramError as error:
            raise later(error, None) from None
