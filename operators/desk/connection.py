"""The desk's bot as an object of python-telegram-bot: where it connects, through what, and how long it waits."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Any

import httpx
from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.bot_api import CALL_SECONDS
from bot.bot_api.downloads import READ_SECONDS
from bot.cleaning import read_json
from bot.errors import SettingsError
from bot.texts import say

CONNECT_SECONDS = 5.0

CONNECTIONS = 32
"""Far more than the desk's budget lets be busy at once."""


class DeskBot(Bot):
    """A bot that lets its connections go without having asked `getMe` first, as `Bot.shutdown` would want."""

    def __init__(
        self,
        token: str,
        server: str,
        requests: tuple[HTTPXRequest, HTTPXRequest],
        downloads: httpx.AsyncClient,
    ) -> None:
        """`downloads` streams files: the library would keep them in memory as a whole."""
        super().__init__(
            token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            get_updates_request=requests[0],
            request=requests[1],
        )
        self._requests, self._downloads = requests, downloads

    def stream(self, path: str) -> AbstractAsyncContextManager[httpx.Response]:
        """The file whose path `getFile` told, to be read piece by piece."""
        return self._downloads.stream("GET", f"{self.base_file_url}/{path}")

    async def shutdown(self) -> None:
        """Closes the connections; may be called twice."""
        await super().shutdown()
        await asyncio.gather(*(request.shutdown() for request in self._requests), self._downloads.aclose())


def desk_bot(
    token: str, api_url: str | None = None, proxy: str | None = None, seconds: float = CALL_SECONDS
) -> DeskBot:
    """The bot of `token`, at Telegram's servers or at `api_url`; connects to nothing yet.

    A call that gets no answer for `seconds` is given up. No rate limiter of the library's: it halts every request on
    one refusal. The environment's proxies are not looked at; `socks5://` needs `python-telegram-bot[socks]`.
    """
    server = (api_url or "https://api.telegram.org").rstrip("/")
    try:
        requests = _request(1, proxy, seconds), _request(CONNECTIONS, proxy, seconds)
        timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        return DeskBot(token, server, requests, httpx.AsyncClient(proxy=proxy, timeout=timeout, trust_env=False))
    except InvalidToken:
        raise SettingsError(say("settings-bad-value", key="desk.token", reason=say("settings-bad-token"))) from None
    except (RuntimeError, ValueError, TypeError):
        raise SettingsError(say("settings-bad-value", key="telegram.proxy", reason=say("settings-bad-proxy"))) from None


class _Request(HTTPXRequest):
    """Answers that are odd to the library are neither an end of the service nor in its log, with what people wrote."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """However deep; raises `TelegramError` for what is no JSON."""
        try:
            return read_json(payload)
        except (ValueError, RecursionError):
            raise TelegramError("Invalid server response") from None


def _request(connections: int, proxy: str | None, seconds: float) -> HTTPXRequest:
    return _Request(
        connection_pool_size=connections,
        read_timeout=seconds,
        write_timeout=seconds,
        connect_timeout=CONNECT_SECONDS,
        pool_timeout=seconds,
        proxy=proxy,
        httpx_kwargs={"trust_env": False},
    )
