"""A post office with files on disk, for what is sent with attachments."""

from __future__ import annotations

from pathlib import Path

from bot import files
from bot.content import Attachment, ContentKind, RemoteFile
from bot.database import Database
from bot.delivery import Delivery, Outlet
from bot.file_store import FileStore
from bot.files import File, FileState
from tests.delivery.post import Post


class Gallery(Post):
    """A post office with files on disk."""

    def __init__(self, database: Database, folder: Path, spare: int = 0) -> None:
        self.store, self.spare = FileStore(folder), spare
        super().__init__(database)

    def delivery_again(self) -> Delivery:
        """Over the same store."""
        outlet = Outlet(
            self.channel, self.paces, self.book, [self._hear], self.concurrency, self.store, spare=self.spare
        )
        return Delivery(self.database, [outlet], self.clock)

    async def file(self, name: str, kind: ContentKind = ContentKind.PHOTO, *, here: bool = True) -> Attachment:
        """An attachment whose bytes are `name`; not `here`: it is still being fetched."""
        remote = RemoteFile("telegram", name, name)
        async with self.database.write() as session:
            taken = await files.take_in(session, [Attachment(kind, remote, name=name)], "line:1", self.clock.now())
        if here:
            await self.arrives(taken[0], name)
        return taken[0]

    async def arrives(self, attachment: Attachment, data: str) -> None:
        """Its bytes have come."""
        with self.store.incoming() as incoming:
            incoming.write(data.encode())
            sha256 = incoming.keep()
        async with self.database.write() as session:
            file = await session.get_one(File, attachment.file)
            await files.keep(session, file, sha256, len(data), self.clock.now())
        self.delivery.wake()

    async def fails(self, attachment: Attachment, reason: str = "failed") -> None:
        """It is not to be had."""
        async with self.database.write() as session:
            file = await session.get_one(File, attachment.file)
            file.state, file.reason = FileState.FAILED, reason
        self.delivery.wake()

    def shown(self) -> list[tuple[str, list[str]]]:
        """What stands in the chat: words, and the bytes beside them."""
        return [
            (shown.text, [thing.path.read_text() for thing in shown.attachments if thing.path is not None])
            for shown in self.channel.chats.get("a", {}).values()
        ]
