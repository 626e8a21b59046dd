"""Databases for tests, made once in a process: a SQLite file is copied for each test, a PostgreSQL one is emptied."""

from __future__ import annotations

import atexit
import importlib
import shutil
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine, delete, make_url, text

import migrations
from bot import schema
from bot.database import Base

_UNSAFE = ("fsync", "full_page_writes", "synchronous_commit")
"""What keeps a database over a power cut, which no test has."""


_DISCONNECT_OTHERS = text(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@cache
def import_owners() -> None:
    """Every module with tables is known from here on."""
    listed = (Path(str(migrations.__file__)).parent / "env.py").read_text(encoding="utf-8")
    names = listed.partition("OWNERS = (")[2].partition(")")[0]
    for name in names.replace('"', "").split(","):
        if name.strip():
            importlib.import_module(name.strip())


def lay_tables(url: str) -> None:
    """Every table, empty, in a SQLite file that does not exist yet."""
    path = Path(str(make_url(url).database))
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_made_file(), path)


def hurry(url: str) -> None:
    """A PostgreSQL server that waits for no disk."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in _UNSAFE:
            connection.execute(text(f"ALTER SYSTEM SET {name} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


def make(url: str, name: str) -> str:
    """A new PostgreSQL database beside the one at `url`; returns its URL."""
    _run(url, f"CREATE DATABASE {name}")
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def drop(url: str, name: str) -> None:
    """Takes a database away, whoever is still connected."""
    _run(url, f"DROP DATABASE {name} WITH (FORCE)")


def make_tables(url: str) -> str:
    """Every table, in an empty PostgreSQL database; returns its URL."""
    import_owners()
    with schema.connected(url) as connection:
        Base.metadata.create_all(connection)
        connection.commit()
    return url


def empty(url: str) -> None:
    """As if the PostgreSQL database had just been made: no rows, no connections, numbers from 1."""
    with schema.connected(url) as connection:
        connection.execute(_DISCONNECT_OTHERS)
        connection.execute(text("SET session_replication_role = replica"))  # foreign keys would want an order
        connection.exec_driver_sql(";".join(str(delete(table)) for table in Base.metadata.tables.values()))
        connection.execute(text("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"))
        connection.commit()


@cache
def _made_file() -> Path:
    import_owners()
    folder = Path(tempfile.mkdtemp(prefix="liniya-made-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "made.db"
    with schema.connected(f"sqlite+aiosqlite:///{file}") as connection:
        Base.metadata.create_all(connection)
        connection.commit()
    return file


def _run(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
