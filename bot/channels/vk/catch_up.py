"""After a gap in the long poll: what was written meanwhile, from the dialogues themselves.

Dialogues are gone through newest first until nothing newer than what is known comes; each is read back to what is
known and given in the order in which it was written. Ids of messages grow over the whole community, so one number says
what is known. What was known after all is one row by its external id, so a start from the beginning loses nothing and
doubles nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import structlog

from bot.channels.vk.connection import Vk
from bot.channels.vk.contents import JSON, objects, whole
from bot.channels.vk.errors import Refusal, translated
from bot.channels.vk.limits import CHATS_FROM, PAGE
from bot.errors import RetryLater

log = structlog.get_logger(__name__)

MARGIN = 50
"""Messages in different dialogues are numbered and told at nearly the same time, not always in the same order: so many
below the last one that was seen are read again."""

_DIALOGUES = 5
"""Dialogues read in one step, …"""

_MESSAGES = 500
"""… and messages after which a step ends."""


class CatchUp:
    """One pass, step by step. `known` is the number of the last message that was seen, `floor` the last one from before
    this service's first start: nothing up to it is ever taken."""

    def __init__(self, vk: Vk, known: int, floor: int) -> None:
        self._vk, self._known, self._floor = vk, known, floor
        self._since = max(known - MARGIN, floor)
        self._listed_to = self._since
        self._waiting: list[int] = []
        self._read: set[int] = set()
        self.newest = known

    async def step(self) -> list[JSON] | None:
        """The next events, perhaps none; None when all is read. Raises `Refusal` and `RetryLater`, then the step can
        be taken again."""
        if not self._waiting:
            self._waiting = await self._changed()
            if not self._waiting:
                return None
        events: list[JSON] = []
        done = 0
        for peer in self._waiting[:_DIALOGUES]:
            history = await self._history(peer)
            events += self._events(history)
            done += 1
            if len(events) >= _MESSAGES:
                break
        # Only now: a failure before leaves the dialogues waiting, and their events are given again.
        self._read.update(self._waiting[:done])
        self._waiting = self._waiting[done:]
        return events

    async def _changed(self) -> list[int]:
        """The dialogues that have something new and were not read yet. While they are read others may be written in,
        and move to the top past those still to come: so the list is looked through until nothing in it is left to read.
        What comes into a dialogue after it was read is told by the long poll."""
        since = self._listed_to
        peers: dict[int, None] = {}
        for page in itertools.count():
            offset = page * PAGE
            items = _items(await self._vk.ask("messages.getConversations", count=PAGE, offset=offset, filter="all"))
            numbers = [number_of(item.get("last_message")) for item in items]
            self._listed_to = max([self._listed_to, *numbers])
            for item, last in zip(items, numbers, strict=True):
                peer = _peer(item)
                if last > self._since and 0 < peer < CHATS_FROM and peer not in self._read:
                    peers[peer] = None
            if len(items) < PAGE or max(numbers) <= since:
                break
        return list(peers)

    async def _history(self, peer: int) -> list[JSON]:
        """Messages back to what is known, newest first; the page that reaches it is read to its end, because what was
        known may have been corrected."""
        found: list[JSON] = []
        while True:
            try:
                page = _items(await self._vk.ask("messages.getHistory", peer_id=peer, count=PAGE, offset=len(found)))
            except Refusal as refusal:
                if isinstance(translated(refusal, None), RetryLater):
                    raise
                # One dialogue that VK will not show must not keep the others waiting for ever.
                log.warning("vk.unreadable_dialogue", peer=peer, why=refusal.reason)
                return found
            found += page
            if len(page) < PAGE or number_of(page[-1]) <= self._since:
                return found

    def _events(self, history: Sequence[JSON]) -> list[JSON]:
        """The messages as the long poll would have told them, in the order of the dialogue; then the corrections."""
        fresh, corrected = [], []
        for message in sorted(history, key=_in_dialogue):
            number = number_of(message)
            self.newest = max(self.newest, number)
            if number > self._since:
                fresh.append(_event("message_reply" if message.get("out") else "message_new", message))
            if self._floor < number <= self._known and message.get("update_time") and not message.get("out"):
                corrected.append(_event("message_edit", message))
        return [*fresh, *corrected]


def number_of(message: Any) -> int:
    """The community's number of a message; 0 when it has none."""
    return (whole(message.get("id")) or 0) if isinstance(message, dict) else 0


def _in_dialogue(message: JSON) -> tuple[int, int]:
    return whole(message.get("date")) or 0, whole(message.get("conversation_message_id")) or 0


def _items(answer: Any) -> list[JSON]:
    return objects(answer.get("items")) if isinstance(answer, dict) else []


def _peer(item: JSON) -> int:
    """Whose dialogue it is, 0 when nobody knows."""
    conversation = item.get("conversation")
    peer = conversation.get("peer") if isinstance(conversation, dict) else None
    return (whole(peer.get("id")) or 0) if isinstance(peer, dict) else 0


def _event(kind: str, message: JSON) -> JSON:
    body = {"message": message} if kind == "message_new" else message
    return {"type": kind, "object": body, "caught_up": True}
