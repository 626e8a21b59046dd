"""The part of the contract that is about uploads used again: nobody is shown what somebody else called their file.

Played through the real delivery, which decides what a channel is given by its id.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot import files
from bot.content import FILES, NAMED, Attachment, ContentKind, RemoteFile
from bot.database import Database
from bot.delivery import Delivery, Outlet
from bot.file_store import FileStore
from bot.files import File
from bot.messages import Address
from bot.outbox import enqueue
from bot.outgoing import Send
from bot.pacing import Paces
from bot.richtext import RichText
from tests import databases
from tests.channels.stage import Stage
from tests.channels.things import THINGS
from tests.fakes import FakeBook, FakeClock, delivering, until


class NamesContract:
    """The same bytes, more than once."""

    @pytest.fixture
    async def kept(self, sqlite_url: str) -> AsyncIterator[Database]:
        """Where files and uploads are written down."""
        databases.lay_tables(sqlite_url)
        database = Database(sqlite_url)
        yield database
        await database.close()

    @pytest.mark.parametrize("kind", sorted(FILES))
    async def test_same_bytes_other_name(self, stage: Stage, kind: ContentKind, kept: Database, tmp_path: Path) -> None:
        """A kind whose name people see arrives under the name that it was sent with, each time; any other is uploaded
        once, whatever it is called. A name that was there before is uploaded no more."""
        leaves_as = stage.channel.traits.ways[kind]
        if leaves_as is None or kind in stage.refused:
            return
        names = [f"{name}.{_ENDINGS.get(kind, 'bin')}" for name in ("Иванов", "Петров", "Иванов")]
        uploads = [stage.uploads()]
        for name in names:
            await _cross(stage, kind, name, kept, tmp_path)
            uploads.append(stage.uploads())
        shown = [thing for message in _with_things(stage) for thing in stage.view(message).things]
        assert [thing.data for thing in shown] == [THINGS[kind].data] * 3
        if leaves_as in NAMED:
            assert [thing.name for thing in shown] == names
        assert [more > less for less, more in pairwise(uploads)] == [True, leaves_as in NAMED, False]

    async def test_same_bytes_other_kind(self, stage: Stage, kept: Database, tmp_path: Path) -> None:
        """A picture that was sent as a photo comes as a document when it is sent as one, under its name, and again as
        a photo."""
        kinds = [ContentKind.PHOTO, ContentKind.DOCUMENT, ContentKind.PHOTO]
        for kind in kinds:
            await _cross(stage, kind, "Скан.png", kept, tmp_path, THINGS[ContentKind.PHOTO].data)
        shown = [thing for message in _with_things(stage) for thing in stage.view(message).things]
        assert [thing.kind for thing in shown] == kinds
        assert shown[1].name == "Скан.png"


_ENDINGS = {
    ContentKind.DOCUMENT: "pdf",
    ContentKind.AUDIO: "mp3",
    ContentKind.VIDEO: "mp4",
    ContentKind.ANIMATION: "mp4",
}


def _with_things(stage: Stage) -> list[str]:
    return [message for message in stage.messages() if stage.view(message).things]


async def _cross(
    stage: Stage, kind: ContentKind, name: str, database: Database, folder: Path, data: bytes | None = None
) -> None:
    """A message with the thing of this kind under a name, from somebody's messenger to the stage's person."""
    clock, store = FakeClock(), FileStore(folder / "files")
    with store.incoming() as incoming:
        incoming.write(THINGS[kind].data if data is None else data)
        sha256 = incoming.keep()
    before = len(_with_things(stage))
    remote = RemoteFile("elsewhere", name, f"{kind}:{name}")
    async with database.write() as session:
        things = [Attachment(kind, remote, name=name, mime=THINGS[kind].attachment.mime)]
        (taken,) = await files.take_in(session, things, "line:1", clock.now())
        file = await session.get_one(File, taken.file)
        await files.keep(session, file, sha256, incoming.size, clock.now())
        body = Send(RichText(), attachments=(taken,))
        await enqueue(session, Address(stage.channel.name, "person"), body, clock.now())
    book = FakeBook(places={"person": stage.to})
    outlet = Outlet(stage.channel, Paces({}, "all"), book, store=store)
    async with delivering(Delivery(database, [outlet], clock)):
        await until(lambda: len(_with_things(stage)) > before)
