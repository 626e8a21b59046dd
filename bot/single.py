"""One service to a SQLite database: a second one would send what the first has in flight once more."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from bot.errors import LiniyaError
from bot.texts import say


class AlreadyRunning(LiniyaError):
    """Another service works on this database; the message is one Russian sentence."""


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Holds the database for one service until the end of the block; raises `AlreadyRunning` at once when it is held.

    The lock is the kernel's, on `<database>.lock` beside the file, so it ends with the process however that ends; the
    file stays, since removing it would let two in. Command lines do not ask for it. Other databases, and SQLite in
    memory, are not locked.
    """
    made = make_url(url)
    if made.get_backend_name() != "sqlite" or not made.database or made.database == ":memory:":
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
