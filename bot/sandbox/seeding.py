"""What the sandbox's database has at the start: two example centres, organisations with
contracts and without. A database that has centres keeps them."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from bot import schema
from bot.database import Database
from bot.errors import LiniyaError
from bot.sandbox.contracts import seed_contracts
from bot.texts import say
from operators.centre_files.putting import put
from operators.centre_files.reading import read_file
from operators.centres import Centre

EXAMPLES = Path(__file__).parent / "examples"


async def seed(url: str, now: datetime, client: tuple[int, str] | None = None) -> None:
    """`client` (id and name in Telegram) has a contract. Brings the tables up to date first. Raises `LiniyaError` for a
    database server that is behind: that one is its administrator's."""
    if url.startswith("sqlite"):
        await asyncio.to_thread(schema.upgrade, url)
    elif schema.pending(url):
        raise LiniyaError(say("schema-behind"))
    database = Database(url)
    try:
        async with database.write() as session:
            if await session.scalar(select(Centre.id).limit(1)) is None:
                path = EXAMPLES / "centres.toml"
                await put(session, path.name, read_file(path), now)
            await seed_contracts(session, client, now)
    finally:
        await database.close()
