"""What bots asked and what they were answered, for tests and for the page."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.clock import Clock


@dataclass(slots=True)
class Call:
    """One request of a bot or a community, by its id. `at` is in Unix seconds on the world's clock, `took` in real
    seconds; `answer` None means that the connection was dropped or the request still waits."""

    number: int
    bot: int
    method: str
    params: dict[str, Any]
    at: float
    status: int = 0
    answer: dict[str, Any] | None = None
    took: float = 0
    begun: float = field(default_factory=time.perf_counter, repr=False)

    def finish(self, status: int, answer: dict[str, Any] | None) -> None:
        """Writes the answer down; status 0 with no answer is a dropped connection."""
        self.status, self.answer, self.took = status, answer, time.perf_counter() - self.begun

    def to_json(self) -> dict[str, Any]:
        """For another process; what was uploaded is only named."""
        data = asdict(self)
        del data["begun"]
        data["params"] = {key: value if _plain(value) else str(value) for key, value in self.params.items()}
        return data


def _plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | list | dict)


class CallLog:
    """The last `keep` requests of all bots; 0 keeps none."""

    def __init__(self, clock: Clock, keep: int) -> None:
        self._clock = clock
        self._kept: deque[Call] = deque(maxlen=keep)
        self._number = 0

    def begin(self, bot: int, method: str, params: dict[str, Any]) -> Call:
        """A request has come."""
        self._number += 1
        call = Call(self._number, bot, method, params, self._clock.now().timestamp())
        self._kept.append(call)
        return call

    def since(self, number: int = 0) -> list[Call]:
        """The requests kept after that number, oldest first."""
        return [call for call in self._kept if call.number > number]
