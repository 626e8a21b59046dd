"""What is done about personal data by itself: files that people asked for, what is to be destroyed, what is old."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database
from bot.file_store import FileStore
from bot.scheduler import Sweep
from bot.settings import Settings
from handlers.holdings import HOLDINGS
from operators import destroying
from operators.export_text import Reader
from operators.exports import Exports
from operators.retention import Retention
from operators.retention_rules import Terms, rules

_SECONDS = 3


def sweeps(settings: Settings, database: Database, store: FileStore, ready: Callable[[], None]) -> Sequence[Sweep]:
    """The sweeps; `ready` is called when there is something to send."""
    reader = Reader(settings.centre.name, settings.centre.time_zone)
    exports = Exports(database, store, HOLDINGS, reader, ready)

    kept = settings.retention
    # A day less than the term: the night that destroys begins within the last day of it.
    news = max(1, settings.privacy.destroy_days - 1)
    terms = Terms(messages=kept.messages_days, files=kept.files_days, inbox=kept.inbox_days, news=news)
    retention = Retention(rules(terms), settings.centre.time_zone)

    async def sweep_old(session: AsyncSession, now: datetime) -> None:
        await retention.sweep(session, now)

    async def destroy(session: AsyncSession, now: datetime) -> None:
        await destroying.step(session, HOLDINGS, now)

    return [
        Sweep("exports", _SECONDS, exports.sweep, exports.prepare),
        Sweep("destruction", _SECONDS, destroy),
        Sweep("retention", _SECONDS, sweep_old),
    ]
