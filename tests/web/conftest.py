"""The operators' group that votes are told in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.database import Database
from tests.operators.room import Room


@pytest.fixture
async def room(tables_in_sqlite: str) -> AsyncIterator[Room]:
    """A group with its desk."""
    database = Database(tables_in_sqlite)
    room = Room(database)
    await room.set_up()
    yield room
    await database.close()
