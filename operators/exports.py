"""«Получить файлом»: a person asks for all that is kept of them; the file is made outside of every transaction, sent,
and kept for a day only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot import files, outbox
from bot.clients import ClientAddress
from bot.content import Attachment, ContentKind
from bot.database import Base, Database
from bot.file_store import FileStore
from bot.files import File, FileState
from bot.holding import Holding
from bot.outbox import PENDING, OutboxRow
from bot.outgoing import Send
from bot.richtext import rich
from bot.subjects import subject_now
from bot.texts import say
from operators.export_text import Reader, written

log = structlog.get_logger()

SOURCE = "export"
"""Of the files that were made here: nothing of them is fetched from anywhere."""

_KEPT = timedelta(days=1)


class Export(Base):
    """A file that somebody asked for; `outbox_id` is the message with it."""

    __tablename__ = "privacy_exports"
    __table_args__ = (Index("ix_privacy_exports_address_id", "address_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"))
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    dropped_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class _Made:
    """A file that lies in the store and has no row yet."""

    export: int
    sha256: str
    size: int


async def ask(session: AsyncSession, address: ClientAddress, now: datetime) -> bool:
    """A file for this account. False when one is being made already."""
    waits = select(Export.id).where(Export.address_id == address.id, Export.made_at.is_(None)).limit(1)
    if await session.scalar(waits) is not None:
        return False
    session.add(Export(address_id=address.id, asked_at=now))
    await session.flush()
    return True


class Exports:
    """Makes the files that are asked for, one after another."""

    def __init__(
        self,
        database: Database,
        store: FileStore,
        holdings: Sequence[Holding],
        reader: Reader,
        ready: Callable[[], None],
    ) -> None:
        """`ready` is called when a file is to be sent."""
        self._database, self._store, self._holdings = database, store, holdings
        self._reader, self._ready = reader, ready
        self._made: _Made | None = None

    async def prepare(self, now: datetime) -> None:
        """The next file, in the store."""
        async with self._database.read() as session:
            query = select(Export).where(Export.made_at.is_(None)).order_by(Export.id).limit(1)
            export = await session.scalar(query)
            if export is None:
                return
            address = await session.get_one(ClientAddress, export.address_id)
            subject = await subject_now(session, address.client_id)
            text = await written(session, subject, self._holdings, self._reader, now)
        sha256, size = await asyncio.to_thread(self._keep, text.encode())
        self._made = _Made(export.id, sha256, size)

    async def sweep(self, session: AsyncSession, now: datetime) -> None:
        """Sends what was made, and lets go of what was sent long ago."""
        made, self._made = self._made, None
        if made is not None:
            await _send(session, made, now)
            self._ready()
        query = select(Export).where(Export.made_at < now - _KEPT, Export.dropped_at.is_(None)).limit(20)
        for export in await session.scalars(query):
            await _let_go(session, export, now)

    def _keep(self, content: bytes) -> tuple[str, int]:
        with self._store.incoming() as incoming:
            incoming.write(content)
            return incoming.keep(), incoming.size


async def _send(session: AsyncSession, made: _Made, now: datetime) -> None:
    export = await session.get(Export, made.export, with_for_update=True)
    if export is None or export.made_at is not None:
        return
    file = File(source=SOURCE, unique_id=str(export.id), ref="", state=FileState.WAITING, created_at=now, due_at=now)
    session.add(file)
    await session.flush()
    await files.keep(session, file, made.sha256, made.size, now)
    name = say("privacy-file-name")
    attachment = Attachment(ContentKind.DOCUMENT, file=file.id, name=name, mime="application/json", size=made.size)
    address = await session.get_one(ClientAddress, export.address_id)
    body = Send(rich(say("privacy-file-ready")), attachments=(attachment,))
    row = await outbox.enqueue(session, address.address, body, now)
    export.made_at, export.outbox_id = now, row.id
    log.info("privacy.exported", export=export.id, bytes=made.size)


async def _let_go(session: AsyncSession, export: Export, now: datetime) -> None:
    """Nobody shows the file any more: its bytes are deleted (`bot.unused_files`)."""
    row = await session.get(OutboxRow, export.outbox_id) if export.outbox_id is not None else None
    if row is not None and row.state in PENDING:
        return
    if row is not None and isinstance(body := row.body, Send):
        row.body = replace(body, attachments=())
        await files.release(session, f"outbox:{row.id}")
    export.dropped_at = now
