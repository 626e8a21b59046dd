"""Updates for the desk's bot by long poll."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.bot_api import GRACE_SECONDS, POLL_SECONDS
from bot.bot_api.polling import LongPoll
from bot.clock import Clock
from operators.desk.errors import later
from operators.desk.routing import DESK_UPDATES, conversation

# `getUpdates` spelt so that `do_api_request` makes the same of it but does not recommend `Bot.get_updates`: that parses
# the updates, and one odd update would stop the whole batch.
_GET_UPDATES = "get_Updates"


class DeskSource(LongPoll):
    """The desk's updates."""

    name = "desk"

    def __init__(self, bot: Bot, clock: Clock | None = None, poll_seconds: int = POLL_SECONDS) -> None:
        super().__init__(conversation, clock, poll_seconds)
        self._bot = bot

    async def _ask(self, offset: int | None, poll: int) -> Sequence[Any]:
        arguments = {"offset": offset, "timeout": poll, "allowed_updates": DESK_UPDATES}
        try:
            waited = poll + GRACE_SECONDS
            updates: list[Any] = await self._bot.do_api_request(_GET_UPDATES, api_kwargs=arguments, read_timeout=waited)
        except TelegramError as error:
            raise later(error, None) from None
        return updates
