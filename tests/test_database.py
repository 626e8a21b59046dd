"""One database: who may write when, what is kept, and which failures are the machine's."""

from __future__ import annotations

import asyncio
import errno
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError, StatementError

from bot import inbox
from bot.database import Database, is_infrastructure
from bot.inbox import Conversation, Cursor, InboxRow, InboxState
from bot.messages import Batch, RawUpdate
from tests import databases
from tests.fakes import START

_OTHER_WRITER = """
import asyncio, sys
from bot.database import Database
from bot.inbox import Conversation

async def main(url, name):
    database = Database(url)
    for number in range(25):
        async with database.write() as session:
            session.add(Conversation(key=f"{name}:{number}"))
    await database.close()

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[Database]:
    """SQLite alone, with tables."""
    databases.lay_tables(sqlite_url)
    database = Database(sqlite_url)
    yield database
    await database.close()


async def _count(database: Database) -> int:
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(Conversation)) or 0


async def test_a_block_is_committed_at_its_end_and_undone_when_it_raises(database: Database) -> None:
    """One unit of work is all or nothing."""
    async with database.write() as session:
        session.add(Conversation(key="memory:1"))

    async def fail() -> None:
        async with database.write() as session:
            session.add(Conversation(key="memory:2"))
            await session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await _count(database) == 1


async def test_readers_see_only_what_is_committed_and_change_nothing(database: Database) -> None:
    """A transaction under way is invisible to readers and does not hold them up; what a reader adds is thrown away."""
    async with database.write() as session:
        session.add(Conversation(key="memory:1"))
        await session.flush()
        assert await asyncio.wait_for(_count(database), 5) == 0
    async with database.read() as session:
        session.add(Conversation(key="memory:2"))
        await session.flush()
    assert await _count(database) == 1


async def test_one_writer_at_a_time(sqlite: Database) -> None:
    """On SQLite the writers of the process take turns, in the order they came, instead of failing on the file's
    lock."""
    inside, most, order = 0, 0, []

    async def write(number: int) -> None:
        nonlocal inside, most
        async with sqlite.write() as session:
            inside, most = inside + 1, max(most, inside + 1)
            session.add(Conversation(key=f"memory:{number}"))
            await session.flush()
            order.append(number)
            inside -= 1

    await asyncio.gather(*(write(number) for number in range(20)))
    assert (most, order, await _count(sqlite)) == (1, list(range(20)), 20)


async def test_read_and_then_write_never_loses_an_update(sqlite: Database) -> None:
    """The write lock is taken at the beginning, so what a transaction read is still so when it writes."""

    async def add_one() -> None:
        async with sqlite.write() as session:
            value = int(await inbox.read_cursor(session, "counter") or 0)
            await asyncio.sleep(0)
            await inbox.save_cursor(session, "counter", str(value + 1))

    await asyncio.gather(*(add_one() for _ in range(25)))
    async with sqlite.read() as session:
        assert await inbox.read_cursor(session, "counter") == "25"


async def test_another_process_may_write_at_the_same_time(sqlite: Database, sqlite_url: str) -> None:
    """A command line beside the running service waits for the file's lock; neither fails."""
    command = [sys.executable, "-c", _OTHER_WRITER, sqlite_url]
    others = [subprocess.Popen([*command, name]) for name in ("second", "third")]  # noqa: ASYNC220, S603
    for number in range(25):
        async with sqlite.write() as session:
            session.add(Conversation(key=f"first:{number}"))
        await asyncio.sleep(0.01)
    codes = [await asyncio.to_thread(other.wait, 60) for other in others]
    assert (codes, await _count(sqlite)) == ([0, 0], 75)


async def test_a_writer_that_is_cancelled_lets_the_next_one_in(database: Database) -> None:
    """Giving a transaction up half-way undoes it and frees the turn."""
    inside = asyncio.Event()

    async def hang() -> None:
        async with database.write() as session:
            session.add(Conversation(key="memory:1"))
            await session.flush()
            inside.set()
            await asyncio.Event().wait()

    hanging = asyncio.create_task(hang())
    await inside.wait()
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)
    async with asyncio.timeout(5), database.write() as session:
        session.add(Conversation(key="memory:1"))
    assert await _count(database) == 1


async def test_a_commit_survives_the_loss_of_power(sqlite: Database) -> None:
    """Write-ahead log, synced in full at each commit, on every connection; foreign keys are kept."""
    async with sqlite.write() as first, sqlite.read() as second:
        for session in (first, second):
            found = [
                await session.scalar(text(f"PRAGMA {name}"))
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
            assert found == ["wal", 2, 1, 10000]


async def test_moments_are_aware_and_come_back_in_utc(database: Database) -> None:
    """A time of any zone is the same moment in the database; one without a zone is refused."""
    moscow = datetime(2026, 3, 2, 12, 0, tzinfo=timezone(timedelta(hours=3)))
    async with database.write() as session:
        await inbox.accept(session, "memory", Batch([RawUpdate("1", "memory:1", {})], None), moscow)
    async with database.read() as session:
        row = (await session.scalars(select(InboxRow))).one()
        assert row.received_at == START
        assert row.received_at.tzinfo is UTC
        assert await session.scalar(select(InboxRow.id).where(InboxRow.due_at <= moscow)) == row.id
    with pytest.raises(StatementError, match="naive"):
        async with database.write() as session:
            await inbox.accept(session, "memory", Batch([RawUpdate("2", "memory:1", {})], None), datetime(2026, 3, 2))  # noqa: DTZ001


async def test_states_come_back_as_members(database: Database) -> None:
    """A state that was read can be compared by `is`, as the type says."""
    async with database.write() as session:
        await inbox.accept(session, "memory", Batch([RawUpdate("1", "memory:1", {})], None), START)
    async with database.read() as session:
        assert (await session.scalars(select(InboxRow))).one().state is InboxState.NEW


async def test_half_a_character_does_not_hold_up_its_batch(database: Database) -> None:
    """Half a surrogate pair and NUL, which not every database stores, become the replacement character; a whole pair
    stays."""
    payload = {"text": "a\ud83d b\ud83d\ude00 \x00"}
    async with database.write() as session:
        await inbox.accept(session, "memory", Batch([RawUpdate("1", "memory:1", payload)], None), START)
    async with database.read() as session:
        assert (await session.scalars(select(InboxRow))).one().payload == {"text": "a\ufffd b\U0001f600 \ufffd"}


async def test_errors_do_not_quote_what_people_wrote(database: Database) -> None:
    """The message of a database error names the statement, not its values."""
    twice = insert(Cursor).values([{"source": "s", "value": "личное"}] * 2)
    with pytest.raises(IntegrityError) as caught:
        async with database.write() as session:
            await session.execute(twice)
    assert "личное" not in str(caught.value)


async def test_only_the_machine_s_failures_are_infrastructure(database: Database) -> None:
    """A missing table is a fault of ours even where the driver calls it operational; a full disk, a lock and a lost
    connection are not."""
    with pytest.raises(SQLAlchemyError) as missing:
        async with database.read() as session:
            await session.execute(text("SELECT * FROM no_such_table"))
    assert not is_infrastructure(missing.value)
    assert is_infrastructure(OperationalError("x", {}, Exception("server closed the connection")))
    assert is_infrastructure(OSError(errno.ENOSPC, "disk full"))
    assert not is_infrastructure(FileNotFoundError(errno.ENOENT, "template"))
    assert not is_infrastructure(ValueError())


async def test_a_locked_file_is_infrastructure(sqlite: Database, sqlite_url: str) -> None:
    """Another program that keeps the file locked is waited for, and then it is the machine's failure."""
    await _count(sqlite)
    blocker = sqlite3.connect(sqlite_url.partition("///")[2], isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    async with sqlite.read() as session:
        await session.execute(text("PRAGMA busy_timeout=50"))
        session.add(Conversation(key="memory:1"))
        with pytest.raises(OperationalError) as locked:
            await session.flush()
    blocker.close()
    assert is_infrastructure(locked.value)


async def test_the_folder_of_a_database_is_made(tmp_path: Path) -> None:
    """A path that does not exist yet is no error."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'a' / 'b' / 'liniya.db'}")
    async with database.write() as session:
        await session.execute(text("SELECT 1"))
    await database.close()
    assert (tmp_path / "a" / "b" / "liniya.db").exists()
