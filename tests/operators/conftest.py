"""The operators' group that these tests act in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.database import Database
from tests.operators.room import Room


@pytest.fixture
async def room(database: Database) -> Room:
    """A group with its desk, no client yet."""
    room = Room(database)
    await room.set_up()
    return room


@pytest.fixture
async def sqlite_database(tables_in_sqlite: str) -> AsyncIterator[Database]:
    """SQLite alone: for rules whose SQL is plain."""
    database = Database(tables_in_sqlite)
    yield database
    await database.close()


@pytest.fixture
async def sqlite_room(sqlite_database: Database) -> Room:
    """The group over SQLite alone."""
    room = Room(sqlite_database)
    await room.set_up()
    return room
