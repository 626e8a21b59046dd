"""Troubles that are ordered, met so many times and cleared, whatever the messenger."""

from __future__ import annotations

import itertools
from dataclasses import asdict
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from bot.sandbox.events import EventLog


class Counted(Protocol):
    """A trouble, as a dataclass: `times` counts down; None: until cleared."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    id: int
    times: int | None


FaultT = TypeVar("FaultT", bound=Counted)


class Ordered(Generic[FaultT]):
    """The troubles ordered now; each change of them is told as an event."""

    def __init__(self, events: EventLog) -> None:
        self._events = events
        self._ordered: list[FaultT] = []
        self._numbers = itertools.count(1)

    def clear(self, fault: int | None = None) -> None:
        """Ends one trouble, or all."""
        self._ordered = [other for other in self._ordered if fault is not None and other.id != fault]
        self._tell()

    def view(self) -> list[dict[str, Any]]:
        """All that are ordered now, as JSON."""
        return [asdict(fault) for fault in self._ordered]

    def _add(self, fault: FaultT) -> int:
        self._ordered.append(fault)
        self._tell()
        return fault.id

    def _met(self, met: list[FaultT]) -> list[FaultT]:
        """These, each counted as met."""
        for fault in met:
            if fault.times is not None:
                fault.times -= 1
        if met:
            self._ordered = [fault for fault in self._ordered if fault.times is None or fault.times > 0]
            self._tell()
        return met

    def _tell(self) -> None:
        self._events.emit("faults", {"faults": self.view()})
