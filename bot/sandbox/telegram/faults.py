"""Troubles that a test or the page orders: refusals, dead servers, dropped connections, slow answers.

What belongs to the state of the world (a blocked bot, a deleted topic, a lost right) is done by `People`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.sandbox.ordered import Ordered


class FaultKind(StrEnum):
    """What goes wrong with a request."""

    RETRY_AFTER = "retry_after"
    """429 with `seconds` as `retry_after`; nothing is done."""
    SERVER_ERROR = "server_error"
    """`status` (5xx); nothing is done."""
    DROP_BEFORE = "drop_before"
    """The connection ends before the work."""
    DROP_AFTER = "drop_after"
    """The work is done, the connection ends without an answer."""
    DELAY = "delay"
    """The request waits `seconds` before anything else happens to it."""
    TRICKLE = "trickle"
    """A file's bytes come one every `seconds`."""
    REFUSAL = "refusal"
    """`status` (400) with `reason`, in Telegram's words: `VOICE_MESSAGES_FORBIDDEN`; nothing is done."""
    FILE_REFUSED = "file_refused"
    """A file named by its `file_id` is not known any more; what is uploaded passes."""
    HALF_ALBUM = "half_album"
    """The first half of an album is sent (platforms.md: limits), then the answer is 429 where `seconds` are given, 400
    about the next message where a `reason` is, else `status`."""


DOWNLOAD = "download"
"""The name under which fetching a file's bytes can be troubled; `drop_after` ends it in the middle."""

AT_WORK = (FaultKind.FILE_REFUSED, FaultKind.HALF_ALBUM)
"""Troubles that a request meets in the middle of its work, and only if it does that work."""


@dataclass(slots=True)
class Fault:
    """A trouble for the requests that it fits. None fits all, but a fault without `method` leaves `getUpdates` and
    `DOWNLOAD` alone (name them to break them). `chat` is compared with the request's `chat_id`, `bot` is a bot's id.
    `times` counts down; None: until cleared."""

    id: int
    kind: FaultKind
    method: str | None = None
    chat: int | None = None
    bot: int | None = None
    seconds: float = 0
    status: int = 502
    reason: str = ""
    times: int | None = 1

    def fits(self, bot: int, method: str, chat: object) -> bool:
        """Whether this request meets the trouble."""
        if self.method is None and method in ("getUpdates", DOWNLOAD):
            return False
        return (
            (self.method is None or self.method.lower() == method.lower())
            and (self.bot is None or self.bot == bot)
            and (self.chat is None or str(self.chat) == str(chat))
        )


class Faults(Ordered[Fault]):
    """The troubles ordered now."""

    def order(self, kind: FaultKind | str, **how: Any) -> int:
        """Orders a trouble with the fields of `Fault`; returns its id."""
        if kind == FaultKind.REFUSAL:
            how.setdefault("status", 400)
        return self._add(Fault(next(self._numbers), FaultKind(kind), **how))

    def meet(self, bot: int, method: str, chat: object) -> list[Fault]:
        """The troubles of this request, in the order in which they were ordered; each is counted as met."""
        if not self._ordered:
            return []
        return self._met([fault for fault in self._fitting(bot, method, chat) if fault.kind not in AT_WORK])

    def meet_at_work(self, kind: FaultKind, bot: int, method: str, chat: object) -> Fault | None:
        """The first trouble of one kind of `AT_WORK` for this request, counted as met."""
        found = [fault for fault in self._fitting(bot, method, chat) if fault.kind is kind]
        return self._met(found[:1])[0] if found else None

    def _fitting(self, bot: int, method: str, chat: object) -> list[Fault]:
        return [fault for fault in self._ordered if fault.fits(bot, method, chat)]
