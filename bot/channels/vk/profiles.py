"""Who writes: VK's events carry numbers only, so names are asked for, kept for a while, and never waited for twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

import structlog

from bot.channels.vk.connection import Vk
from bot.channels.vk.contents import JSON, objects, whole
from bot.channels.vk.errors import Refusal
from bot.channels.vk.limits import CHATS_FROM, PEOPLE
from bot.channels.vk.routing import message_of
from bot.errors import RetryLater

log = structlog.get_logger(__name__)

_FRESH_SECONDS = 6 * 3600
"""People change their names seldom."""

_NOT_AGAIN_SECONDS = 60
"""How long nobody is asked for after a failure."""

_MOST = 20_000
_FIELDS = ("first_name", "last_name", "screen_name")
_DEEPEST = 50


class Profiles:
    """Names by number, as `users.get` tells them; who cannot be asked for has none."""

    def __init__(self, vk: Vk, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._vk, self._monotonic = vk, monotonic
        self._known: dict[int, tuple[float, JSON]] = {}
        self._not_before = 0.0

    async def of(self, events: Iterable[JSON]) -> list[JSON]:
        """For each event the people in it, by number as text."""
        numbers = [_people(event) for event in events]
        await self._ask(set().union(*numbers))
        return [{str(one): self._known[one][1] for one in some if one in self._known} for some in numbers]

    async def _ask(self, numbers: set[int]) -> None:
        now = self._monotonic()
        wanted = sorted(one for one in numbers if one not in self._known or self._known[one][0] <= now)[:PEOPLE]
        if not wanted or now < self._not_before:
            return
        try:
            found = await self._vk.ask("users.get", user_ids=",".join(map(str, wanted)), fields="screen_name")
        except (Refusal, RetryLater) as error:
            # A name is worth no wait: it comes with a later message.
            self._not_before = now + _NOT_AGAIN_SECONDS
            log.info("vk.people_unknown", count=len(wanted), why=error.reason)
            return
        if len(self._known) + len(wanted) > _MOST:
            self._known.clear()
        for person in objects(found):
            if (number := whole(person.get("id"))) is not None:
                profile = {name: person[name] for name in _FIELDS if isinstance(person.get(name), str)}
                self._known[number] = (now + _FRESH_SECONDS, profile)


def _people(event: JSON) -> set[int]:
    """Everybody whose name may be shown: authors, who reacts or pressed, and whose messages are passed on."""
    body = event.get("object")
    if not isinstance(body, dict):
        return set()
    message = message_of(event)
    named: list[Any] = [message.get("from_id"), message.get("peer_id"), body.get("user_id"), body.get("peer_id")]
    found = {number for one in named if (number := whole(one)) is not None}
    return {number for number in found | _quoted(message, _DEEPEST) if 0 < number < CHATS_FROM}


def _quoted(message: JSON, depth: int) -> set[int]:
    found: set[int] = set()
    for inner in objects(message.get("fwd_messages")) if depth else ():
        if (author := whole(inner.get("from_id"))) is not None:
            found.add(author)
        found |= _quoted(inner, depth - 1)
    return found
