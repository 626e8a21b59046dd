"""The only wiring: every part of the service, made from `Settings`; nothing runs and no platform is asked yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import privacy, ratings
from bot.app.base import open_base
from bot.app.channels import Parts, add_desk, add_email, add_mailbox, add_telegram, add_vk
from bot.app.meaning import meaning
from bot.app.service import Service
from bot.clock import Clock
from bot.database import Database
from bot.delivery import Delivery
from bot.downloads import Downloads
from bot.intake import Processor, Reader
from bot.outgoing import Signal
from bot.scheduler import Scheduler, Sweep
from bot.settings import Settings
from handlers.forms import folding
from handlers.scenarios import forms
from operators import board, expiry, permission_sweep, queue, skill_reminders, watch
from operators.gap_report import GapReport
from operators.sla import Standard

_EXPIRY_SECONDS = 20
_QUEUE_SECONDS = 15
_SKILLS_SECONDS = 60
_PERMISSION_SECONDS = 600
_GAPS_SECONDS = 5
_FORMS_SECONDS = 30
_TERMS_SECONDS = 5
"""The shortest term is half a minute."""
_BOARD_SECONDS = 15


async def build(settings: Settings, clock: Clock) -> Service:
    """Every part, wired; nothing runs and no platform is asked yet."""
    database = Database(settings.database.url.get_secret_value())
    base = await open_base(settings, database, clock)
    meant = meaning(settings, database, base)
    parts = Parts(settings, clock, base, base if meant is None else meant.search)
    signer = await ratings.signer(settings, database)
    parts.rating_links = ratings.links(settings, signer)
    channels = (
        (settings.telegram, add_telegram),
        (settings.vk, add_vk),
        (settings.smtp, add_email),
        (settings.imap, add_mailbox),
    )
    for chosen, add in channels:
        if chosen.on:
            add(parts)
    if settings.desk.on:
        await add_desk(parts, database)
    delivery = Delivery(database, parts.outlets, clock)
    downloads = Downloads(database, parts.fetchers, parts.store, clock, delivery.wake)

    def processed(signals: Sequence[Signal]) -> None:
        delivery.signal(signals)
        delivery.wake()
        downloads.wake()

    seconds = settings.dialogue.burst_seconds
    prepare = None if meant is None else meant.preparation(database, clock, parts.parsers, seconds)
    processor = Processor(database, parts.sides, clock, processed, prepare)

    async def expire(session: AsyncSession, now: datetime) -> None:
        await expiry.sweep(session, now, settings.tickets.reopen_hours)

    async def remind_of_skills(session: AsyncSession, now: datetime) -> None:
        await skill_reminders.sweep(session, now, settings.centre.time_zone)

    async def fold(session: AsyncSession, now: datetime) -> None:
        await folding.sweep(session, now, forms())

    report = GapReport(database, base, parts.services().promises.working_time)
    sweeps = [
        Sweep("expiry", _EXPIRY_SECONDS, expire),
        Sweep("skills", _SKILLS_SECONDS, remind_of_skills),
        Sweep("forms", _FORMS_SECONDS, fold),
        *privacy.sweeps(settings, database, parts.store, delivery.wake),
        Sweep("permissions", _PERMISSION_SECONDS, permission_sweep.by(parts.services().promises.entitlement)),
        Sweep("wordings", _QUEUE_SECONDS, queue.sweep),
        Sweep("terms", _TERMS_SECONDS, partial(_watch, parts.standard)),
        Sweep("board", _BOARD_SECONDS, partial(_board, parts.standard)),
        Sweep("gaps", _GAPS_SECONDS, report.sweep, report.prepare),
    ]
    return Service(
        database,
        [Reader(database, source, clock, processor.wake) for source in parts.sources],
        processor,
        delivery,
        Scheduler(database, sweeps, clock, processor.wake),
        downloads,
        base,
        signer,
        meant,
        [outlet.channel for outlet in parts.outlets],
    )


async def _watch(standard: Standard, session: AsyncSession, now: datetime) -> None:
    await watch.sweep(session, now, standard)


async def _board(standard: Standard, session: AsyncSession, now: datetime) -> None:
    await board.sweep(session, now, standard)
