"""The community's events by long poll, as raw JSON; after a gap the dialogues themselves are read (`catch_up`).

The loop of vk_api is not used: it forgets `ts`, dies of a dropped connection and says nothing when history was lost.
What it knows of the protocol (`VkBotLongPoll.check`) is kept. The cursor is JSON: see `Cursor`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import structlog

from bot.channels.vk import routing
from bot.channels.vk.catch_up import CatchUp, number_of
from bot.channels.vk.connection import Vk
from bot.channels.vk.contents import JSON, objects
from bot.channels.vk.errors import Refusal, translated
from bot.channels.vk.limits import POLL_SECONDS
from bot.channels.vk.long_poll import ODD_PAUSE, LongPoll
from bot.channels.vk.profiles import Profiles
from bot.clock import Clock, SystemClock
from bot.errors import RetryLater
from bot.messages import Batch, RawUpdate

log = structlog.get_logger(__name__)

_OFF_PAUSE = 30.0
"""Seconds before the next try while VK refuses the long poll: it is off in the community's settings, perhaps."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the community was read: `ts` of the long poll; `known`, the community's number of the newest message that
    was seen; `floor`, that of the last one before this service's first start. `step` counts what catching up has given,
    and is None while there is nothing to catch up."""

    ts: str
    known: int
    floor: int
    step: int | None = None

    def __str__(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value is not None})

    @classmethod
    def read(cls, text: str) -> Cursor:
        """As it was saved."""
        return cls(**json.loads(text))


class VkSource:
    """What happens in the community."""

    name = "vk"

    def __init__(self, vk: Vk, clock: Clock | None = None, poll_seconds: int = POLL_SECONDS) -> None:
        self._vk = vk
        self._clock = clock or SystemClock()
        self._profiles = Profiles(vk)
        self._long_poll = LongPoll(vk, poll_seconds)
        self._catching: CatchUp | None = None
        self._given: tuple[int, Batch] | None = None
        """The step of catching up that was given last, with what it brought: until its cursor comes back, nobody has
        said that it was kept."""

    async def fetch(self, cursor: str | None) -> Batch:
        """Waits up to `poll_seconds` for events; raises `RetryLater` whatever the refusal.

        At the very first start nothing older is taken. The first question, and the first after a failure, waits a
        second only: it tells that VK can be read.
        """
        try:
            if cursor is None:
                return await self._begin()
            read = Cursor.read(cursor)
            return await (self._check(read) if read.step is None else self._catch_up(read, read.step))
        except Refusal as refusal:
            self._long_poll.lose()
            error = translated(refusal, None)
            raise error if isinstance(error, RetryLater) else RetryLater(_OFF_PAUSE, None, refusal.reason) from None
        except RetryLater:
            self._long_poll.in_touch = False
            raise

    # --- long poll ----------------------------------------------------------------------------------------------------

    async def _begin(self) -> Batch:
        """The first start: `ts` before the newest message, so that nothing falls between the two."""
        ts = await self._long_poll.find()
        answer = await self._vk.ask("messages.getConversations", count=1, filter="all")
        newest = objects(answer.get("items")) if isinstance(answer, dict) else []
        known = number_of(newest[0].get("last_message")) if newest else 0
        return Batch((), str(Cursor(ts, known, known)))

    async def _check(self, cursor: Cursor) -> Batch:
        answer = await self._long_poll.ask(cursor.ts)
        failed = answer.get("failed")
        if failed is None:
            self._long_poll.in_touch = True
            return await self._events(cursor, answer)
        if failed == 1 and (ts := answer.get("ts")) is not None:
            return self._gap(cursor, str(ts))
        fresh = not self._long_poll.in_touch
        self._long_poll.lose()
        if failed == 2 and not fresh:
            return await self._check(cursor)
        if failed in (1, 3):
            return self._gap(cursor, await self._long_poll.find())
        raise RetryLater(ODD_PAUSE, None, f"long poll failed {failed}")

    async def _events(self, cursor: Cursor, answer: JSON) -> Batch:
        events = objects(answer.get("updates"))
        ts = str(answer["ts"])
        if not events:
            return Batch((), None if ts == cursor.ts else str(replace(cursor, ts=ts)))
        known = max([cursor.known, *(_number_in(event) for event in events)])
        return Batch(await self._rows(events), str(replace(cursor, ts=ts, known=known)))

    async def _rows(self, events: Sequence[JSON]) -> list[RawUpdate]:
        kept = [event for event in events if not routing.is_noise(event)]
        people, now = await self._profiles.of(kept), int(self._clock.now().timestamp())
        return [
            RawUpdate(
                routing.external_id(event),
                routing.conversation(event),
                {**event, "received_at": now, "people": named},
            )
            for event, named in zip(kept, people, strict=True)
        ]

    # --- after a gap --------------------------------------------------------------------------------------------------

    def _gap(self, cursor: Cursor, ts: str) -> Batch:
        """Events were lost. Saved first: whatever happens from here on, they are read from the dialogues."""
        log.warning("vk.gap", known=cursor.known)
        self._long_poll.in_touch, self._catching, self._given = False, None, None
        return Batch((), str(replace(cursor, ts=ts, step=0)))

    async def _catch_up(self, cursor: Cursor, step: int) -> Batch:
        if self._given is not None and self._given[0] == step:
            return self._given[1]  # It was not kept: the database was away.
        if self._catching is None:
            self._catching = CatchUp(self._vk, cursor.known, cursor.floor)
        events = await self._catching.step()
        if events is None:
            log.info("vk.caught_up", steps=step)
            known, self._catching, self._given = self._catching.newest, None, None
            return Batch((), str(replace(cursor, known=known, step=None)))
        batch = Batch(await self._rows(events), str(replace(cursor, step=step + 1)))
        self._given = (step, batch)
        return batch


def _number_in(event: JSON) -> int:
    """The community's number of the message in an event; only a message's `id` is one."""
    return number_of(routing.message_of(event)) if event.get("type") in routing.MESSAGES else 0
