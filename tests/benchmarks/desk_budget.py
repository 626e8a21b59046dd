"""What one operators' group can take: group calls for each client message, and how late it is in the topic.

`uv run python -m tests.benchmarks.desk_budget [--minutes 2]`. At 5, 20 and 60 client messages a minute into one group,
spread over ten open tickets, under the real budget (20 sends, edits and topics a minute, both in the emulated Telegram
and in the service's paces). The delay is from the client's message to the topic's, both at the server.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.processes import clients_bot, desk_bot, running, service_settings
from tests.e2e.line import QUESTION, Line, telegram_for_line
from tests.e2e.people import Client
from tests.e2e.waiting import until

TICKETS = 10
RATES = (5, 20, 60)
_BUDGETED = {"sendmessage", "editmessagetext", "editmessagereplymarkup", "createforumtopic", "reopenforumtopic"}


@dataclass
class Told:
    """The messages of one run: when each was written and when it was in the topic, by `perf_counter`."""

    written: dict[str, float] = field(default_factory=dict)
    arrived: dict[str, float] = field(default_factory=dict)

    def look(self, line: Line) -> bool:
        """Notes what is there; whether that is all."""
        for message in list(line.scene.group.messages.values())[-500:]:
            for words in message.text.splitlines():
                if words in self.written:
                    self.arrived.setdefault(words, time.perf_counter())
        return len(self.arrived) >= len(self.written)

    def delays(self) -> list[float]:
        """Seconds, sorted."""
        return sorted(self.arrived[words] - moment for words, moment in self.written.items())


async def _run(line: Line, clients: list[Client], rate: int, minutes: float) -> str:
    await _quiet_minute()
    told, begun = Told(), time.perf_counter()
    number = max(call.number for call in line.world.calls.since())
    choices = random.Random(rate)
    watching = asyncio.create_task(_watch(told, line))
    for turn in range(int(rate * minutes)):
        await asyncio.sleep(max(0.0, begun + turn * 60 / rate - time.perf_counter()))
        words = f"сообщение {rate}-{turn}"
        told.written[words] = time.perf_counter()
        choices.choice(clients).says(words)
    await until(lambda: told.look(line), "all messages are in their topics", 900)
    watching.cancel()
    delays = told.delays()
    calls = [call for call in line.world.calls.since(number) if call.method.lower() in _BUDGETED]
    served = [call for call in calls if str(call.params.get("chat_id")) == str(line.group)]
    refused = sum(call.status == 429 for call in served)
    return (
        f"{rate:10}{len(delays):10}{len(served) / len(delays):11.2f}{delays[len(delays) // 2]:9.1f}{delays[-1]:9.1f}"
        f"{refused:6}"
    )


async def _watch(told: Told, line: Line) -> None:
    while True:
        told.look(line)
        await asyncio.sleep(0.05)


async def _quiet_minute() -> None:
    """The budget is whole again, and no card's edit waits any more."""
    print("…", end=" ", flush=True)
    await asyncio.sleep(65)


async def _main(minutes: float) -> None:
    with tempfile.TemporaryDirectory(prefix="liniya-") as folder:
        async with telegram_for_line(Path(folder), budgets=True) as line:
            where = {"url": line.url, "group": line.group}
            where |= {"token": line.scene.clients_bot.token, "desk": line.scene.desk_bot.token}
            file = service_settings(Path(folder), telegram=clients_bot(where, paced=True), desk=desk_bot(where))
            with running(["-m", "bot", "--config", str(file), "run"], Path(folder) / "log.txt"):
                await line.is_read()
                clients = [await _opened(line) for _ in range(TICKETS)]
                rows = [await _run(line, clients, rate, minutes) for rate in RATES]
    print(f"\n{'per minute':>10}{'messages':>10}{'calls each':>11}{'p50 s':>9}{'max s':>9}{'429':>6}")
    print("\n".join(rows))


async def _opened(line: Line) -> Client:
    """A client with an open ticket; under the budget the topics of ten take a while."""
    client = line.client()
    client.says(QUESTION)
    await client.presses("Позвать специалиста")
    await client.presses("Даю согласие")
    await client.hears("принято")
    await client.topic.shows("№", 120)
    return client


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=2, help="how long each rate is kept up")
    asyncio.run(_main(parser.parse_args().minutes))
