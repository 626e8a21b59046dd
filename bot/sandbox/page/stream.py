"""What happens in the emulated Telegram, as server-sent events that a page can take up where it dropped."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.sandbox.events import Event
from bot.sandbox.telegram.world import World

RETRY_MS = 1_000
"""After how long a browser connects again."""

PING_SECONDS = 15


class Stream:
    """The events of one world for any number of pages. An event's id is `<era>-<seq>`: a page that comes with the id of
    an earlier sandbox on this port is told to take a new snapshot."""

    def __init__(self, world: World, stop: asyncio.Event) -> None:
        self.era = secrets.token_hex(4)
        self._world = world
        self._stop = stop

    def respond(self, last: str) -> EventSourceResponse:
        """Everything after the event with the id `last`, until the sandbox stops or the page leaves."""
        return EventSourceResponse(self._follow(last), ping=PING_SECONDS, headers={"Cache-Control": "no-store"})

    async def _follow(self, last: str) -> AsyncIterator[ServerSentEvent]:
        yield ServerSentEvent(comment="open", retry=RETRY_MS)
        era, _, seq = last.partition("-")
        if era != self.era or not seq.isdecimal():
            yield self._sent(Event(self._world.events.seq, "reset", {}))
            seq = str(self._world.events.seq)
        async for event in until(self._stop, self._world.events.subscribe(int(seq))):
            yield self._sent(event)

    def _sent(self, event: Event) -> ServerSentEvent:
        return ServerSentEvent(json.dumps(event.to_json(), ensure_ascii=False), id=f"{self.era}-{event.seq}")


async def until(stop: asyncio.Event, events: AsyncIterator[Event]) -> AsyncIterator[Event]:
    """The events up to their end or the moment when `stop` is set: an open stream must not hold up the process."""
    stopped = asyncio.ensure_future(stop.wait())
    following: asyncio.Future[Event | None] | None = None
    try:
        while not stop.is_set():
            following = asyncio.ensure_future(anext(events, None))
            await asyncio.wait({stopped, following}, return_when=asyncio.FIRST_COMPLETED)
            if not following.done() or (event := following.result()) is None:
                return
            yield event
    finally:
        stopped.cancel()
        if following is not None:
            following.cancel()
