"""The community's long poll: numbered events, a limited history of them, a key, and its settings."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import deque
from typing import Any

from bot.sandbox.vk.limits import LONGEST_WAIT

JSON = dict[str, Any]

KINDS = (
    "message_new",
    "message_reply",
    "message_edit",
    "message_allow",
    "message_deny",
    "message_read",
    "message_typing_state",
    "message_event",
    "message_reaction_event",
    "wall_reply_new",
    "wall_post_new",
    "user_block",
    "user_unblock",
)
"""The events that the sandbox can make."""

KEPT = 1_000
"""Events kept for who asks again. VK promises no number."""

NUMBERS_A_SECOND = 1_000
"""How far the numbering moves with the clock: a sandbox started anew goes on above whatever it gave out before, so that
a service which kept its `ts` is told that the history is gone."""


class LongPoll:
    """Bots Long Poll of one community; the settings are those of `groups.setLongPollSettings`."""

    def __init__(self, group_id: int, kept: int = KEPT) -> None:
        self.enabled = True
        self.api_version = "5.199"
        self.events: set[str] = {"message_new"}
        """Only `message_new` is on in a new community."""
        self.key = secrets.token_hex(20)
        self.address = "1"
        """The last part of where it is asked; elsewhere nobody answers."""
        self.ts = int(time.time() * NUMBERS_A_SECOND)
        """The number of the last event."""
        self._group_id = group_id
        self._kept: deque[JSON] = deque(maxlen=kept)
        self._waiting: set[asyncio.Future[None]] = set()

    def put(self, kind: str, what: JSON) -> None:
        """An event of that kind, if it is on, for whoever asks from now on."""
        if not self.enabled or kind not in self.events:
            return
        event_id = secrets.token_hex(20)
        self._kept.append({"group_id": self._group_id, "type": kind, "event_id": event_id, "v": self.api_version})
        self._kept[-1]["object"] = what
        self.ts += 1
        self.wake()

    def history(self) -> list[JSON]:
        """The events kept, oldest first."""
        return list(self._kept)

    async def check(self, key: str, ts: str, wait: float) -> JSON:
        """What follows `ts`, or, after at most `wait` seconds, nothing (platforms.md: VK, the three `failed`)."""
        answer = self._look(key, ts)
        if answer.get("updates") == [] and wait > 0:
            await self._wait(min(wait, LONGEST_WAIT))
            answer = self._look(key, ts)
        return answer

    def _look(self, key: str, ts: str) -> JSON:
        if key != self.key or not self.enabled:
            return {"failed": 2}
        seen = int(ts) if ts.isdecimal() else self.ts + 1
        if seen > self.ts:
            return {"failed": 3}
        first = self.ts - len(self._kept)
        if seen < first:
            return {"failed": 1, "ts": self.ts}
        updates = [self._kept[index] for index in range(seen - first, len(self._kept))]
        return {"ts": str(self.ts), "updates": updates}

    def new_key(self) -> None:
        """The key in use expires: `failed` 2 until the server is asked for again."""
        self.key = secrets.token_hex(20)
        self.wake()

    def move(self) -> None:
        """Another address from now on; numbers and key stay."""
        self.address = str(int(self.address) + 1)
        self.wake()

    def forget(self) -> None:
        """All events so far are gone: `failed` 1 for whoever has not seen the last of them."""
        self._kept.clear()

    async def _wait(self, seconds: float) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            pass
        finally:
            self._waiting.discard(waiting)

    def wake(self) -> None:
        """Lets those who wait look again."""
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
