"""The operators' group that these tests act in."""

from __future__ import annotations

import pytest

from bot.database import Database
from tests.operators.room import Room


@pytest.fixture
async def room(database: Database) -> Room:
    """A group with its desk, no client yet."""
    room = Room(database)
    await room.set_up()
    return room
