"""What the service holds while photos go across: `uv run python -m tests.benchmarks.memory_files [--count 500]`.

The emulated Telegram and VK run here, the service in a process of its own. Clients of both messengers with an operator
each send photos of one to three megabytes into their topics, every fourth is an operator's to a client; all contents
differ. Files are streamed, so the memory must not grow with their number: resident memory is looked at ten times a
second, and the slope is the straight line through all that was seen after the first tenth had arrived.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bot.sandbox.telegram.pictures import png
from tests.benchmarks.processes import cpu_seconds
from tests.e2e.line import Line, messengers_for_line
from tests.e2e.people import Client, Operator
from tests.e2e.vk_people import VkClient
from tests.e2e.waiting import until

_TALKS = 10
_SMALLEST, _LARGEST = 1_000_000, 3_000_000
_LOOK_SECONDS = 0.1
_PATIENCE = 900
_PICTURE = png(1280, 960)
_MB = 2**20

Talk = tuple[Client | VkClient, Operator]


@dataclass
class Seen:
    """How many photos had arrived, and the megabytes that the service held then."""

    arrived: list[int] = field(default_factory=list)
    held: list[float] = field(default_factory=list)

    def note(self, arrived: int, service: psutil.Process) -> None:
        """One look."""
        self.arrived.append(arrived)
        self.held.append(service.memory_info().rss / _MB)

    def slope(self, since: int) -> float:
        """Megabytes for each hundred photos, once `since` had arrived."""
        looks = [look for look in zip(self.arrived, self.held, strict=True) if look[0] >= since]
        arrived, held = zip(*looks, strict=True)
        return 100 * statistics.linear_regression(arrived, held).slope

    def most(self, since: int, until: int) -> float:
        """Megabytes at most, while so many had arrived."""
        looks = zip(self.arrived, self.held, strict=True)
        return max((held for arrived, held in looks if since <= arrived < until), default=0.0)


@dataclass
class Photos:
    """Photos on their way: how many were sent, and how many bytes that was."""

    talks: list[Talk]
    choices: random.Random = field(default_factory=lambda: random.Random(1))
    sent: int = 0
    size: int = 0

    def send(self) -> None:
        """The next one. What lies behind a picture's end is nothing to those who show it."""
        padding = self.choices.randrange(_SMALLEST, _LARGEST) - len(_PICTURE)
        data = _PICTURE + self.choices.randbytes(padding)
        client, operator = self.talks[self.sent % len(self.talks)]
        self.sent, self.size = self.sent + 1, self.size + len(data)
        people = client.line.world.people
        if self.sent % 4 == 0:
            people.send(operator.id, client.line.group, "photo", data=data, thread=client.topic.thread)
        elif isinstance(client, VkClient):
            client.people.send(client.id, "photo", name="photo.png", data=data)
        else:
            people.send(client.id, client.line.bot, "photo", data=data)

    def arrived(self) -> int:
        """How many the other side has."""
        return sum(_photos(client) + _photos_in_topic(client) for client, _ in self.talks)


def _photos(client: Client | VkClient) -> int:
    """Those that the client got."""
    if isinstance(client, VkClient):
        things = (thing for message in client.messages() if message.out for thing in message.attachments)
        return sum(thing.kind == "photo" for thing in things)
    return sum(message.sender.is_bot and message.kind == "photo" for message in client.messages())


def _photos_in_topic(client: Client | VkClient) -> int:
    """Those that the client's topic got."""
    return sum(message.sender.is_bot and message.kind == "photo" for message in client.topic.messages())


async def _run(line: Line, service: psutil.Process, count: int, per_second: float) -> None:
    talks = await asyncio.gather(*(_talk(line, on_vk=bool(number % 2)) for number in range(_TALKS)))
    photos, seen = Photos(talks), Seen()
    await asyncio.sleep(5)
    seen.note(0, service)
    begun, used = time.perf_counter(), cpu_seconds(service)
    async with _watched(seen, photos, service):
        for turn in range(count):
            await asyncio.sleep(max(0.0, begun + turn / per_second - time.perf_counter()))
            photos.send()
        await until(lambda: photos.arrived() >= count, f"{count} photos have arrived", _PATIENCE)
    seconds = time.perf_counter() - begun
    print(f"{count} photos, {photos.size / _MB:.0f} MB, {seconds:.0f} s, {cpu_seconds(service) - used:.0f} s of CPU")
    await asyncio.sleep(10)
    _show(seen, count, service)


def _show(seen: Seen, count: int, service: psutil.Process) -> None:
    step = max(1, count // 5)
    print(f"{'photos arrived':>20}{'MB at most':>12}\n{'before':>20}{seen.held[0]:12.0f}")
    for since in range(0, count, step):
        print(f"{f'{since} to {min(since + step, count)}':>20}{seen.most(since, since + step):12.0f}")
    print(f"{'ten seconds after':>20}{service.memory_info().rss / _MB:12.0f}")
    print(f"slope: {seen.slope(count // 10):+.1f} MB for each 100 photos")
    print(f"the machine's load (1 min): {os.getloadavg()[0]:.2f}")


@asynccontextmanager
async def _watched(seen: Seen, photos: Photos, service: psutil.Process) -> AsyncIterator[None]:
    async def watch() -> None:
        while True:
            seen.note(photos.arrived(), service)
            await asyncio.sleep(_LOOK_SECONDS)

    watching = asyncio.create_task(watch())
    try:
        yield
    finally:
        watching.cancel()


async def _talk(line: Line, *, on_vk: bool) -> Talk:
    """A client with an operator who has taken their ticket."""
    client = line.vk_client() if on_vk else line.client()
    operator = line.operator()
    await line.calls_for_people(client)
    await operator.presses(client.topic, "Взять")
    await client.hears("Вам отвечает")
    return client, operator


async def _main(count: int, per_second: float) -> None:
    with tempfile.TemporaryDirectory(prefix="liniya-") as name:
        async with messengers_for_line(Path(name)) as line:
            service = line.child()
            try:
                await line.is_read()
                await _run(line, psutil.Process(service.pid), count, per_second)
            finally:
                service.terminate()
                await asyncio.to_thread(service.wait, 20)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--per-second", type=float, default=10, help="how many photos are sent in a second")
    options = parser.parse_args()
    asyncio.run(_main(options.count, options.per_second))
