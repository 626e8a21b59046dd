"""The only wiring: builds the running service from `Settings`, runs it, and ends it in order."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib
import signal
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.routing import BaseRoute

from bot import schema
from bot.calls import Channel, FileSource
from bot.clients import ClientBook
from bot.clock import Clock, SystemClock
from bot.database import Database
from bot.delivery import Delivery, Outlet
from bot.downloads import Downloads
from bot.errors import LiniyaError
from bot.file_store import FileStore
from bot.intake import NOT_YET, Processor, Reader, Side
from bot.logs import set_up_logs
from bot.messages import Signal, Source
from bot.pacing import Paces, Rate, steady
from bot.scheduler import Scheduler, Sweep
from bot.settings import Settings
from bot.single import alone
from bot.texts import say
from bot.waiting import in_background
from bot.web.application import bind, serve_web, web_application
from handlers.dialogue import ClientSide, Parse
from handlers.turn import Promises, Services
from knowledge.loading import load_shipped
from knowledge.outcome import Thresholds
from knowledge.search import Search
from operators import cards, expiry, marks, topics
from operators.book import TopicBook, note_lost
from operators.calendar import WorkingTime

log = structlog.get_logger()

_EXPIRY_SECONDS = 20
_CHAT_BURST_SECONDS = 3
"""A reply of two or three messages passes at once; on average it is the setting's pace."""
_GROUP_WINDOW_SECONDS = 61
"""A minute and a little, for the platform's clock starts when a call arrives."""


@dataclass(slots=True)
class Service:
    """The parts of a running service."""

    database: Database
    readers: list[Reader]
    processor: Processor
    delivery: Delivery
    scheduler: Scheduler
    downloads: Downloads
    channels: list[Channel] = field(default_factory=list)

    def troubles(self) -> list[str]:
        """Why not every configured channel is being read and delivered, in sentences."""
        unread = [_unread(reader) for reader in self.readers if reader.trouble]
        stuck = [say("health-undelivered", channel=name, why=why) for name, why in self.delivery.troubles().items()]
        return [*unread, *stuck]

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`: no update is accepted any more, the rows in hand are finished, what flies is landed."""
        loops = [
            *(reader.run(stop) for reader in self.readers),
            self.processor.run(stop),
            self.delivery.run(stop),
            self.scheduler.run(stop),
            self.downloads.run(stop),
        ]
        try:
            await _together(loops, stop)
        finally:
            for channel in self.channels:
                with contextlib.suppress(Exception):
                    await channel.close()
            await self.database.close()


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
        web = serve_web(web_application(health.troubles, routes), bind(settings.web.listen), stop)
        await _together([_run_lines(settings, stop, clock or SystemClock(), health), web], stop)
    log.info("service.stopped")
    return 0


async def _run_lines(settings: Settings, stop: asyncio.Event, clock: Clock, health: _Health) -> None:
    if not await in_background(partial(_prepare, settings), stop):
        return
    health.service = await build(settings, clock)
    _spare_what_stays()
    channels = [reader.name for reader in health.service.readers]
    log.info("service.started", listen=str(settings.web.listen), channels=channels)
    await health.service.run(stop)


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


async def build(settings: Settings, clock: Clock) -> Service:
    """Every part, wired; nothing runs and no platform is asked yet."""
    database = Database(settings.database.url.get_secret_value())
    parts = _Parts(settings, clock)
    if settings.telegram.on:
        _add_telegram(parts)
    if settings.desk.on:
        await _add_desk(parts, database)
    delivery = Delivery(database, parts.outlets, clock)
    downloads = Downloads(database, parts.fetchers, parts.store, clock, delivery.wake)

    def processed(signals: Sequence[Signal]) -> None:
        delivery.signal(signals)
        delivery.wake()
        downloads.wake()

    processor = Processor(database, parts.sides, clock, processed)
    sweeps = [Sweep("expiry", _EXPIRY_SECONDS, parts.expire)]
    return Service(
        database,
        [Reader(database, source, clock, processor.wake) for source in parts.sources],
        processor,
        delivery,
        Scheduler(database, sweeps, clock, processor.wake),
        downloads,
        [outlet.channel for outlet in parts.outlets],
    )


class _Parts:
    """What the channels that are on bring together."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings, self.clock = settings, clock
        self.articles = {article.id: article for article in load_shipped()}
        self.sources: list[Source] = []
        self.outlets: list[Outlet] = []
        self.store = FileStore(settings.data_dir / "files")
        self.fetchers: dict[str, FileSource] = {}
        self.parsers: dict[str, Parse] = {}
        # A channel that is switched off may still have tickets: what staff say there waits until it is on again.
        self.sides: dict[str, Side] = {"telegram": ClientSide(self.parsers, self.services(), clock)}

    async def expire(self, session: AsyncSession, now: datetime) -> None:
        """The sweep over tickets whose clients keep silent."""
        await expiry.sweep(session, now, self.settings.tickets.reopen_hours)

    def services(self) -> Services:
        """What the scenarios are given."""
        settings = self.settings
        centre = settings.centre
        promises = Promises(
            working_time=WorkingTime(opens=centre.opens, closes=centre.closes, time_zone=centre.time_zone),
            greeting_seconds=centre.greeting_seconds,
            answer_minutes=centre.answer_minutes,
            consent_version=settings.consent.version,
            consent_url=settings.consent.url,
            reopen_hours=settings.tickets.reopen_hours,
            burst_seconds=settings.dialogue.burst_seconds,
            centre_name=centre.name,
        )
        thresholds = Thresholds(answer=settings.knowledge.answer_from, offer=settings.knowledge.offer_from)
        search = Search(list(self.articles.values()))
        # Looked at in every turn: the channels that are on come after this.
        return Services(search, self.articles, thresholds, promises, self.parsers.keys())


def _add_telegram(parts: _Parts) -> None:
    """The clients' bot: aiogram, imported only here because it takes its time."""
    from bot.channels.telegram.channel import TelegramChannel
    from bot.channels.telegram.connection import telegram_bot
    from bot.channels.telegram.parsing import parse
    from bot.channels.telegram.source import TelegramSource

    telegram = parts.settings.telegram
    assert telegram.token is not None  # noqa: S101  (the channel is on)
    bot = telegram_bot(telegram.token.get_secret_value(), telegram.api_url, _secret(telegram.proxy))
    rates = {
        "telegram:bot": steady(telegram.per_second),
        "telegram:chat:": steady(telegram.per_chat_per_second, _CHAT_BURST_SECONDS),
    }
    parts.sources.append(TelegramSource(bot, parts.clock))
    parts.outlets.append(
        Outlet(
            TelegramChannel(bot),
            Paces(rates, "telegram:bot"),
            ClientBook("telegram"),
            [marks.note_outcome],
            store=parts.store,
        )
    )
    parts.parsers["telegram"] = parse


async def _add_desk(parts: _Parts, database: Database) -> None:
    """The operators' bot: python-telegram-bot."""
    from operators.desk.connection import desk_bot
    from operators.desk.sender import DeskSender
    from operators.desk.side import DeskSide
    from operators.desk.source import DeskSource

    desk = parts.settings.desk
    assert desk.token is not None  # noqa: S101  (the channel is on)
    bot = desk_bot(desk.token.get_secret_value(), desk.api_url, _secret(parts.settings.telegram.proxy))
    rates = {"desk:bot": Rate(30, 1), "desk:group:": Rate(max(1, round(desk.per_minute)), _GROUP_WINDOW_SECONDS)}
    async with database.write() as session:
        await topics.set_up_desk(session, str(desk.chat_id))
        await cards.post_missing(session, parts.clock.now())
    parts.sources.append(DeskSource(bot, parts.clock))
    parts.outlets.append(
        Outlet(
            DeskSender(bot),
            Paces(rates, "desk:bot"),
            TopicBook(),
            [topics.note_opened, note_lost],
            store=parts.store,
        )
    )
    parts.sides["desk"] = DeskSide(parts.articles, parts.clock)


def stop_on_signals(stop: asyncio.Event) -> None:
    """SIGTERM and Ctrl+C end the service in order."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)


def _prepare(settings: Settings) -> None:
    """What takes seconds, done in a thread so that the web side answers meanwhile: aiogram's import, the database.

    SQLite is brought up to date at the start; a database server is its administrator's.
    """
    if settings.telegram.on:
        importlib.import_module("bot.channels.telegram.channel")
    url = settings.database.url.get_secret_value()
    if url.startswith("sqlite"):
        schema.upgrade(url)
    elif schema.pending(url):
        raise LiniyaError(say("schema-behind"))


def _unread(reader: Reader) -> str:
    if reader.trouble == NOT_YET:
        return say("health-not-yet", channel=reader.name)
    return say("health-unread", channel=reader.name, why=reader.trouble)


def _secret(value: object) -> str | None:
    reveal: Callable[[], str] | None = getattr(value, "get_secret_value", None)
    return reveal() if reveal else None


async def _together(loops: Sequence[Awaitable[None]], stop: asyncio.Event) -> None:
    """Runs the loops until all have ended; when one fails the others are stopped in order and the failure goes on: a
    service that is half alive would look healthy and lose nothing but time."""
    tasks = [asyncio.ensure_future(loop) for loop in loops]
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    stop.set()
    await asyncio.wait(tasks)
    for task in done:
        task.result()
