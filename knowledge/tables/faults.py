"""A file that is no table, as the knowledge base says it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.tables.rows import TableError
from knowledge.entries import KnowledgeError


@contextmanager
def as_knowledge() -> Iterator[None]:
    """Raises `KnowledgeError` for a `TableError`."""
    try:
        yield
    except TableError as error:
        raise KnowledgeError(str(error)) from error
