"""Downloads with nothing to be fetched yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.database import Database
from tests.downloads.shelf import Fetching


@pytest.fixture
def fetching(database: Database, tmp_path: Path) -> Fetching:
    """Nothing is to be fetched yet."""
    return Fetching(database, tmp_path)
