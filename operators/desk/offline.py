"""A bot that never speaks: python-telegram-bot's handlers run inside a transaction, where nothing may be sent.

`Application.initialize` asks `getMe`; here it is told what it has to know, without a network. Whatever else a handler
asks of this bot is an error of ours.
"""

from __future__ import annotations

import json
from typing import Any

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

_USER = {"id": 1, "is_bot": True, "first_name": "Desk", "username": "desk"}


class Spoke(TelegramError):
    """A handler called the bot instead of writing into the outbox. One of the library's errors, so that it lets it pass
    as it is."""


class _NoRequests(BaseRequest):
    """Answers `getMe`, refuses the rest."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Connects to nothing."""

    async def shutdown(self) -> None:
        """There is nothing to let go."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002  (the port's signature)
        request_data: RequestData | None = None,  # noqa: ARG002
        *_timeouts: Any,
        **_named_timeouts: Any,
    ) -> tuple[int, bytes]:
        endpoint = url.rpartition("/")[2]
        if endpoint != "getMe":
            raise Spoke(f"handlers never call the bot: {endpoint}")
        return 200, json.dumps({"ok": True, "result": _USER}).encode()


def offline_bot() -> Bot:
    """The bot that updates are parsed and handled with."""
    return Bot(f"{_USER['id']}:offline", request=_NoRequests(), get_updates_request=_NoRequests())
