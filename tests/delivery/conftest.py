"""What the delivery's tests share."""

from __future__ import annotations

import pytest

from bot.database import Database
from tests.delivery.post import Post


@pytest.fixture
def post(database: Database) -> Post:
    """A delivery without budgets."""
    return Post(database)
