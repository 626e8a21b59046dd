"""Questions to the Bot API over plain HTTP: enough for a check, without the five seconds that aiogram takes to load."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from bot.texts import say

_PATIENCE = 10.0
"""Seconds to wait for one answer."""


class Silent(Exception):
    """The Bot API could not be asked; the words say what to do."""


class Refused(Exception):
    """The Bot API answered with an error: its code, its words, and its parameters."""

    def __init__(self, code: int, words: str, parameters: dict[str, Any]) -> None:
        """`words` is Telegram's `description`."""
        super().__init__(words)
        self.code, self.words, self.parameters = code, words, parameters


class BotApi:
    """One bot, as far as a check needs it."""

    def __init__(self, client: httpx.AsyncClient, url: str, token: SecretStr) -> None:
        """Bots talk to `url` with their token in the path, so no exception of httpx's may be shown."""
        self._client, self._host = client, urlsplit(url).netloc.rpartition("@")[2]
        self._base = f"{url}/bot{token.get_secret_value()}"

    async def ask(self, method: str, **parameters: object) -> Any:
        """The method's result. Raises `Silent` or `Refused`."""
        try:
            response = await self._client.post(f"{self._base}/{method}", json=parameters)
            answer = response.json()
        except httpx.ProxyError:
            raise Silent(say("check-proxy-silent")) from None
        except httpx.HTTPError:
            raise Silent(say("check-api-silent", host=self._host)) from None
        except ValueError:
            raise Silent(say("check-api-strange", host=self._host)) from None
        if not isinstance(answer, dict) or "ok" not in answer:
            raise Silent(say("check-api-strange", host=self._host))
        if not answer["ok"]:
            code = int(answer.get("error_code", response.status_code))
            raise Refused(code, str(answer.get("description", "")), dict(answer.get("parameters") or {}))
        return answer.get("result")


@asynccontextmanager
async def connected(url: str, token: SecretStr, proxy: SecretStr | None) -> AsyncIterator[BotApi]:
    """A bot to ask, through the proxy if there is one. Raises `Silent` when the proxy's kind is not installed."""
    try:
        client = httpx.AsyncClient(
            proxy=proxy.get_secret_value() if proxy else None, timeout=_PATIENCE, trust_env=False
        )
    except ImportError:
        raise Silent(say("check-proxy-kind")) from None
    async with client:
        yield BotApi(client, url, token)
