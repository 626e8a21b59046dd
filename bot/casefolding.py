"""Letters without their case, in Python and in both databases alike: SQLite's own `lower` knows ASCII only."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, cast, func
from sqlalchemy.orm import InstrumentedAttribute

_FUNCTION = "liniya_folded"


def folded(text: str | None) -> str | None:
    """In lower case, «ё» as «е»."""
    return text.lower().replace("ё", "е") if text is not None else None


def teach(connection: Any) -> None:
    """Gives a connection to SQLite the function."""
    connection.create_function(_FUNCTION, 1, folded, deterministic=True)


def in_database(column: InstrumentedAttribute[Any] | ColumnElement[Any], dialect: str) -> ColumnElement[str]:
    """The same of a column. PostgreSQL lowers letters as its database's locale has it."""
    if dialect == "sqlite":
        return func.__getattr__(_FUNCTION)(column, type_=String)
    return func.replace(func.lower(cast(column, String)), "ё", "е")
