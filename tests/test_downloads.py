"""Downloads: each file once, over any number of failures, and nobody waits for one that is not to be had."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot import files
from bot.calls import Sink
from bot.content import Attachment, ContentKind, RemoteFile
from bot.database import Database
from bot.downloads import PAUSES, Downloads
from bot.errors import Rejected, RetryLater, TooLarge
from bot.file_store import FileStore
from bot.files import FileState, Kept
from tests.fakes import FakeClock, until


@dataclass
class Shelf:
    """A platform's files: bytes or errors by reference, in the order in which they are asked for."""

    script: dict[str, list[bytes | Exception]]
    asked: list[str] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def download(self, ref: str, to: Sink, limit: int) -> None:
        """The next of the script."""
        self.asked.append(ref)
        await self.open.wait()
        step = self.script[ref].pop(0)
        if isinstance(step, Exception):
            raise step
        for start in range(0, len(step), 3):
            to.write(step[start : start + 3])


class Fetching:
    """Downloads from one platform, under a clock moved by hand."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.clock, self.store = database, FakeClock(), FileStore(folder)
        self.shelf = Shelf({})
        self.shelf.open.set()
        self.heard = 0
        self.downloads = Downloads(database, {"telegram": self.shelf}, self.store, self.clock, self._hear)

    def _hear(self) -> None:
        self.heard += 1

    async def wants(self, ref: str, *steps: bytes | Exception, unique: str | None = None) -> int:
        """A file was sent; asked for, the platform answers these."""
        self.shelf.script[ref] = list(steps)
        remote = RemoteFile("telegram", ref, unique or ref)
        async with self.database.write() as session:
            things = [Attachment(ContentKind.DOCUMENT, remote)]
            (taken,) = await files.take_in(session, things, "line:1", self.clock.now())
        self.downloads.wake()
        assert taken.file is not None
        return taken.file

    async def kept(self, number: int) -> Kept:
        """How a file stands."""
        async with self.database.read() as session:
            return (await files.states(session, [number]))[number]

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Until the end of the block."""
        stop = asyncio.Event()
        running = asyncio.create_task(self.downloads.run(stop))
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(running, 5)

    async def settles(self, number: int) -> Kept:
        """How a file stands once it waits no more; time flies."""
        async with asyncio.timeout(20):
            while (kept := await self.kept(number)).state is FileState.WAITING:
                self.clock.move(10)
                self.downloads.wake()
                await asyncio.sleep(0.01)
        return kept


def _half_written(folder: Path) -> list[Path]:
    return list(folder.rglob("incoming/*"))


@pytest.fixture
def fetching(database: Database, tmp_path: Path) -> Fetching:
    """Nothing is to be fetched yet."""
    return Fetching(database, tmp_path)


async def test_bytes_come_and_are_told(fetching: Fetching) -> None:
    """Whoever waits for them is woken."""
    number = await fetching.wants("договор", b"0123456789")
    async with fetching.at_work():
        await until(lambda: fetching.heard == 1)
    kept = await fetching.kept(number)
    assert (kept.state, kept.size) == (FileState.KEPT, 10)
    assert fetching.store.path(kept.sha256 or "").read_bytes() == b"0123456789"


async def test_a_platform_that_is_away_is_asked_again(fetching: Fetching) -> None:
    """With growing pauses, or as it says itself."""
    number = await fetching.wants("a", RetryLater(None), RetryLater(30.0), OSError("reset"), b"x")
    async with fetching.at_work():
        assert (await fetching.settles(number)).state is FileState.KEPT
    assert fetching.shelf.asked == ["a"] * 4


async def test_what_stays_away_has_failed(fetching: Fetching) -> None:
    """In the end somebody has to be told."""
    number = await fetching.wants("a", *[RetryLater(None)] * (len(PAUSES) + 1))
    async with fetching.at_work():
        kept = await fetching.settles(number)
    assert (kept.state, kept.reason) == (FileState.FAILED, "failed")


@pytest.mark.parametrize(
    ("step", "reason"),
    [(Rejected("gone"), "failed"), (TooLarge(), "too_large"), (b"", "empty"), (ZeroDivisionError("?"), "failed")],
)
async def test_a_refusal_is_final(fetching: Fetching, step: bytes | Exception, reason: str) -> None:
    """No second try; the reason is kept; other files come all the same."""
    refused, good = await fetching.wants("a", step), await fetching.wants("b", b"x")
    async with fetching.at_work():
        assert (await fetching.settles(refused)).reason == reason
        assert (await fetching.settles(good)).state is FileState.KEPT
    assert fetching.shelf.asked.count("a") == 1


async def test_a_stop_gives_up_what_is_under_way(fetching: Fetching, tmp_path: Path) -> None:
    """At once; the next start fetches it anew, and no half file stays."""
    fetching.shelf.open.clear()
    number = await fetching.wants("a", b"x")
    async with fetching.at_work():
        await until(lambda: fetching.shelf.asked == ["a"])
    assert (await fetching.kept(number)).state is FileState.WAITING
    assert not _half_written(tmp_path)
    fetching.shelf.open.set()
    async with fetching.at_work():
        await fetching.settles(number)


async def test_the_same_bytes_lie_there_once(fetching: Fetching) -> None:
    """Whatever they were called."""
    one, two = await fetching.wants("a", b"same"), await fetching.wants("b", b"same")
    async with fetching.at_work():
        first, second = await fetching.settles(one), await fetching.settles(two)
    assert (first.content, first.sha256) == (second.content, second.sha256)


async def test_files_that_nobody_shows_go(fetching: Fetching) -> None:
    """Rows and bytes, some time after."""
    number = await fetching.wants("a", b"x")
    async with fetching.at_work():
        kept = await fetching.settles(number)
        async with fetching.database.write() as session:
            await files.release(session, "line:1")
        path = fetching.store.path(kept.sha256 or "")
        assert path.exists()
        fetching.clock.move(timedelta(hours=2).total_seconds())
        fetching.downloads.wake()
        await until(lambda: not path.exists())
