"""Whether links answer: each address asked once, few at a time, one of a host at a time, and nothing of it kept."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urldefrag

import httpx

from bot.texts import say

_AT_ONCE = 5
_SECONDS = 10.0
_MOST_HOPS = 10
_HEAD_REFUSED = {400, 403, 405, 501}
_PERMANENT = {301, 308}


@dataclass(frozen=True, slots=True)
class Reply:
    """How an address answered: what is wrong in words, empty when nothing is; where it has moved for good."""

    fault: str = ""
    moved: str = ""


async def ask(urls: Iterable[str], seconds: float = _SECONDS) -> dict[str, Reply]:
    """Every address without its fragment, asked once."""
    distinct = list(dict.fromkeys(urldefrag(url).url for url in urls))
    async with httpx.AsyncClient(timeout=seconds, headers={"User-Agent": "liniya-links"}) as client:
        asker = _Asker(client, seconds)
        replies = await asyncio.gather(*(asker.reply(url) for url in distinct))
    return dict(zip(distinct, replies, strict=True))


class _Asker:
    def __init__(self, client: httpx.AsyncClient, seconds: float) -> None:
        self._client, self._seconds = client, seconds
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def reply(self, url: str) -> Reply:
        try:
            return await self._follow(httpx.URL(url))
        except (TimeoutError, httpx.TimeoutException):
            return Reply(say("kb-links-slow", seconds=self._seconds))
        except httpx.InvalidURL:
            return Reply(say("kb-links-flaw", flaw="broken"))
        except httpx.HTTPError as error:
            return Reply(_spoken(error))

    async def _follow(self, url: httpx.URL) -> Reply:
        moved = ""
        for _ in range(_MOST_HOPS):
            response = await self._polite(url)
            if response.next_request is None:
                fault = say("kb-links-status", status=response.status_code) if response.is_error else ""
                return Reply(fault, moved)
            url = response.next_request.url
            if response.status_code in _PERMANENT:
                moved = str(url)
        return Reply(say("kb-links-circle"), moved)

    async def _polite(self, url: httpx.URL) -> httpx.Response:
        async with self._hosts[url.host], self._gate, asyncio.timeout(self._seconds):
            response = await self._client.head(url)
            if response.status_code in _HEAD_REFUSED:
                async with self._client.stream("GET", url) as response:
                    return response
            return response


def _spoken(error: httpx.HTTPError) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return say("kb-links-tls")
        if isinstance(cause, socket.gaierror):
            return say("kb-links-no-host")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectError):
        return say("kb-links-unreachable")
    return say("kb-links-cut")
