"""What the delivery's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.database import Database
from tests.delivery.gallery import Gallery
from tests.delivery.post import Post


@pytest.fixture
def post(database: Database) -> Post:
    """A delivery without budgets."""
    return Post(database)


@pytest.fixture
def gallery(database: Database, tmp_path: Path) -> Gallery:
    """Files lie in a folder of the test's."""
    return Gallery(database, tmp_path / "files")


@pytest.fixture
def short(post: Post) -> Post:
    """A platform that takes sixteen characters."""
    post.channel.text_limit = 16
    return post
