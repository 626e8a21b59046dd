"""`liniya run`: the service with its web side, from the first moment to the end in order."""

from __future__ import annotations

import asyncio
import gc
import importlib
import signal
from collections.abc import Sequence
from functools import partial

import structlog
from starlette.routing import BaseRoute

from bot import schema
from bot.app.building import build
from bot.app.service import Service, together
from bot.clock import Clock, SystemClock
from bot.errors import LiniyaError
from bot.logs import set_up_logs
from bot.settings import Settings
from bot.single import alone
from bot.texts import say
from bot.waiting import in_background
from bot.web.application import bind, serve_web, web_application
from bot.web.ratings import RatingPages, rating_routes
from knowledge.building import Stopped

log = structlog.get_logger()


async def serve(settings: Settings) -> int:
    """`liniya run`: the production service until SIGTERM or Ctrl+C."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    return await run_service(settings, stop)


async def run_service(
    settings: Settings, stop: asyncio.Event, routes: Sequence[BaseRoute] = (), clock: Clock | None = None
) -> int:
    """The service with the web side (`/health` and `routes`) on `web.listen`, until `stop`; returns the exit code.

    The web answers from the first moment (503 while the rest is still being loaded).
    """
    set_up_logs(settings.logs.format, settings.logs.level)
    with alone(settings.database.url.get_secret_value()):
        health = _Health()
        clock = clock or SystemClock()
        ratings = RatingPages(clock, settings.centre.name)
        pages = web_application(health.troubles, [*rating_routes(ratings), *routes])
        web = serve_web(pages, bind(settings.web.listen), stop)
        await together([_run_lines(settings, stop, clock, health, ratings), web], stop)
    log.info("service.stopped")
    return 0


async def _run_lines(
    settings: Settings, stop: asyncio.Event, clock: Clock, health: _Health, ratings: RatingPages
) -> None:
    if not await in_background(partial(_prepare, settings), stop):
        return
    service = await build(settings, clock)
    try:
        # Nothing is asked of a platform before there is something to answer with.
        await service.base.load(stop)
    except BaseException as error:
        await service.close()
        if isinstance(error, Stopped):
            return
        raise
    health.service = service
    ratings.open(service.database, service.signer, service.delivery.wake)
    _spare_what_stays()
    channels = [reader.name for reader in service.readers]
    log.info("service.started", listen=str(settings.web.listen), channels=channels)
    await service.run(stop)


def _spare_what_stays() -> None:
    """The libraries' hundreds of thousands of objects stay until the end: the garbage collector need not look through
    them again and again, for 0.3 s at a time in which nobody is answered."""
    gc.collect()
    gc.freeze()


class _Health:
    """What `/health` asks, from before there is a service."""

    service: Service | None = None

    def troubles(self) -> list[str]:
        """Why not everything works yet."""
        return [say("health-starting")] if self.service is None else self.service.troubles()


def stop_on_signals(stop: asyncio.Event) -> None:
    """SIGTERM and Ctrl+C end the service in order."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)


def _prepare(settings: Settings) -> None:
    """What takes seconds, done in a thread so that the web side answers meanwhile: imports of libraries, the database.

    SQLite is brought up to date at the start; a database server is its administrator's.
    """
    for channel, on in (("telegram", settings.telegram.on), ("vk", settings.vk.on)):
        if on:
            importlib.import_module(f"bot.channels.{channel}.channel")
    url = settings.database.url.get_secret_value()
    if url.startswith("sqlite"):
        schema.upgrade(url)
    elif schema.pending(url):
        raise LiniyaError(say("schema-behind"))
