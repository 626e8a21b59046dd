"""One service to a database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from bot.single import AlreadyRunning, alone

_HOLDER = """
import sys, time
from bot.single import alone

with alone(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_service_is_refused_in_one_sentence(sqlite_url: str) -> None:
    """The second is told at once who holds the database; when the first has ended it may start."""
    with alone(sqlite_url):
        with pytest.raises(AlreadyRunning) as caught, alone(sqlite_url):
            pass
        assert str(os.getpid()) in str(caught.value)
        assert "liniya.db" in str(caught.value)
        assert "\n" not in str(caught.value)
    with alone(sqlite_url):
        pass


def test_a_killed_service_leaves_no_lock_behind(sqlite_url: str) -> None:
    """The lock is the kernel's: it ends with the process, even one killed with -9."""
    with subprocess.Popen([sys.executable, "-c", _HOLDER, sqlite_url], stdout=subprocess.PIPE, text=True) as holder:  # noqa: S603
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning, match=str(holder.pid)), alone(sqlite_url):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with alone(sqlite_url):
        pass


def test_a_postgresql_database_is_held_as_well(empty_postgres: str) -> None:
    """By an advisory lock on the server, whatever machine the second one is started on."""
    with alone(empty_postgres):
        with pytest.raises(AlreadyRunning) as caught, alone(empty_postgres):
            pass
        assert "\n" not in str(caught.value)
    with alone(empty_postgres):
        pass


def test_sqlite_in_memory_is_not_locked() -> None:
    """It belongs to its process alone."""
    url = "sqlite+aiosqlite:///:memory:"
    with alone(url), alone(url):
        pass
