"""Waiting without spinning: the loops of the service rest here until there is something to do."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import Any


async def first_of(seconds: float | None, *events: asyncio.Event) -> None:
    """Until one of the events is set, at most `seconds` (None: without an end). Leaves no task behind."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


async def in_background(work: Callable[[], None], stop: asyncio.Event) -> bool:
    """Does blocking work while the web answers; False when `stop` came first. The thread is a daemon, so that a stop
    during the start need not wait for it: an import has nothing to lose, and a migration is one transaction."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Any] = loop.create_future()

    def report(error: BaseException | None) -> None:
        if not done.done():
            done.set_exception(error) if error else done.set_result(None)

    def run() -> None:
        error: BaseException | None = None
        try:
            work()
        except BaseException as raised:  # noqa: BLE001  (it is raised again where it is waited for)
            error = raised
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(report, error)

    threading.Thread(target=run, name="prepare", daemon=True).start()
    stopping: asyncio.Future[Any] = asyncio.ensure_future(stop.wait())
    await asyncio.wait([done, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not done.done():
        done.cancel()
        return False
    done.result()
    return True
