"""Updates for the clients' bot by long poll."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.bot_api import ALLOWED_UPDATES, ANSWER_SECONDS, GRACE_SECONDS, POLL_SECONDS
from bot.bot_api.polling import LongPoll
from bot.channels.telegram.errors import later
from bot.channels.telegram.rendering import FetchMe, FetchUpdates
from bot.channels.telegram.routing import conversation
from bot.clock import Clock

log = structlog.get_logger(__name__)


class TelegramSource(LongPoll):
    """The clients' bot's updates."""

    name = "telegram"

    def __init__(
        self,
        bot: Bot,
        clock: Clock | None = None,
        poll_seconds: int = POLL_SECONDS,
        named: Callable[[str], None] | None = None,
    ) -> None:
        """`named` is told the bot's username once Telegram can be asked for it."""
        super().__init__(conversation, clock, poll_seconds)
        self._bot, self._named = bot, named

    async def _ask(self, offset: int | None, poll: int) -> Sequence[Any]:
        request = FetchUpdates(offset=offset, timeout=poll, allowed_updates=ALLOWED_UPDATES)
        try:
            updates = cast("list[Any]", await self._bot(request, request_timeout=poll + GRACE_SECONDS))
        except AiogramError as error:
            raise later(error, None) from None
        if self._named is not None:
            await self._introduce(self._named)
        return updates

    async def _introduce(self, named: Callable[[str], None]) -> None:
        """Nothing waits for a name: when Telegram does not tell it, it is asked again at the next poll."""
        try:
            me = cast("dict[str, Any]", await self._bot(FetchMe(), request_timeout=ANSWER_SECONDS))
        except AiogramError as error:
            log.info("telegram.nameless", reason=later(error, None).reason)
            return
        self._named = None
        if isinstance(username := me.get("username"), str):
            named(username)
