"""Files that clients sent, fetched from VK: streamed, with an end to their size, their time and where they may lie."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from urllib.parse import urlsplit

import httpx

from bot.calls import Sink
from bot.channels.vk.connection import Vk
from bot.channels.vk.errors import later
from bot.errors import Rejected, RetryLater, TooLarge

_MOST_REDIRECTS = 5
"""A document's address leads to the server that has it."""

_WHOLE_SECONDS = 600.0
"""How long one file may take."""

_PAGES = ("vk.com", "vk.ru")
"""Where VK shows a page, in words, to whoever may not have the file."""

_BAD_REDIRECT = "location header"

_DIGITS = 20
"""Of a size that somebody claims: more than any file has."""

_NOT_NOW = frozenset({408, 425, 429})


class VkFiles:
    """The download side of the community."""

    def __init__(self, vk: Vk) -> None:
        """Addresses of this machine and its network are followed only where VK itself is there (the sandbox)."""
        self._vk = vk
        self._anywhere = not _is_public_literal(urlsplit(vk.api_url).hostname or "")

    async def download(self, ref: str, to: Sink, limit: int) -> None:
        """Streams the file at the address `ref` into `to`; see `bot.calls.FileSource`."""
        try:
            async with asyncio.timeout(_WHOLE_SECONDS):
                await self._follow(ref, to, limit)
        except TimeoutError:
            raise RetryLater(None, None, "TimeoutError") from None
        except (httpx.InvalidURL, UnicodeError):
            raise Rejected("not an address") from None
        except httpx.HTTPError as error:
            # httpx looks at where a redirect leads before it is asked to, and has no error of its own for that.
            if isinstance(error, httpx.RemoteProtocolError) and _BAD_REDIRECT in str(error):
                raise Rejected("a redirect to no address") from None
            raise later(error) from None

    async def _follow(self, url: str, to: Sink, limit: int) -> None:
        for _ in range(_MOST_REDIRECTS + 1):
            await self._check(url)
            async with self._vk.http.stream("GET", url) as response:
                if not response.is_redirect:
                    await self._take(response, to, limit)
                    return
                if not response.has_redirect_location:
                    raise Rejected("a redirect to nowhere")
                url = str(response.url.join(response.headers["location"]))
        raise Rejected("too many redirects")

    async def _check(self, url: str) -> None:
        """An address may lead anywhere: never to what only this machine can reach."""
        try:
            parts = urlsplit(url)
            host = parts.hostname
        except ValueError:
            raise Rejected("not an address") from None
        if parts.scheme not in ("http", "https") or not host:
            raise Rejected("not an address")
        if not self._anywhere and not await _is_public(host):
            raise Rejected("not a public address")

    async def _take(self, response: httpx.Response, to: Sink, limit: int) -> None:
        status = response.status_code
        if status in _NOT_NOW or status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise RetryLater(None, None, f"HTTP {status}")
        if status != httpx.codes.OK:
            raise Rejected(f"HTTP {status}")
        if response.headers.get("content-type", "").startswith("text/html") and response.url.host.endswith(_PAGES):
            raise Rejected("a page in place of the file")
        claimed = response.headers.get("content-length", "")
        if claimed.isdecimal() and int(claimed[:_DIGITS]) > limit:
            raise TooLarge
        size = 0
        async for piece in response.aiter_bytes():
            size += len(piece)
            if size > limit:
                raise TooLarge
            to.write(piece)


def _is_public_literal(host: str) -> bool:
    """Whether a host is neither this machine nor an address of a closed network; names are taken for public."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return host != "localhost"


async def _is_public(host: str) -> bool:
    """Whether all addresses of a host are the internet's. Raises `RetryLater` when its name cannot be looked up, and
    `UnicodeError` for what can be no name."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    host.encode("idna")
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise RetryLater(None, None, type(error).__name__) from None
    return all(ipaddress.ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found)
