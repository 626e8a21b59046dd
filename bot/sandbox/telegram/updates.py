"""A bot's queue of updates with the offset semantics of `getUpdates`."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Any

from bot.sandbox.telegram.refusals import ApiError

KINDS = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "message_reaction_count",
)
"""The kinds of updates that the sandbox can make."""

NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
"""Kinds that must be asked for by name (platforms.md: updates)."""

KEPT = 100_000
"""Updates kept for one bot (platforms.md: updates)."""

LONGEST_POLL = 50
"""Seconds; the real server answers a longer poll after as many."""

IDS_A_SECOND = 1_000
"""How far the numbering moves with the clock: a sandbox started anew goes on above whatever it gave out before, so that
a service which kept its database takes nothing for a replay."""


class UpdateQueue:
    """Updates that the bot has not confirmed yet, oldest first."""

    def __init__(self) -> None:
        self.allowed: frozenset[str] | None = None
        """Kinds asked for by the last `getUpdates` that named any; None is the default."""
        self._pending: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._next_id = int(time.time() * IDS_A_SECOND)
        self._waiting: asyncio.Future[None] | None = None
        self._turn = 0

    def __len__(self) -> int:
        return len(self._pending)

    def wants(self, kind: str) -> bool:
        """Whether an update of this kind would be kept for the bot."""
        return kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def put(self, kind: str, payload: dict[str, Any]) -> None:
        """Queues an update, if the bot takes its kind, and wakes the bot."""
        if not self.wants(kind):
            return
        self._pending.append({"update_id": self._next_id, kind: payload})
        self._next_id += 1
        self._wake()

    def waiting(self) -> list[dict[str, Any]]:
        """What the bot has not confirmed yet."""
        return list(self._pending)

    def forget(self) -> None:
        """Drops everything (`drop_pending_updates`)."""
        self._pending.clear()

    async def get(self, offset: int, limit: int, wait: float) -> list[dict[str, Any]]:
        """The next updates; waits up to `wait` seconds for the first.

        Those below `offset` are confirmed and forgotten; a negative offset counts from the end of the queue. Of two
        requests at once the earlier is ended: 409.
        """
        self._confirm(offset)
        self._turn += 1
        turn = self._turn
        self._wake()
        if not self._pending and wait > 0:
            await self._wait(min(wait, LONGEST_POLL))
            if turn != self._turn:
                reason = "terminated by other getUpdates request; make sure that only one bot instance is running"
                raise ApiError(409, reason)
        return [update for update, _ in zip(self._pending, range(limit), strict=False)]

    def _confirm(self, offset: int) -> None:
        drop = max(len(self._pending) + offset, 0) if offset < 0 else 0
        while self._pending and (drop > 0 or 0 < offset > self._pending[0]["update_id"]):
            self._pending.popleft()
            drop -= 1

    async def _wait(self, seconds: float) -> None:
        self._waiting = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await self._waiting
        except TimeoutError:
            pass

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def close(self) -> None:
        """Lets a waiting request go with nothing."""
        self._wake()
