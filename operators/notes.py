"""What staff wrote in clients' topics: a note stays inside until somebody sends it, the assignee's line goes at once.

Kept so that the button under a note works after a restart, sends the note's latest wording, and sends it once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, false, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot import files
from bot.content import Attachment
from bot.database import Base
from bot.links import MessageKey
from bot.richtext import RichText, joined

_TEXT: TypeAdapter[RichText] = TypeAdapter(RichText)
_ATTACHMENTS: TypeAdapter[tuple[Attachment, ...]] = TypeAdapter(tuple[Attachment, ...])


class Written:
    """What a message says: its latest wording, and what hangs on it. An attachment keeps, beside the row of its file,
    where the file stands in the group: that tells whether an edit has put another one into its place."""

    chat: Mapped[str] = mapped_column(String(40))
    message_id: Mapped[str] = mapped_column(String(40))
    text_json: Mapped[dict[str, Any]]
    attachments_json: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")

    @property
    def text(self) -> RichText:
        """The latest wording."""
        return _TEXT.validate_python(self.text_json)

    @text.setter
    def text(self, text: RichText) -> None:
        self.text_json = _TEXT.dump_python(text, mode="json")

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """What hangs on it, files as rows of `bot.files`."""
        return _ATTACHMENTS.validate_python(self.attachments_json)

    @attachments.setter
    def attachments(self, attachments: tuple[Attachment, ...]) -> None:
        self.attachments_json = _ATTACHMENTS.dump_python(attachments, mode="json")


class NotePiece(Written, Base):
    """One message of an album, with its own caption."""

    __tablename__ = "desk_note_pieces"
    __table_args__ = (UniqueConstraint("chat", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("desk_notes.id"), index=True)


class DeskNote(Written, Base):
    """One message of staff, or one album: then `pieces` are its messages, the first of which names the note, and `text`
    and `attachments` are theirs, one after another. `ticket_id` is the ticket that it belongs to or was sent for;
    `prompt_id` the outbox row with the button; `sent_by` who sent it, not always who wrote it. `preview`: what its link
    leads to shows. A `private` one is never sent: it began with `//`, or has nothing in it that a client could get."""

    __tablename__ = "desk_notes"
    __table_args__ = (UniqueConstraint("chat", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    prompt_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    private: Mapped[bool] = mapped_column(default=False)
    album: Mapped[str | None] = mapped_column(String(40))
    pieces: Mapped[list[NotePiece]] = relationship(lazy="selectin", order_by=NotePiece.id)
    reply_to: Mapped[str | None] = mapped_column(String(40))
    preview: Mapped[bool] = mapped_column(default=False, server_default=false())
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    taken_back_at: Mapped[datetime | None]

    @property
    def outgoing(self) -> tuple[Attachment, ...]:
        """Its attachments as the client's side takes them."""
        return tuple(replace(attachment, remote=None) for attachment in self.attachments)

    @property
    def holder(self) -> str:
        """As `bot.files` names whoever shows a file."""
        return f"note:{self.id}"

    def part(self, message_id: str) -> Written:
        """The message of the album that has this id; a note by itself is all there is."""
        return next((piece for piece in self.pieces if piece.message_id == message_id), self)

    def put_together(self) -> None:
        """Text and attachments anew from the pieces, after one of them has changed."""
        if self.pieces:
            self.text = joined([piece.text for piece in self.pieces if piece.text])
            self.attachments = tuple(attachment for piece in self.pieces for attachment in piece.attachments)


async def find(session: AsyncSession, chat: str, message_id: str) -> DeskNote | None:
    """The note that a message is, or is a piece of."""
    note = await session.scalar(select(DeskNote).where(DeskNote.chat == chat, DeskNote.message_id == message_id))
    if note is not None:
        return note
    piece = select(NotePiece.note_id).where(NotePiece.chat == chat, NotePiece.message_id == message_id)
    return await session.scalar(select(DeskNote).where(DeskNote.id.in_(piece)))


async def get(session: AsyncSession, note_id: int) -> DeskNote | None:
    """A note by its number, locked until the end of the transaction: it is sent once."""
    return await session.get(DeskNote, note_id, with_for_update=True)


async def of_album(session: AsyncSession, topic_id: int, album: str) -> Sequence[DeskNote]:
    """The notes that an album in a topic became, oldest first: one, unless pieces of it came late."""
    query = select(DeskNote).where(DeskNote.topic_id == topic_id, DeskNote.album == album)
    return (await session.scalars(query.order_by(DeskNote.id))).all()


async def keep(
    session: AsyncSession, note: DeskNote, attachments: Sequence[Attachment], now: datetime
) -> tuple[Attachment, ...]:
    """The attachments of a message as the note keeps them; their files are fetched from now on, held by the note."""
    taken = await files.take_in(session, attachments, note.holder, now, sender=f"staff:{note.staff_id}")
    return tuple(replace(one, remote=came.remote) for one, came in zip(taken, attachments, strict=True))


def source(note: DeskNote) -> MessageKey:
    """The message in the group that a note is."""
    return MessageKey("desk", note.chat, note.message_id)


def sources(note: DeskNote) -> tuple[MessageKey, ...]:
    """The messages of an album, in order; empty for a note that is one message."""
    return tuple(MessageKey("desk", piece.chat, piece.message_id) for piece in note.pieces)
