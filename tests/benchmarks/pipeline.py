"""How fast the line answers, beside the bare echoes of the libraries: one run, one local server, no budgets.

`uv run python -m tests.benchmarks.pipeline [--messenger vk] [--profile FILE]`. Several bots, one after another, answer
the same crowd: echoes in a few lines of a library, and this service's full durable way (inbox, FAQ answer, outbox,
delivery) on SQLite. `messages/s`: a crowd asks at one moment, until the last answer; for people never seen before and
once more for the same ones. p50 and p99: so many questions a second, from the moment an update is there to the moment
the answer arrives, both at the server.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.processes import clients_bot, community, cpu_seconds, running, server, service_settings

_BOTS = "tests.benchmarks.bots"
_LINE = "the line, durable"

Where = dict[str, Any]
Sections = Callable[[Where], dict[str, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Bot:
    """Who answers: an echo by its command, or the service by its sections of `liniya.toml`."""

    name: str
    command: tuple[str, ...] = ()
    sections: Sections | None = None

    def start(self, where: Where, folder: Path, profile: Path | None) -> list[str]:
        """The command's words."""
        if self.sections is None:
            return ["-m", *(word.format(**where) for word in self.command)]
        profiled = ["-m", "cProfile", "-o", str(profile)] if profile else []
        return [*profiled, "-m", "bot", "--config", str(service_settings(folder, **self.sections(where))), "run"]


@dataclass(frozen=True, slots=True)
class Messenger:
    """The bots of a messenger, how many people ask at one moment, and the steady rates to try."""

    bots: tuple[Bot, ...]
    count: int
    rates: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one bot."""

    name: str
    first: float
    again: float
    calls: float
    """Calls to the messenger for one answer, polls among them."""
    milliseconds: float
    """CPU of the bot's process for one answer."""
    waits: Sequence[dict[str, float]]
    """Milliseconds, for each steady rate."""


MESSENGERS = {
    "telegram": Messenger(
        (
            Bot("aiogram, echo", (f"{_BOTS}.aiogram_echo", "{url}", "{token}")),
            Bot("python-telegram-bot, echo", (f"{_BOTS}.ptb_echo", "{url}", "{token}", "1")),
            Bot("the same, 256 at once", (f"{_BOTS}.ptb_echo", "{url}", "{token}", "256")),
            Bot(_LINE, sections=lambda where: {"telegram": clients_bot(where, paced=False)}),
        ),
        1500,
        (50,),
    ),
    "vk": Messenger(
        (
            Bot("vk_api, echo, without its delay", (f"{_BOTS}.vk_echo", "{url}", "{token}", "{group}", "--no-delay")),
            Bot("vk_api, echo, as shipped", (f"{_BOTS}.vk_echo", "{url}", "{token}", "{group}")),
            Bot(_LINE, sections=lambda where: {"vk": community(where, paced=False)}),
            Bot("the same at VK's 20 calls/s", sections=lambda where: {"vk": community(where, paced=True)}),
        ),
        800,  # the emulated long poll remembers a thousand events
        (20, 50),
    ),
}


def _measure(bot: Bot, messenger: str, rates: Sequence[float], options: argparse.Namespace) -> Figures:
    count = options.count
    with tempfile.TemporaryDirectory(prefix="liniya-") as name, server(messenger) as ask:
        folder = Path(name)
        with running(bot.start(ask.where, folder, options.profile), folder / "log.txt") as process:
            ask("ready")
            ask("backlog", count=50)
            first = ask("backlog", count=count)
            before = cpu_seconds(process)
            again = ask("backlog", count=count)
            used = 1000 * (cpu_seconds(process) - before) / count
            waits = [ask("steady", rate=rate, seconds=options.seconds) for rate in rates]
    return Figures(bot.name, first["per_second"], again["per_second"], again["calls"] / count, used, waits)


def _show(figures: Sequence[Figures], rates: Sequence[float]) -> None:
    steady = "".join(f"{f'p50, p99, max ms at {rate:.0f}/s':>30}" for rate in rates)
    print(f"{'':32}{'messages/s':>11}{'again':>8}{'calls':>7}{'CPU ms':>8}{steady}")
    for one in figures:
        waits = "".join(f"{wait['p50']:12.1f}{wait['p99']:9.1f}{wait['max']:9.1f}" for wait in one.waits)
        print(f"{one.name:32}{one.first:11.0f}{one.again:8.0f}{one.calls:7.2f}{one.milliseconds:8.2f}{waits}")
    for line in figures:
        if line.name == _LINE:
            ratios = (f"{line.again / one.again:.2f} of «{one.name}»" for one in figures if one is not line)
            print(f"{line.name}:", ", ".join(ratios))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--messenger", choices=MESSENGERS, default="telegram")
    parser.add_argument("--count", type=int, help="how many people ask at one moment")
    parser.add_argument("--seconds", type=float, default=20, help="how long they ask at a steady rate")
    parser.add_argument("--only", default="", help="only the bots with this in their names")
    parser.add_argument("--profile", type=Path, help="where to write a cProfile of the service")
    options = parser.parse_args()
    messenger = MESSENGERS[options.messenger]
    options.count = options.count or messenger.count
    bots = [bot for bot in messenger.bots if options.only in bot.name]
    before = os.getloadavg()[0]
    figures = [_measure(bot, options.messenger, messenger.rates, options) for bot in bots]
    _show(figures, messenger.rates)
    print(f"the machine's load (1 min) before {before:.2f}, after {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()
