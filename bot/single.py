"""One service to a database: a second one would send what the first has in flight once more, and both would spend the
same budgets."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url, text

from bot import schema
from bot.errors import LiniyaError
from bot.texts import say

_LOCK = 0x11717B
"""The service's own number among a database's advisory locks."""


class AlreadyRunning(LiniyaError):
    """Another service works on this database; the message is one Russian sentence."""


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Holds the database for one service until the end of the block; raises `AlreadyRunning` at once when it is held.

    On SQLite the lock is the kernel's, on `<database>.lock` beside the file; on PostgreSQL an advisory one of a
    connection of its own. Either ends with the process, however that ends. Command lines do not ask for it; SQLite in
    memory is not locked.
    """
    made = make_url(url)
    if made.get_backend_name() == "postgresql":
        with _alone_on_postgresql(url):
            yield
        return
    if not made.database or made.database == ":memory:":
        yield
        return
    file = Path(made.database)
    file.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{file}.lock").open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise AlreadyRunning(say("service-already-running", file=str(file), pid=lock.read().strip())) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def _alone_on_postgresql(url: str) -> Iterator[None]:
    with schema.connected(url) as connection:
        # Idle in no transaction: a server's time-out for idle transactions must not take the lock away.
        idle = connection.execution_options(isolation_level="AUTOCOMMIT")
        if not idle.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK}):
            raise AlreadyRunning(say("service-already-running-there"))
        yield
