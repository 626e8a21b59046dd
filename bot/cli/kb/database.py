"""The base in the database of the settings, as the service would make it at its start."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Settings


@asynccontextmanager
async def writing(settings: Settings, now: datetime) -> AsyncIterator[AsyncSession]:
    """One transaction over a base that has the shipped articles, or has not, as the settings say and as the service
    would make it at its start. Raises `SchemaError`."""
    from bot.cli.database import require
    from bot.database import Database
    from knowledge.loading import load_shipped
    from knowledge.seeding import seed, withdraw

    url = settings.database.url.get_secret_value()
    require(url, upgrades=True)
    database = Database(url)
    try:
        async with database.write() as session:
            await (seed(session, load_shipped(), now) if settings.knowledge.shipped else withdraw(session, now))
            yield session
    finally:
        await database.close()
