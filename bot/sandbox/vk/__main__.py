"""`python -m bot.sandbox.vk`: the emulated VK as a process of its own, with the usual scene.

The first line of its output is the base URL; it ends on SIGTERM and SIGINT.
"""

import argparse
import asyncio
import signal
import sys

from bot.sandbox.vk.scene import set_scene
from bot.sandbox.vk.server import serving


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox.vk")
    parser.add_argument("--port", type=int, default=0, help="0: a free one")
    parser.add_argument("--no-budgets", action="store_true", help="never error 6 unless ordered")
    parser.add_argument("--calls", type=int, default=10_000, help="how many calls the log keeps")
    return parser.parse_args()


async def _run(arguments: argparse.Namespace) -> None:
    scene = set_scene(budgets=not arguments.no_budgets, calls=arguments.calls)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with serving(scene.world, arguments.port) as url:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(_run(_arguments()))
