"""Troubles that a test or the page orders: errors, dead servers, dropped connections, slow answers, lost history.

What belongs to the state of the world (a denied dialogue, the blacklist, a deleted message) is done by `People`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.sandbox.events import EventLog
from bot.sandbox.ordered import Ordered

LONG_POLL, UPLOAD, FILE = "a_check", "upload", "file"
"""What a fault calls the requests that are no API methods."""


class FaultKind(StrEnum):
    """What goes wrong with a request."""

    ERROR = "error"
    """VK's error `code`; nothing is done."""
    SERVER_ERROR = "server_error"
    """`status` (4xx, 5xx) and nothing to read; nothing is done."""
    STRANGE = "strange"
    """200 with `body` as it stands, whatever that is; nothing is done."""
    DROP_BEFORE = "drop_before"
    """The connection ends before the work."""
    DROP_AFTER = "drop_after"
    """The work is done, the connection ends without an answer."""
    DELAY = "delay"
    """The request waits `seconds` before anything else happens to it."""
    TRICKLE = "trickle"
    """A file's bytes come one every `seconds`."""
    FAILED = "failed"
    """The long poll answers `failed` 1 (its history is gone), 2 (a new key is needed) or 3 (both)."""
    OUTAGE = "outage"
    """Every connection is dropped, those that wait too, until the fault is cleared."""


@dataclass(slots=True)
class Fault:
    """A trouble for the requests that it fits. None fits all, but a fault without `method` leaves long poll, uploads
    and files alone, an outage excepted. `peer` is compared with each recipient. `times` counts down; None: until
    cleared."""

    id: int
    kind: FaultKind
    method: str | None = None
    peer: int | None = None
    code: int = 10
    message: str | None = None
    seconds: float = 0
    status: int = 502
    body: str = "<html>"
    failed: int = 1
    times: int | None = 1

    def fits(self, method: str, peer: int | None) -> bool:
        """Whether this request meets the trouble."""
        if self.kind is FaultKind.OUTAGE:
            return True
        if self.kind is FaultKind.FAILED:
            return method == LONG_POLL
        if self.method is None and method in (LONG_POLL, UPLOAD, FILE):
            return False
        return (self.method is None or self.method.lower() == method.lower()) and self.peer in (None, peer)


class Faults(Ordered[Fault]):
    """The troubles ordered now. `wake` is called when an outage begins, to end what waits."""

    def __init__(self, events: EventLog, wake: Callable[[], None]) -> None:
        super().__init__(events)
        self._wake = wake

    @property
    def outage(self) -> bool:
        """Whether nothing answers now."""
        return any(fault.kind is FaultKind.OUTAGE for fault in self._ordered)

    def order(self, kind: FaultKind | str, **how: Any) -> int:
        """Orders a trouble with the fields of `Fault`; returns its id. An outage lasts until it is cleared."""
        kind = FaultKind(kind)
        if kind is FaultKind.OUTAGE:
            how.setdefault("times", None)
        number = self._add(Fault(next(self._numbers), kind, **how))
        if kind is FaultKind.OUTAGE:
            self._wake()
        return number

    def meet(self, method: str, peer: int | None = None, only: FaultKind | None = None) -> list[Fault]:
        """The troubles of this request (those of one kind), as they were ordered; each is counted as met."""
        fitting = [fault for fault in self._ordered if fault.fits(method, peer) and only in (None, fault.kind)]
        return self._met(fitting)
