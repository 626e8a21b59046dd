"""One database: SQLite with a single writer by default, PostgreSQL when one process is not enough.

A unit of work is one `write()`; only the entry points open one (intake, delivery, the scheduler, a web request, a
command line). Domain functions take the session and never commit.
"""

from __future__ import annotations

import asyncio
import errno
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from bot.near_sqlite import near


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the database (SQLite has no time zones of its own)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Naive times are a bug of the caller, so they fail here."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words(kind: type[StrEnum], length: int) -> Enum:
    """A `StrEnum` kept as its words and read as its members (a plain string column gives strings back, and `is`
    would never hold)."""
    return Enum(kind, native_enum=False, length=length, values_callable=lambda members: [one.value for one in members])


class Base(DeclarativeBase):
    """The root of every table; each owner declares its own."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy reads a plain dictionary)
        datetime: Moment,
        dict[str, Any]: JSON,
    }


class Database:
    """The engine, and the two ways to it: `write()` and `read()`."""

    def __init__(self, url: str) -> None:
        """Opens nothing yet; a SQLite file's folder is made when missing."""
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        if self.is_sqlite:
            _make_folder(url)
        # Parameters are what people wrote: no error quotes them.
        connecting = {"async_creator": near(url)} if self.is_sqlite else {}
        self._engine = create_async_engine(url, json_serializer=to_json, hide_parameters=True, **connecting)
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        # SQLite has one writer at a time; waiting in the process is fairer and cheaper than in the file's lock.
        self._turn = asyncio.Lock()
        if self.is_sqlite:
            _speak_sqlite(self._engine.sync_engine)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """One transaction: committed at the end of the block, rolled back when it raises."""
        if not self.is_sqlite:
            async with self._sessions.begin() as session:
                yield session
            return
        async with self._turn, self._sessions.begin() as session:
            await session.connection(execution_options={"liniya_write": True})
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """What is committed; whatever is changed in it is thrown away. On SQLite one snapshot for the whole block."""
        async with self._sessions() as session:
            yield session

    async def close(self) -> None:
        """Lets the connections go."""
        await self._engine.dispose()


def insert_for(session: AsyncSession, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows `on_conflict_…`, in the dialect at hand."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


_SQLITE_TROUBLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
    }
)
# Connection, rollback (deadlock), resources, not ready, operator's intervention, system, internal error.
_POSTGRES_TROUBLE = frozenset({"08", "40", "53", "55", "57", "58", "XX"})
_MACHINE_TROUBLE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
)


def is_infrastructure(error: BaseException) -> bool:
    """Whether the database or the disk failed, not what was asked of it.

    SQLAlchemy's `OperationalError` is wider (on SQLite a table that is missing is one as well): a fault of our own
    counted as infrastructure would be tried for ever and hold up everybody.
    """
    if not isinstance(error, DBAPIError):
        return isinstance(error, PoolTimeoutError) or (isinstance(error, OSError) and error.errno in _MACHINE_TROUBLE)
    code, state = getattr(error.orig, "sqlite_errorcode", None), getattr(error.orig, "sqlstate", None)
    if error.connection_invalidated:
        return True
    if code is not None:
        return (code & 0xFF) in _SQLITE_TROUBLE
    if state is not None:
        return state[:2] in _POSTGRES_TROUBLE
    return isinstance(error, OperationalError | InterfaceError)


def to_json(value: Any) -> str:
    """JSON as every column keeps it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair is no character and cannot be stored: one such update would hold up its whole batch.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _make_folder(url: str) -> None:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)


def _speak_sqlite(engine: Any) -> None:
    """Takes transactions into our own hands (the driver begins them late) and sets what durability asks for."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("liniya_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
