"""A crowd of clients in an emulated messenger, which takes orders from another process: the measuring end of the
benchmarks.

Orders are JSON objects, one a line, each answered by one: the clock that measures is the one that makes updates
available and sees the calls arrive.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any

from bot.sandbox.calls import Call, CallLog
from tests.knowledge.questions import ANSWERABLE

CALLS_KEPT = 200_000
"""How many calls the log of an emulated messenger has to keep."""

_LIMIT_SECONDS = 120.0
_QUESTIONS = [question for question, _ in ANSWERABLE]


class Crowd(ABC):
    """Clients who ask, and what is known of the moments at which they did and were answered."""

    def __init__(self, calls: CallLog) -> None:
        self._log = calls
        self._people: list[int] = []
        self._asked: dict[int, float] = {}

    @abstractmethod
    def come(self, name: str) -> int:
        """A new client, who may be written to; returns their id."""

    @abstractmethod
    def say(self, person: int, text: str) -> None:
        """The client writes."""

    @abstractmethod
    def is_poll(self, call: Call) -> bool:
        """Whether a call asks for what clients wrote."""

    @abstractmethod
    def answered(self, call: Call) -> int | None:
        """Whom a call has sent a message, if it did."""

    # --- the orders -------------------------------------------------------------------------------------------------

    async def ready(self) -> dict[str, Any]:
        """Waits until the bot asks for what clients wrote."""
        await self._until(lambda: any(self.is_poll(call) for call in self._calls()))
        return {"ready": True}

    async def backlog(self, count: int) -> dict[str, Any]:
        """Everybody asks at the same moment: how long until the last one's answer has come? `calls` are all that were
        made meanwhile."""
        self._gather(count)
        number, begun = self._last(), time.perf_counter()
        for person in self._people[:count]:
            self._ask(person)
        answers = await self._answers(number, count)
        seconds = max(answers.values()) - begun
        return {"count": count, "seconds": seconds, "per_second": count / seconds, "calls": self._last() - number}

    async def steady(self, rate: float, seconds: float) -> dict[str, Any]:
        """Different people ask at a steady rate: how many milliseconds does each wait?"""
        count = int(rate * seconds)
        self._gather(count)
        number, begun = self._last(), time.perf_counter()
        for turn, person in enumerate(self._people[:count]):
            await asyncio.sleep(max(0.0, begun + turn / rate - time.perf_counter()))
            self._ask(person)
        answers = await self._answers(number, count)
        waits = sorted(1000 * (answers[person] - self._asked[person]) for person in self._people[:count])
        return {"p50": _quantile(waits, 0.5), "p99": _quantile(waits, 0.99), "max": waits[-1]}

    # --- the parts --------------------------------------------------------------------------------------------------

    def _gather(self, count: int) -> None:
        while len(self._people) < count:
            self._people.append(self.come(f"Клиент {len(self._people) + 1}"))

    def _ask(self, person: int) -> None:
        self._asked[person] = time.perf_counter()
        self.say(person, _QUESTIONS[person % len(_QUESTIONS)])

    async def _answers(self, number: int, count: int) -> dict[int, float]:
        """When each person's first answer arrived, by `perf_counter`."""
        arrived: dict[int, float] = {}

        def enough() -> bool:
            for call in self._calls(number):
                if (person := self.answered(call)) is not None:
                    arrived.setdefault(person, call.begun)
            return len(arrived) >= count

        await self._until(enough)
        return arrived

    def _calls(self, number: int = 0) -> Iterable[Call]:
        return self._log.since(number)

    def _last(self) -> int:
        return max((call.number for call in self._calls()), default=0)

    @staticmethod
    async def _until(condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _LIMIT_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError("the bot did not answer everybody")
            await asyncio.sleep(0.1)


async def obey(crowd: Crowd, where: dict[str, Any]) -> None:
    """Says where the messenger is, then does what standard input orders, to its end."""
    lines = _lines(asyncio.get_running_loop())
    _tell(where)
    while line := await lines.get():
        order = json.loads(line)
        _tell(await getattr(crowd, order.pop("do"))(**order))


def _quantile(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]


def _lines(loop: asyncio.AbstractEventLoop) -> asyncio.Queue[str]:
    """The lines of standard input; a thread of its own, for reading them must not take time from the server."""
    lines: asyncio.Queue[str] = asyncio.Queue()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, "")

    threading.Thread(target=read, daemon=True).start()
    return lines


def _tell(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
