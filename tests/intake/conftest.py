"""What the intake's tests share."""

from __future__ import annotations

import pytest

from bot.database import Database
from tests.intake.line import Line


@pytest.fixture
def line(database: Database) -> Line:
    """A line with nothing in it."""
    return Line(database)
