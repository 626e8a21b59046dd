"""A platform's files by script, and the downloads from it under a clock moved by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot import files
from bot.calls import Sink
from bot.content import Attachment, ContentKind, RemoteFile
from bot.database import Database
from bot.downloads import Downloads
from bot.file_store import FileStore
from bot.files import FileState, Kept
from tests.fakes import FakeClock


@dataclass
class Shelf:
    """A platform's files: bytes or errors by reference, in the order in which they are asked for."""

    script: dict[str, list[bytes | Exception | asyncio.Event]]
    asked: list[str] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def download(self, ref: str, to: Sink, limit: int) -> None:
        """The next of the script; for an event it brings one byte, and waits."""
        self.asked.append(ref)
        await self.open.wait()
        step = self.script[ref].pop(0)
        if isinstance(step, Exception):
            raise step
        if isinstance(step, asyncio.Event):
            to.write(b"x")
            await step.wait()
            return
        for start in range(0, len(step), 3):
            to.write(step[start : start + 3])


class Fetching:
    """Downloads from one platform, under a clock moved by hand."""

    def __init__(self, database: Database, folder: Path, window: float = 30.0) -> None:
        self.database, self.clock, self.store = database, FakeClock(), FileStore(folder)
        self.shelf = Shelf({})
        self.shelf.open.set()
        self.heard = 0
        self.downloads = Downloads(database, {"telegram": self.shelf}, self.store, self.clock, self._hear, window)

    def _hear(self) -> None:
        self.heard += 1

    async def wants(
        self, ref: str, *steps: bytes | Exception | asyncio.Event, unique: str | None = None, sender: str = ""
    ) -> int:
        """A file was sent; asked for, the platform answers these."""
        self.shelf.script[ref] = list(steps)
        remote = RemoteFile("telegram", ref, unique or ref)
        async with self.database.write() as session:
            things = [Attachment(ContentKind.DOCUMENT, remote)]
            (taken,) = await files.take_in(session, things, "line:1", self.clock.now(), sender)
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


def half_written(folder: Path) -> list[Path]:
    """What a download has left that was not finished."""
    return list(folder.rglob("incoming/*"))
