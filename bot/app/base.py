"""The knowledge base of the service: the shipped articles put into the database, and the base that answers from it."""

from __future__ import annotations

import structlog

from bot.app.channels import thresholds
from bot.clock import Clock
from bot.database import Database
from bot.settings import Settings
from knowledge.live import LiveBase, Rules
from knowledge.loading import load_shipped
from knowledge.own_lexicon import is_absent
from knowledge.seeding import seed, withdraw

log = structlog.get_logger()


async def open_base(settings: Settings, database: Database, clock: Clock) -> LiveBase:
    """The base, which has to be loaded still."""
    async with database.write() as session:
        if settings.knowledge.shipped:
            await seed(session, load_shipped(), clock.now())
        else:
            await withdraw(session, clock.now())
    if settings.knowledge.lexicon is not None and is_absent(settings.lexicon):
        log.warning("knowledge.lexicon_absent", file=str(settings.lexicon))
    rules = Rules(settings.centre.name, settings.centre.time_zone, thresholds(settings), settings.lexicon)
    return LiveBase(database, clock, settings.data_dir / "index", rules)
