"""What changed, one after another with numbers, so that a page can follow and go on where it dropped."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

KEPT = 5_000
"""Events kept for those who come back; who is further behind gets `reset` and takes a new snapshot."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change. What kinds there are and what `data` they have is told by `views` of each messenger; two are common:

    - `faults`: `{"faults": [...]}`, all that are ordered now
    - `reset`: take a new snapshot, some events are no longer here
    """

    seq: int
    kind: str
    data: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """For a stream of server-sent events."""
        return {"seq": self.seq, "kind": self.kind, "data": self.data}


class EventLog:
    """The last events, and those who wait for the next."""

    def __init__(self) -> None:
        self.seq = 0
        self._kept: deque[Event] = deque(maxlen=KEPT)
        self._waiting: set[asyncio.Future[None]] = set()
        self._closed = 0

    def close(self) -> None:
        """Ends the subscriptions of this moment."""
        self._closed += 1
        self._wake()

    def emit(self, kind: str, data: dict[str, Any]) -> None:
        """Writes an event down and wakes who waits."""
        self.seq += 1
        self._kept.append(Event(self.seq, kind, data))
        self._wake()

    def _wake(self) -> None:
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    def since(self, seq: int) -> list[Event]:
        """The events after `seq`; a single `reset` when some of them are gone."""
        if seq >= self.seq:
            return []
        if not self._kept or self._kept[0].seq > seq + 1:
            return [Event(self.seq, "reset", {})]
        return [self._kept[index] for index in range(seq + 1 - self._kept[0].seq, len(self._kept))]

    async def subscribe(self, since: int | None = None) -> AsyncIterator[Event]:
        """Every event after `since` (None: from now on), until the log is closed."""
        seen = self.seq if since is None else min(since, self.seq)
        closed = self._closed
        while closed == self._closed:
            for event in self.since(seen):
                seen = event.seq
                yield event
            if seen == self.seq:
                await self._next()

    async def _next(self) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        try:
            await waiting
        finally:
            self._waiting.discard(waiting)
