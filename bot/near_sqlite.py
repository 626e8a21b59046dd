"""SQLite without a thread in between: what cannot wait is done at once, in the event loop.

aiosqlite hands every step of every statement (cursor, execute, fetch, close) to a thread and back, which takes longer
than the step itself; an update takes some fifty of them (`tests/benchmarks/pipeline.py` shows the difference). What
may wait still goes through the thread: a commit for the disk, `BEGIN IMMEDIATE` and `PRAGMA` for another process's
lock. A statement that reads through a large table would hold everything up while it runs: it begins with `WITH`, and
goes through the thread as well.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy import make_url

_CHUNK = 64
_AT_ONCE = {"cursor", "rollback"}
_WAIT = ("BEGIN IMMEDIATE", "PRAGMA", "WITH ")


class NearConnection(aiosqlite.Connection):
    """An aiosqlite connection that uses its thread only for what may wait."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, _CHUNK)
        self._thread.daemon = True  # as SQLAlchemy does: a process may end without a farewell
        self._in_thread: deque[None] = deque()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """As aiosqlite's: whatever is done to the connection or a cursor of it comes through here."""
        if not self._running or self._connection is None:
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        # Behind a step that is still in the thread (whoever waited for it may have been cancelled) all stand in line.
        if not self._in_thread and not _may_wait(fn, args):
            return fn(*args, **kwargs)
        self._in_thread.append(None)
        return await super()._execute(partial(self._counted, fn), *args, **kwargs)  # type: ignore[no-untyped-call]

    def _counted(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return fn(*args, **kwargs)
        finally:
            self._in_thread.pop()


def near(url: str) -> Callable[[], Awaitable[aiosqlite.Connection]]:
    """What opens connections to this database, for `create_async_engine(async_creator=…)`."""
    made = make_url(url)
    arguments, options = made.get_dialect()().create_connect_args(made)
    connector = partial(sqlite3.connect, *arguments, **{**options, "check_same_thread": False})
    return partial(_connected, connector)


async def _connected(connector: Callable[[], sqlite3.Connection]) -> aiosqlite.Connection:
    return await NearConnection(connector)


def _may_wait(fn: Callable[..., Any], args: tuple[Any, ...]) -> bool:
    if isinstance(getattr(fn, "__self__", None), sqlite3.Connection):
        return fn.__name__ not in _AT_ONCE
    return bool(args) and isinstance(args[0], str) and args[0].startswith(_WAIT)
