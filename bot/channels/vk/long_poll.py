"""The long poll's address and key, and one question to it. An address that has died is asked for anew: VK moves it, and
tells nobody."""

from __future__ import annotations

import httpx

from bot.channels.vk.connection import Vk
from bot.channels.vk.contents import JSON
from bot.channels.vk.errors import later
from bot.channels.vk.limits import CONNECT_SECONDS, GRACE_SECONDS
from bot.cleaning import clean, read_json
from bot.errors import RetryLater

ODD_PAUSE = 5.0
"""Seconds after an answer that nobody has documented, or a key that is refused as soon as it was given."""

_SILENCES = 3
"""So many silences in a row (a 5xx, a dropped connection) mean the address; VK wants to be asked for it seldom (error
29), and most silences pass by themselves. What is no long poll's answer means the address at once."""


class LongPoll:
    """The community's. `in_touch`: the last question was answered; otherwise the next waits a second only, to tell
    that VK can be read."""

    def __init__(self, vk: Vk, poll_seconds: int) -> None:
        self._vk, self._poll = vk, poll_seconds
        self._server: tuple[str, str] | None = None
        """Address and key."""
        self._silences = 0
        self.in_touch = False

    async def find(self) -> str:
        """Asks where to listen; returns the number of the newest event. Raises `RetryLater` and `Refusal`."""
        answer = await self._vk.ask("groups.getLongPollServer", group_id=self._vk.group_id)
        try:
            self._server, self._silences = (str(answer["server"]), str(answer["key"])), 0
            return str(answer["ts"])
        except (KeyError, TypeError):
            raise RetryLater(ODD_PAUSE, None, "strange answer") from None

    def lose(self) -> None:
        """The address (or its key) is worth nothing any more."""
        self._server, self.in_touch = None, False

    async def ask(self, ts: str) -> JSON:
        """What follows `ts`, whichever address is asked: an object with `ts` or `failed`. Raises `RetryLater`."""
        if self._server is None:
            await self.find()
        try:
            answer = await self._ask(ts)
        except RetryLater:
            self.in_touch = False
            raise
        self._silences = 0
        return answer

    async def _ask(self, ts: str) -> JSON:
        assert self._server is not None  # noqa: S101  (found before)
        wait = self._poll if self.in_touch else min(1, self._poll)
        server, key = self._server
        asked: dict[str, str | int] = {"act": "a_check", "key": key, "ts": ts, "wait": wait}
        timeout = httpx.Timeout(wait + GRACE_SECONDS, connect=CONNECT_SECONDS)
        try:
            response = await self._vk.http.get(server, params=asked, timeout=timeout)
            answer = clean(read_json(response.raise_for_status().content))
        except httpx.HTTPStatusError as error:
            self._failed(silence=error.response.is_server_error)
            raise RetryLater(None, None, f"HTTP {error.response.status_code}") from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            self.lose()
            raise RetryLater(ODD_PAUSE, None, "strange address") from None
        except httpx.HTTPError as error:
            self._failed(silence=True)
            raise later(error) from None
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or (answer.get("failed") is None and answer.get("ts") is None):
            self.lose()
            raise RetryLater(None, None, "strange answer")
        return answer

    def _failed(self, *, silence: bool) -> None:
        self._silences += 1
        if not silence or self._silences >= _SILENCES:
            self.lose()
