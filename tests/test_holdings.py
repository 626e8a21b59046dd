"""Every table is declared: as what it holds of a person, with how that is destroyed, or as nobody's."""

from __future__ import annotations

import importlib

from bot.database import Base
from bot.files import FileUse
from bot.links import MessageLink
from handlers.holdings import APART, HOLDINGS
from operators.answers import AnswerNote
from operators.notes import NotePiece
from tests.test_migrations import _owners_named_by_env


def test_every_table_says_how_its_rows_are_destroyed() -> None:
    """A new table has to be declared in the `holdings` of its package: a person's data in it would stay for ever."""
    for owner in _owners_named_by_env():
        importlib.import_module(owner)
    held = {one.model.__tablename__ for one in HOLDINGS}
    apart = {one.model.__tablename__ for one in APART}
    assert set(Base.metadata.tables) - held - apart == set()
    assert held & apart <= {"file_uses"}


_LET_GO = {NotePiece.__tablename__, AnswerNote.__tablename__, FileUse.__tablename__, MessageLink.__tablename__}
"""Rows that go with those that they point to, by the holding's `before`."""


def test_nothing_points_to_a_row_that_is_deleted() -> None:
    """Whatever has a foreign key to a table whose rows are deleted goes before it: else the database refuses, and
    somebody's data would outlive its day."""
    for owner in _owners_named_by_env():
        importlib.import_module(owner)
    deleted = [one.model.__tablename__ for one in HOLDINGS if not (one.blank or one.stamp or one.kept)]
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            target = key.column.table.name
            if target in deleted and table.name not in _LET_GO:
                assert table.name in deleted, f"{table.name} points to {target}"
                assert deleted.index(table.name) < deleted.index(target), f"{table.name} goes after {target}"
