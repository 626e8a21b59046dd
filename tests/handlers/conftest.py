"""The line that the scenarios' tests speak to."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.database import Database
from tests import databases
from tests.dialogues.line import Line


@pytest.fixture
async def line(sqlite_url: str) -> AsyncIterator[Line]:
    """A client who has agreed long ago."""
    databases.lay_tables(sqlite_url)
    database = Database(sqlite_url)
    line = Line(database)
    await line.open()
    await line.consent()
    yield line
    await database.close()
