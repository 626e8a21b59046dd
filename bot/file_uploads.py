"""What a bot or a community has uploaded already: the platform's ids of kept contents, to be sent again without a byte.

An upload keeps the name that it was made with. Where people see names, the id is good for that name alone: under
another it would show one client how another client's file is called.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.calls import Outgoing
from bot.content import NAMED, Attachment, ContentKind
from bot.database import Base, insert_for, words
from bot.files import File


class FileUpload(Base):
    """Contents that a bot or a community has uploaded, as a kind and under a name: the platform's id for them."""

    __tablename__ = "file_uploads"
    __table_args__ = (UniqueConstraint("content_id", "account", "kind", "name_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("file_contents.id"))
    account: Mapped[str] = mapped_column(String(60))
    kind: Mapped[ContentKind] = mapped_column(words(ContentKind, 20))
    name_hash: Mapped[str] = mapped_column(String(64))
    platform_id: Mapped[str] = mapped_column(Text)
    uploaded_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Upload:
    """What an uploaded file is known by, beside the account. `name_hash` is empty for kinds that show no name."""

    content: int
    kind: ContentKind
    name_hash: str


def name_hash(kind: ContentKind, attachment: Attachment) -> str:
    """SHA-256 (hex) of what people see beside the contents: names are personal data and of any length. An audio shows
    its performer and title as well; what came without a name is called by its kind."""
    if kind not in NAMED:
        return ""
    seen = [attachment.name or attachment.kind.value, attachment.words if kind is ContentKind.AUDIO else ""]
    return hashlib.sha256("\n".join(seen).encode(errors="replace")).hexdigest()


async def known(session: AsyncSession, contents: Collection[int], account: str) -> Mapping[Upload, str]:
    """What `account` has uploaded of these contents, with the platform's ids."""
    query = select(FileUpload.content_id, FileUpload.kind, FileUpload.name_hash, FileUpload.platform_id).where(
        FileUpload.content_id.in_(contents), FileUpload.account == account
    )
    return {Upload(content, kind, name): platform for content, kind, name, platform in await session.execute(query)}


async def remember(
    session: AsyncSession,
    account: str,
    sent: Iterable[Outgoing],
    uploaded: Iterable[tuple[int, ContentKind, str]],
    now: datetime,
) -> None:
    """`account` has uploaded files of what it `sent`: (row in `bot.files`, kind, the platform's id)."""
    names: dict[tuple[int | None, ContentKind], set[str]] = {}
    for one in sent:
        names.setdefault((one.attachment.file, one.kind), set()).add(name_hash(one.kind, one.attachment))
    for number, kind, platform in uploaded:
        # One file twice in a message, under two names: nobody can tell which of them this id has.
        if len(called := names.get((number, kind), set())) == 1:
            await _remember(session, account, number, kind, min(called), platform, now)


async def _remember(
    session: AsyncSession, account: str, file_id: int, kind: ContentKind, name: str, platform: str, now: datetime
) -> None:
    content = await session.scalar(select(File.content_id).where(File.id == file_id))
    if content is None:
        return
    key = {"content_id": content, "account": account, "kind": kind, "name_hash": name}
    newest = {"platform_id": platform, "uploaded_at": now}
    statement = insert_for(session, FileUpload).values(key | newest)
    await session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=newest))


async def forget(session: AsyncSession, file_ids: Collection[int], account: str) -> None:
    """The platform does not know uploads of these files any more."""
    contents = select(File.content_id).where(File.id.in_(file_ids))
    where = (FileUpload.content_id.in_(contents), FileUpload.account == account)
    await session.execute(delete(FileUpload).where(*where))
