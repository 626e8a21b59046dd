"""Files that nobody shows any more: their rows go first, then the bytes of contents that no file has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.file_uploads import FileUpload
from bot.files import File, FileContent, FileState, FileUse


async def drop_unused(session: AsyncSession, before: datetime, limit: int) -> Sequence[str]:
    """Forgets files that nobody holds and that came before a moment; returns the SHA-256 of contents that no file has
    any more: their bytes can go."""
    unused = (
        select(File.id)
        .where(~exists().where(FileUse.file_id == File.id), File.created_at < before)
        .where(File.state != FileState.WAITING)
        .limit(limit)
    )
    ids = (await session.scalars(unused)).all()
    if not ids:
        return []
    await session.execute(delete(File).where(File.id.in_(ids)))
    orphans = select(FileContent).where(~exists().where(File.content_id == FileContent.id))
    gone = (await session.scalars(orphans.limit(limit))).all()
    numbers, names = [content.id for content in gone], [content.sha256 for content in gone]
    await session.execute(delete(FileUpload).where(FileUpload.content_id.in_(numbers)))
    await session.execute(delete(FileContent).where(FileContent.id.in_(numbers)))
    return names
