"""What happens in the emulated world, as server-sent events that a page can take up where it dropped."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Mapping

from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.sandbox.events import Event, EventLog

RETRY_MS = 1_000
"""After how long a browser connects again."""

PING_SECONDS = 15


class Stream:
    """The events of several logs for any number of pages; each event says whose it is. The id of an event is
    `<era>-<seq of each log>`: a page that comes with the id of an earlier sandbox on this port is told to take a new
    snapshot."""

    def __init__(self, logs: Mapping[str, EventLog], stop: asyncio.Event) -> None:
        self._era = secrets.token_hex(4)
        self._logs = logs
        self._stop = stop

    @property
    def last(self) -> str:
        """The id of this moment."""
        return self._id([log.seq for log in self._logs.values()])

    def respond(self, last: str) -> EventSourceResponse:
        """Everything after the event with the id `last`, until the sandbox stops or the page leaves."""
        return EventSourceResponse(self._follow(last), ping=PING_SECONDS, headers={"Cache-Control": "no-store"})

    async def _follow(self, last: str) -> AsyncIterator[ServerSentEvent]:
        yield ServerSentEvent(comment="open", retry=RETRY_MS)
        if (known := self._seen(last)) is None:
            known = [log.seq for log in self._logs.values()]
            yield self._sent(known, {"kind": "reset", "data": {}})
        seen = dict(zip(self._logs, known, strict=True))
        logs = {name: log.subscribe(seen[name]) for name, log in self._logs.items()}
        async for name, event in together(self._stop, logs):
            seen[name] = event.seq
            yield self._sent(list(seen.values()), {"from": name, "kind": event.kind, "data": event.data})

    def _seen(self, last: str) -> list[int] | None:
        era, _, seqs = last.partition("-")
        parts = seqs.split(".")
        if era != self._era or len(parts) != len(self._logs) or not all(part.isdecimal() for part in parts):
            return None
        return [int(part) for part in parts]

    def _sent(self, seen: list[int], what: Mapping[str, object]) -> ServerSentEvent:
        return ServerSentEvent(json.dumps(what, ensure_ascii=False), id=self._id(seen))

    def _id(self, seen: list[int]) -> str:
        return f"{self._era}-{'.'.join(map(str, seen))}"


async def together(stop: asyncio.Event, logs: Mapping[str, AsyncIterator[Event]]) -> AsyncIterator[tuple[str, Event]]:
    """The events of all logs as they come, up to the end of any of them or the moment when `stop` is set: an open
    stream must not hold up the process."""
    stopped = asyncio.ensure_future(stop.wait())
    waiting = {name: asyncio.ensure_future(anext(events, None)) for name, events in logs.items()}
    try:
        while not stop.is_set():
            await asyncio.wait({stopped, *waiting.values()}, return_when=asyncio.FIRST_COMPLETED)
            for name, following in list(waiting.items()):
                if not following.done():
                    continue
                if (event := following.result()) is None:
                    return
                yield name, event
                waiting[name] = asyncio.ensure_future(anext(logs[name], None))
    finally:
        stopped.cancel()
        for following in waiting.values():
            following.cancel()
