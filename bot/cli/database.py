"""The database of the settings, for commands that may be the first to touch it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


@asynccontextmanager
async def reading(url: str, *, upgrades: bool = False) -> AsyncIterator[AsyncSession | None]:
    """A session that changes nothing; None where there is no SQLite file yet, and none is made. A SQLite file that is
    behind is brought up to date with `upgrades`. Raises `SchemaError`."""
    from bot.database import Database

    if _absent(url):
        yield None
        return
    require(url, upgrades=upgrades)
    database = Database(url)
    try:
        async with database.read() as session:
            yield session
    finally:
        await database.close()


def _absent(url: str) -> bool:
    from sqlalchemy import make_url

    made = make_url(url)
    return made.get_backend_name() == "sqlite" and not (made.database and Path(made.database).exists())


def require(url: str, *, upgrades: bool) -> None:
    """That the database has the tables of this version: a SQLite file is given them with `upgrades`. Raises
    `SchemaError`."""
    from bot import schema
    from bot.texts import say

    if upgrades and url.startswith("sqlite"):
        schema.upgrade(url)
    elif schema.pending(url):
        raise schema.SchemaError(say("schema-behind"))
