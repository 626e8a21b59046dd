"""The emulated Telegram as a process of its own, with a crowd of clients in it: the measuring end of the benchmarks.

`python -m tests.benchmarks.telegram_server [--budgets]` says where it is in its first line, then obeys orders, one JSON
object a line, each answered by one: the clock that measures is the one that makes updates available and sees the calls
arrive.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import threading
import time
from collections.abc import Iterable
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.telegram.scene import Scene, set_scene
from bot.sandbox.telegram.server import serving

_LIMIT_SECONDS = 60.0


class Crowd:
    """Clients who ask, and what is known of the moments at which they did and were answered."""

    def __init__(self, scene: Scene, questions: list[str]) -> None:
        self._scene, self._questions = scene, questions
        self._people: list[int] = []
        self._asked: dict[int, float] = {}

    async def ready(self) -> dict[str, Any]:
        """Waits until the clients' bot asks for updates."""
        bot = self._scene.clients_bot
        calls = await self._until(lambda: any(c.method == "getUpdates" and c.bot == bot.id for c in self._calls()))
        return {"ready": calls}

    async def backlog(self, count: int) -> dict[str, Any]:
        """Everybody asks at the same moment: how long until the last one's answer has come?"""
        self._gather(count)
        number, begun = self._last(), time.perf_counter()
        for person in self._people[:count]:
            self._ask(person)
        answers = await self._answers(number, count)
        seconds = max(answers.values()) - begun
        return {"count": count, "seconds": seconds, "per_second": count / seconds}

    async def steady(self, rate: float, seconds: float) -> dict[str, Any]:
        """Different people ask at a steady rate: how long does each wait?"""
        count = int(rate * seconds)
        self._gather(count)
        number, begun = self._last(), time.perf_counter()
        for turn, person in enumerate(self._people[:count]):
            await asyncio.sleep(max(0.0, begun + turn / rate - time.perf_counter()))
            self._ask(person)
        answers = await self._answers(number, count)
        waits = sorted(1000 * (answers[person] - self._asked[person]) for person in self._people[:count])
        return {"p50": _quantile(waits, 0.5), "p99": _quantile(waits, 0.99), "max": waits[-1]}

    def _gather(self, count: int) -> None:
        world = self._scene.world
        while len(self._people) < count:
            person = world.add_person(f"Клиент {len(self._people) + 1}")
            world.open_private(self._scene.clients_bot, person)
            self._people.append(person.id)

    def _ask(self, person: int) -> None:
        self._asked[person] = time.perf_counter()
        text = self._questions[person % len(self._questions)]
        self._scene.world.people.say(person, self._scene.clients_bot.id, text)

    async def _answers(self, number: int, count: int) -> dict[int, float]:
        """When each person's first answer arrived, by `perf_counter`."""
        arrived: dict[int, float] = {}

        def enough() -> bool:
            for call in self._calls(number):
                if call.method.lower() == "sendmessage" and call.status == 200:
                    arrived.setdefault(int(call.params["chat_id"]), call.begun)
            return len(arrived) >= count

        await self._until(enough)
        return arrived

    def _calls(self, number: int = 0) -> Iterable[Call]:
        return self._scene.world.calls.since(number)

    def _last(self) -> int:
        return max((call.number for call in self._calls()), default=0)

    @staticmethod
    async def _until(condition: Any) -> bool:
        deadline = time.monotonic() + _LIMIT_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError("the bot did not answer everybody")
            await asyncio.sleep(0.1)
        return True


def _quantile(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]


def _orders(loop: asyncio.AbstractEventLoop) -> asyncio.Queue[str]:
    """The lines of standard input; a thread of its own, for reading them must not take time from the server."""
    lines: asyncio.Queue[str] = asyncio.Queue()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, "")

    threading.Thread(target=read, daemon=True).start()
    return lines


async def _serve(budgets: bool, questions: list[str]) -> None:
    scene = set_scene(budgets=budgets, calls=200_000)
    crowd = Crowd(scene, questions)
    lines = _orders(asyncio.get_running_loop())
    async with serving(scene.world) as url:
        _say({"url": url, "token": scene.clients_bot.token, "desk": scene.desk_bot.token, "group": scene.group.id})
        while line := await lines.get():
            order = json.loads(line)
            _say(await getattr(crowd, order.pop("do"))(**order))


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--budgets", action="store_true")
    from tests.knowledge.questions import ANSWERABLE

    asyncio.run(_serve(parser.parse_args().budgets, [question for question, _ in ANSWERABLE]))
