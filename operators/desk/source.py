"""Updates for the desk's bot by long poll, as raw JSON with the offset as cursor."""

from __future__ import annotations

from telegram import Bot
from telegram.error import TelegramError

from bot.bot_api import ALLOWED_UPDATES, GRACE_SECONDS, POLL_SECONDS, Offsets
from bot.clock import Clock, SystemClock
from bot.messages import Batch
from operators.desk.errors import later
from operators.desk.routing import conversation

# `getUpdates` spelt so that `do_api_request` makes the same of it but does not recommend `Bot.get_updates`: that parses
# the updates, and one odd update would stop the whole batch.
_GET_UPDATES = "get_Updates"


class DeskSource:
    """The desk's updates."""

    name = "desk"

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
        arguments = {
            "offset": self._offsets.of(cursor),
            "timeout": poll,
            "allowed_updates": ALLOWED_UPDATES,
        }
        try:
            updates = await self._bot.do_api_request(
                _GET_UPDATES, api_kwargs=arguments, read_timeout=poll + GRACE_SECONDS
            )
        except TelegramError as error:
            self._in_touch = False
            raise later(error, None) from None
        self._in_touch = True
        return self._offsets.batch(updates, conversation, self._clock.now())
