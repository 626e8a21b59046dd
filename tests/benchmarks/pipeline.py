"""How fast the line answers, beside the bare echoes of both Telegram libraries: one run, one local server, no budgets.

`uv run python -m tests.benchmarks.pipeline [--profile FILE]`. Three bots, one after another, answer the same crowd:
(a) aiogram's echo, (b) python-telegram-bot's echo, (c) this service's full durable way (inbox, FAQ answer, outbox,
delivery) on SQLite. `updates/s`: a crowd asks at one moment, until the last answer; for people never seen before and
once more for the same ones. p50 and p99: 50 updates a second, from the moment an update is there to the moment the
answer arrives, both at the server.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.processes import cpu_seconds, running, server, service_settings

_RATE = 50.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one bot."""

    name: str
    first: float
    again: float
    p50: float
    p99: float
    slowest: float
    milliseconds: float
    """CPU of the bot's process for one answer."""


def _measure(name: str, command: list[str], options: argparse.Namespace, folder: Path, *, service: bool) -> Figures:
    with server() as ask:
        if service:
            file = service_settings(folder, ask.where, desk=False, paced=False)
            command = [part.format(config=file) for part in command]
        else:
            command = [part.format(**ask.where) for part in command]
        with running(command, folder / "log.txt") as process:
            ask("ready")
            ask("backlog", count=50)
            first = ask("backlog", count=options.count)
            before = cpu_seconds(process)
            again = ask("backlog", count=options.count)
            used = 1000 * (cpu_seconds(process) - before) / options.count
            waits = ask("steady", rate=_RATE, seconds=options.seconds)
    rates = first["per_second"], again["per_second"]
    return Figures(name, *rates, waits["p50"], waits["p99"], waits["max"], used)


def _show(figures: list[Figures]) -> None:
    print(f"{'':34}{'updates/s':>11}{'again':>8}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}{'CPU ms':>9}")
    for one in figures:
        print(
            f"{one.name:34}{one.first:11.0f}{one.again:8.0f}{one.p50:9.1f}{one.p99:9.1f}{one.slowest:9.1f}"
            f"{one.milliseconds:9.2f}"
        )


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1500, help="how many people ask at one moment")
    parser.add_argument("--seconds", type=float, default=20, help="how long they ask at a steady rate")
    parser.add_argument("--only-service", action="store_true")
    parser.add_argument("--profile", type=Path, help="where to write a cProfile of the service")
    options = parser.parse_args()
    profiled = ["-m", "cProfile", "-o", str(options.profile)] if options.profile else []
    bots = [
        ("(a) aiogram, echo", ["-m", "tests.benchmarks.bots.aiogram_echo", "{url}", "{token}"]),
        ("(b) python-telegram-bot, echo", ["-m", "tests.benchmarks.bots.ptb_echo", "{url}", "{token}", "1"]),
        ("(b) the same, 256 at once", ["-m", "tests.benchmarks.bots.ptb_echo", "{url}", "{token}", "256"]),
    ]
    figures = []
    for name, command in () if options.only_service else bots:
        with tempfile.TemporaryDirectory(prefix="liniya-") as folder:
            figures.append(_measure(name, command, options, Path(folder), service=False))
    with tempfile.TemporaryDirectory(prefix="liniya-") as folder:
        command = [*profiled, "-m", "bot", "--config", "{config}", "run"]
        line = _measure("(c) the line, durable", command, options, Path(folder), service=True)
    _show([*figures, line])
    if figures:
        print(f"(c)/(a) {line.again / figures[0].again:.2f} (aim 0.25)", end="   ")
        print(f"(c)/(b) {line.again / max(one.again for one in figures[1:]):.2f} (aim 0.8)", end="   ")
    print(f"p99 at {_RATE:.0f}/s {line.p99:.0f} ms (contract: below 150)")


if __name__ == "__main__":
    main()
