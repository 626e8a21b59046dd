"""Every table is declared: as what it holds of a person, with how that is destroyed, or as nobody's."""

from __future__ import annotations

import importlib

from bot.database import Base
from handlers.holdings import APART, HOLDINGS
from tests.test_migrations import _owners_named_by_env


def test_every_table_says_how_its_rows_are_destroyed() -> None:
    """A new table has to be declared in the `holdings` of its package: a person's data in it would stay for ever."""
    for owner in _owners_named_by_env():
        importlib.import_module(owner)
    held = {one.model.__tablename__ for one in HOLDINGS}
    apart = {one.model.__tablename__ for one in APART}
    assert set(Base.metadata.tables) - held - apart == set()
    assert held & apart <= {"file_uses"}
