"""Files that were kept as long as the settings say: whatever showed them says so in words from then on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content import Attachment
from bot.files import File, FileState, FileUse
from bot.outbox import OutboxRow
from bot.outgoing import Send
from operators.history import Line, attachments_as_kept
from operators.notes import DeskNote, NotePiece
from operators.tickets import OPEN, Ticket

_HOLDERS = ("line", "outbox", "note")
"""Parts of a conversation. Whoever else holds a file (a permission, a manager's photo) has a term of its own."""

EXPIRED = "expired"
"""As `bot.carriage.REFUSALS` has it."""


async def shown_in_open(session: AsyncSession, rows: Sequence[File], _before: datetime) -> Collection[int]:
    """What an open request shows, what others than conversations hold, and what is still to be fetched."""
    uses = await _uses(session, rows)
    spared = {row.id for row in rows if row.state is FileState.WAITING}
    spared |= {use.file_id for use in uses if use.holder.partition(":")[0] not in _HOLDERS}
    lines = {_number(use): use.file_id for use in uses if use.holder.startswith("line:")}
    query = select(Line.id).join(Ticket, Ticket.address_id == Line.address_id)
    for line_id in await session.scalars(query.where(Line.id.in_(lines), Ticket.state.in_(OPEN))):
        spared.add(lines[line_id])
    notes = {_number(use): use.file_id for use in uses if use.holder.startswith("note:")}
    held = select(DeskNote.id).join(Ticket, Ticket.topic_id == DeskNote.topic_id)
    for note_id in await session.scalars(held.where(DeskNote.id.in_(notes), Ticket.state.in_(OPEN))):
        spared.add(notes[note_id])
    return spared


async def drop_old(session: AsyncSession, rows: Sequence[File], _now: datetime) -> None:
    """Nobody shows them any more: their bytes are deleted (`bot.unused_files`)."""
    numbers = {row.id for row in rows}
    uses = await _uses(session, rows)
    for line in await session.scalars(select(Line).where(Line.id.in_(_of(uses, "line")))):
        line.attachments_json = attachments_as_kept(_without(line.attachments, numbers))
    await _drop_from_notes(session, _of(uses, "note"), numbers)
    for row in await session.scalars(select(OutboxRow).where(OutboxRow.id.in_(_of(uses, "outbox")))):
        if isinstance(body := row.body, Send):
            row.body = replace(body, attachments=_without(body.attachments, numbers))
    await session.execute(delete(FileUse).where(FileUse.file_id.in_(numbers)))


async def _drop_from_notes(session: AsyncSession, note_ids: Collection[int], numbers: set[int]) -> None:
    for note in await session.scalars(select(DeskNote).where(DeskNote.id.in_(note_ids))):
        note.attachments = _without(note.attachments, numbers)
    for piece in await session.scalars(select(NotePiece).where(NotePiece.note_id.in_(note_ids))):
        piece.attachments = _without(piece.attachments, numbers)


def _without(attachments: tuple[Attachment, ...], numbers: set[int]) -> tuple[Attachment, ...]:
    return tuple(replace(one, file=None, refused=EXPIRED) if one.file in numbers else one for one in attachments)


async def _uses(session: AsyncSession, rows: Sequence[File]) -> Sequence[FileUse]:
    query = select(FileUse).where(FileUse.file_id.in_([row.id for row in rows]))
    return (await session.scalars(query)).all()


def _of(uses: Sequence[FileUse], kind: str) -> list[int]:
    return [_number(use) for use in uses if use.holder.startswith(f"{kind}:")]


def _number(use: Any) -> int:
    return int(use.holder.partition(":")[2])
