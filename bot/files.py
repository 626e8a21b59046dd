"""Files that cross: what is to be downloaded, what is kept (once, by contents), who uses it.

A `File` is a file on a platform; several may have the same `FileContent`, which lies on disk under its SHA-256
(`bot.file_store`). Whatever shows a file holds it by a `FileUse`; contents that nobody holds any more are deleted
(`bot.unused_files`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    delete,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.carriage import TRAITS
from bot.content import Attachment, RemoteFile
from bot.database import Base, insert_for, words

_WAITING = text("state = 'waiting'")

_MOST_LOOKED_AT = 200


class FileState(StrEnum):
    """Where a file stands: still to be fetched, kept on disk, or not to be had."""

    WAITING = "waiting"
    KEPT = "kept"
    FAILED = "failed"


class FileContent(Base):
    """Bytes that are kept, known by their SHA-256 (hex)."""

    __tablename__ = "file_contents"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    kept_at: Mapped[datetime]


class File(Base):
    """A file of a platform. `reason` is why it failed: a key of `bot.carriage.REFUSALS`. `sender` is whoever sent it
    first: files are fetched in turn, so that nobody's stand in everybody's way."""

    __tablename__ = "files"
    __table_args__ = (
        UniqueConstraint("source", "unique_id"),
        Index("ix_files_waiting_due_at", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_files_content_id", "content_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(40))
    unique_id: Mapped[str] = mapped_column(String(200))
    sender: Mapped[str] = mapped_column(String(200), default="", server_default="")
    ref: Mapped[str] = mapped_column(Text)
    state: Mapped[FileState] = mapped_column(words(FileState, 10), default=FileState.WAITING)
    reason: Mapped[str | None] = mapped_column(String(40))
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    content_id: Mapped[int | None] = mapped_column(ForeignKey("file_contents.id"))


class FileUse(Base):
    """Who shows a file: `outbox:<id>`, `line:<id>`, `note:<id>`."""

    __tablename__ = "file_uses"
    __table_args__ = (UniqueConstraint("file_id", "holder"), Index("ix_file_uses_holder", "holder"))

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    holder: Mapped[str] = mapped_column(String(60))


@dataclass(frozen=True, slots=True)
class Kept:
    """How a file stands, for whoever wants to send it; `sha256`, `size` (bytes) and `content` once it is kept."""

    state: FileState
    reason: str | None = None
    sha256: str | None = None
    size: int | None = None
    content: int | None = None


# --- coming in ----------------------------------------------------------------------------------------------------


async def take_in(
    session: AsyncSession, attachments: Iterable[Attachment], holder: str, now: datetime, sender: str = ""
) -> tuple[Attachment, ...]:
    """The attachments as the outbox and the history keep them: each remote file has become a row that is fetched by
    itself (`bot.downloads`), held by `holder`. What is too large, or empty, by its own claim is refused at once.
    `sender` is one word for the person."""
    taken = [await _taken(session, attachment, now, sender) for attachment in attachments]
    await hold(session, taken, holder)
    return tuple(taken)


async def _taken(session: AsyncSession, attachment: Attachment, now: datetime, sender: str) -> Attachment:
    remote = attachment.remote
    if remote is None:
        return attachment
    size = attachment.size if attachment.size is not None else remote.size
    known = replace(attachment, remote=None, size=size)
    limit = TRAITS[remote.source].download if remote.source in TRAITS else None
    if size is not None and limit is not None and size > limit:
        return replace(known, refused="too_large")
    if size == 0:
        return replace(known, refused="empty")
    return replace(known, file=await _row_of(session, remote, now, sender))


async def _row_of(session: AsyncSession, remote: RemoteFile, now: datetime, sender: str) -> int:
    """The row of a remote file, made when missing; one that failed before is tried again."""
    query = select(File).where(File.source == remote.source, File.unique_id == remote.unique)
    row = await session.scalar(query)
    if row is None:
        values = {
            "source": remote.source,
            "unique_id": remote.unique,
            "ref": remote.ref,
            "sender": sender,
            "state": FileState.WAITING,
            "attempts": 0,
            "created_at": now,
            "due_at": now,
        }
        statement = insert_for(session, File).values(values).on_conflict_do_nothing()
        await session.execute(statement)
        row = (await session.scalars(query)).one()
    elif row.state is FileState.FAILED:
        row.state, row.reason, row.attempts, row.ref, row.due_at = FileState.WAITING, None, 0, remote.ref, now
    elif row.state is FileState.WAITING:
        row.ref = remote.ref
    return row.id


async def hold(session: AsyncSession, attachments: Iterable[Attachment], holder: str) -> None:
    """`holder` shows these files from now on."""
    rows = [{"file_id": number, "holder": holder} for number in sorted(files_of(attachments))]
    if rows:
        await session.execute(insert_for(session, FileUse).on_conflict_do_nothing(), rows)


async def release(session: AsyncSession, holder: str) -> None:
    """`holder` shows no file any more."""
    await session.execute(delete(FileUse).where(FileUse.holder == holder))


def files_of(attachments: Iterable[Attachment]) -> set[int]:
    """The rows that attachments name."""
    return {attachment.file for attachment in attachments if attachment.file is not None}


# --- fetching -----------------------------------------------------------------------------------------------------


async def waiting(
    session: AsyncSession, now: datetime, sources: Collection[str], besides: Collection[int], each: int
) -> Sequence[File]:
    """The files of these sources to be fetched now, the longest waiting first, at most `each` of one sender's;
    `besides` are known already."""
    place = func.row_number().over(partition_by=(File.source, File.sender), order_by=(File.due_at, File.id))
    due = and_(_is_waiting(), File.source.in_(sources), File.due_at <= now, File.id.not_in(besides))
    ranked = select(File.id, place.label("place")).where(due).subquery()
    first = select(ranked.c.id).where(ranked.c.place <= each)
    query = select(File).where(File.id.in_(first)).order_by(File.due_at, File.id)
    return (await session.scalars(query.limit(_MOST_LOOKED_AT))).all()


async def next_due(session: AsyncSession, sources: Collection[str], after: datetime) -> datetime | None:
    """When the next file of these sources can be fetched that cannot be yet, None when there is none."""
    query = select(File.due_at).where(_is_waiting(), File.source.in_(sources), File.due_at > after)
    return await session.scalar(query.order_by(File.due_at).limit(1))


def _is_waiting() -> ColumnElement[bool]:
    """A partial index is taken only where its condition stands in the statement itself, not among the values."""
    return File.state == literal_column(f"'{FileState.WAITING}'")


async def keep(session: AsyncSession, file: File, sha256: str, size: int, now: datetime) -> None:
    """The bytes are on disk."""
    values = {"sha256": sha256, "size": size, "kept_at": now}
    await session.execute(insert_for(session, FileContent).values(values).on_conflict_do_nothing())
    content = (await session.scalars(select(FileContent.id).where(FileContent.sha256 == sha256))).one()
    file.state, file.content_id, file.reason = FileState.KEPT, content, None


# --- going out ----------------------------------------------------------------------------------------------------


async def states(session: AsyncSession, file_ids: Collection[int]) -> Mapping[int, Kept]:
    """How these files stand."""
    query = (
        select(File.id, File.state, File.reason, FileContent.sha256, FileContent.size, FileContent.id)
        .outerjoin(FileContent, FileContent.id == File.content_id)
        .where(File.id.in_(file_ids))
    )
    rows = await session.execute(query)
    return {row[0]: Kept(row[1], row[2], row[3], row[4], row[5]) for row in rows}
