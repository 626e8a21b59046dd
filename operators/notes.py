"""What staff wrote in clients' topics: a note stays inside until somebody sends it, the assignee's line goes at once.

Kept so that the button under a note works after a restart, sends the note's latest wording, and sends it once.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base
from bot.links import MessageKey
from bot.richtext import RichText

_TEXT: TypeAdapter[RichText] = TypeAdapter(RichText)


class DeskNote(Base):
    """One message of staff. `ticket_id` is the ticket that it belongs to or was sent for; `prompt_id` the outbox row
    with the button; `sent_by` who sent it, not always who wrote it. A `private` one began with `//`."""

    __tablename__ = "desk_notes"
    __table_args__ = (UniqueConstraint("chat", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[str] = mapped_column(String(40))
    message_id: Mapped[str] = mapped_column(String(40))
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    prompt_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    private: Mapped[bool] = mapped_column(default=False)
    text_json: Mapped[dict[str, Any]]
    attachments_json: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")
    album: Mapped[str | None] = mapped_column(String(40))
    pieces: Mapped[list[list[str]]] = mapped_column(JSON, default=list, server_default="[]")
    """Of an album: each message with its own caption, as [id, caption]; empty for a message by itself."""
    reply_to: Mapped[str | None] = mapped_column(String(40))
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    taken_back_at: Mapped[datetime | None]

    @property
    def text(self) -> RichText:
        """The latest wording."""
        return _TEXT.validate_python(self.text_json)

    @text.setter
    def text(self, text: RichText) -> None:
        self.text_json = _TEXT.dump_python(text, mode="json")


async def find(session: AsyncSession, chat: str, message_id: str) -> DeskNote | None:
    """The note that a message is."""
    return await session.scalar(select(DeskNote).where(DeskNote.chat == chat, DeskNote.message_id == message_id))


async def get(session: AsyncSession, note_id: int) -> DeskNote | None:
    """A note by its number, locked until the end of the transaction: it is sent once."""
    return await session.get(DeskNote, note_id, with_for_update=True)


def source(note: DeskNote) -> MessageKey:
    """The message in the group that a note is."""
    return MessageKey("desk", note.chat, note.message_id)
