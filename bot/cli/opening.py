"""How a command begins: the settings of this process, read once, and its logs; and the database, where it needs one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Settings


def open_settings(ctx: typer.Context) -> Settings:
    """The settings named by `--config` (or `liniya.toml`); the logs follow them. Raises `SettingsError`."""
    from bot.logs import set_up_logs
    from bot.settings import load

    settings = load(ctx.find_root().obj)
    set_up_logs(settings.logs.format, settings.logs.level)
    return settings


def in_transaction(ctx: typer.Context, work: Callable[[AsyncSession, Settings], Awaitable[None]]) -> None:
    """One transaction over the database of the settings. Raises `SettingsError`, `SchemaError`."""
    import asyncio

    settings = open_settings(ctx)

    async def run() -> None:
        async with _session(settings.database.url.get_secret_value()) as session:
            await work(session, settings)

    asyncio.run(run())


@asynccontextmanager
async def _session(url: str) -> AsyncIterator[AsyncSession]:
    from bot import schema
    from bot.database import Database
    from bot.texts import say

    if schema.pending(url):
        raise schema.SchemaError(say("schema-behind"))
    database = Database(url)
    try:
        async with database.write() as session:
            yield session
    finally:
        await database.close()
