"""One emulated messenger as a process of its own: `python -m bot.sandbox.telegram`, `python -m bot.sandbox.vk`.

The first line of its output is the base URL; it ends on SIGTERM and SIGINT.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager


def alone(name: str, refusal: str, begin: Callable[[bool, int, int], AbstractAsyncContextManager[str]]) -> None:
    """Runs it as the command line says. `refusal` is how it tells that a budget is used up; `begin` serves the usual
    scene: with or without budgets, with so many calls in its log, at a port (0: a free one)."""
    asyncio.run(_run(_arguments(name, refusal), begin))


def _arguments(name: str, refusal: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"python -m bot.sandbox.{name}")
    parser.add_argument("--port", type=int, default=0, help="0: a free one")
    parser.add_argument("--no-budgets", action="store_true", help=f"never {refusal} unless ordered")
    parser.add_argument("--calls", type=int, default=10_000, help="how many calls the log keeps")
    return parser.parse_args()


async def _run(
    arguments: argparse.Namespace, begin: Callable[[bool, int, int], AbstractAsyncContextManager[str]]
) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with begin(not arguments.no_budgets, arguments.calls, arguments.port) as url:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        await stopped.wait()
