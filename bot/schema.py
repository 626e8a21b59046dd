"""The database's shape: brought up to date by Alembic, from a checkout or an installed wheel alike.

Blocking functions, for a command line or one thread at a time (Alembic's context is global); the revisions live in
the package `migrations`.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import URL, Connection, create_engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import LiniyaError
from bot.texts import say


class SchemaError(LiniyaError):
    """The database cannot be reached or brought up to date; the message is one Russian sentence, without its URL."""


def upgrade(url: str) -> list[str]:
    """Brings the database up to date in one transaction; returns the revisions that were applied, oldest first.

    A SQLite file (and its folder) is made when missing. Safe to run from two processes at once.
    """
    applied: list[str] = []
    _run(url, lambda config: command.upgrade(config, "head"), applied)
    return applied


def downgrade(url: str, revision: str = "base") -> None:
    """Takes revisions back, all of them by default. Data goes with them: for tests and emergencies."""
    _run(url, lambda config: command.downgrade(config, revision), [])


def pending(url: str) -> list[str]:
    """The revisions that the database has not seen yet, oldest first. Makes nothing, not even a SQLite file."""
    scripts = ScriptDirectory.from_config(_config())
    file = _sqlite_file(url)
    current: tuple[str, ...] = ()
    if file is None or file.exists():
        with connected(url) as connection:
            current = MigrationContext.configure(connection).get_current_heads()
    try:
        missing = list(scripts.iterate_revisions(tuple(scripts.get_heads()), current or "base"))
    except (CommandError, RevisionError):
        raise SchemaError(say("schema-newer")) from None
    return [script.revision for script in reversed(missing)]


def _run(url: str, action: Callable[[Config], None], applied: list[str]) -> None:
    config = _config()
    with connected(url) as connection:
        config.attributes["connection"] = connection
        config.attributes["applied"] = applied
        try:
            action(config)
        except CommandError:
            raise SchemaError(say("schema-newer")) from None


def _config() -> Config:
    found = importlib.util.find_spec("migrations")
    if found is None or found.origin is None:
        raise SchemaError(say("schema-no-migrations"))
    config = Config()
    config.set_main_option("script_location", str(Path(found.origin).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _sqlite_file(url: str) -> Path | None:
    made = make_url(url)
    return Path(made.database) if made.get_backend_name() == "sqlite" and made.database else None


def _sync(url: str) -> URL:
    """The same database through a blocking driver: psycopg is both, aiosqlite stands on sqlite3."""
    made = make_url(url)
    return made.set(drivername="sqlite") if made.get_backend_name() == "sqlite" else made


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A blocking connection of its own, closed at the end; a SQLite file's folder is made when missing.

    Raises `SchemaError` for whatever the database refuses.
    """
    made = _sync(url)
    file = _sqlite_file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    try:
        engine = create_engine(made, connect_args=_patience(made))
    except ModuleNotFoundError:
        raise SchemaError(say("schema-no-driver")) from None
    if made.get_backend_name() == "sqlite":
        _own_transactions(engine)
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        # The driver's own words name the host or the file, but never the password.
        reason = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        raise SchemaError(say("schema-unreachable", reason=reason)) from None
    finally:
        engine.dispose()


def _patience(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"timeout": 10}
    return {} if "connect_timeout" in url.query else {"connect_timeout": 10}


def _own_transactions(engine: Any) -> None:
    """Python's sqlite3 would commit before every DDL statement; so that a failed migration leaves nothing behind,
    its transactions are begun here, and at once for writing, so that two processes do not migrate side by side."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("migrates") else "BEGIN")
