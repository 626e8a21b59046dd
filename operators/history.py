"""What was said in a client's conversation, by whom: the client, the bot, the staff.

The operators' card is drawn from it, so that whoever takes a ticket knows what the client has been told already. A
correction keeps the earlier wordings.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, ForeignKey, Index, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot import files
from bot.content import Attachment
from bot.database import Base, words
from bot.describing import described
from bot.links import MessageKey

_ATTACHMENTS: TypeAdapter[tuple[Attachment, ...]] = TypeAdapter(tuple[Attachment, ...])


IN_PUBLIC = "wall"
"""The chat of what was said for all to see: comments."""


class Author(StrEnum):
    """Who said it."""

    CLIENT = "client"
    BOT = "bot"
    STAFF = "staff"


class LineKind(StrEnum):
    """What the bot's words were: an answer of the knowledge base, the titles it offered (one a line), or anything. What
    the client said in the field of a form goes with the form alone: nobody else reads it."""

    SAID = "said"
    ANSWER = "answer"
    OFFER = "offer"
    FORM = "form"


class Line(Base):
    """One thing said. `source_id` is the message's id in its chat, for corrections; the bot's lines have none. The
    pieces of an album are lines of their own that have the same `album`."""

    __tablename__ = "lines"
    __table_args__ = (
        Index("ix_lines_address_id", "address_id", "id"),
        Index("ix_lines_source", "source_channel", "source_chat", "source_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    author: Mapped[Author] = mapped_column(words(Author, 10))
    kind: Mapped[LineKind] = mapped_column(words(LineKind, 10), default=LineKind.SAID, server_default=LineKind.SAID)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str] = mapped_column(Text)
    attachments_json: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")
    album: Mapped[str | None] = mapped_column(String(40))
    earlier: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The wordings before each correction, oldest first."""
    at: Mapped[datetime]
    source_channel: Mapped[str | None] = mapped_column(String(40))
    source_chat: Mapped[str | None] = mapped_column(String(100))
    source_id: Mapped[str | None] = mapped_column(String(100))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """What came beside the text, files as rows of `bot.files`."""
        return _ATTACHMENTS.validate_python(self.attachments_json) if self.attachments_json else ()

    @property
    def source(self) -> MessageKey | None:
        """The message that this is; None for what the bot said by itself."""
        if self.source_channel is None or self.source_chat is None or self.source_id is None:
            return None
        return MessageKey(self.source_channel, self.source_chat, self.source_id)

    @property
    def sender(self) -> str:
        """Whose files its files are, as `bot.files` has it."""
        return f"address:{self.address_id}"

    @property
    def words(self) -> str:
        """What was said, attachments in words: «[фото] вот так»."""
        return " ".join(filter(None, (*map(described, self.attachments), self.text)))


def record(
    session: AsyncSession,
    address_id: int,
    author: Author,
    text: str,
    now: datetime,
    *,
    kind: LineKind = LineKind.SAID,
    ticket_id: int | None = None,
    staff_id: int | None = None,
    source: MessageKey | None = None,
    album: str | None = None,
) -> Line:
    """Keeps a line."""
    line = Line(address_id=address_id, author=author, kind=kind, text=text, earlier=[], at=now)
    line.ticket_id, line.staff_id, line.album, line.attachments_json = ticket_id, staff_id, album, []
    if source is not None:
        line.source_channel, line.source_chat, line.source_id = source.channel, source.chat, source.id
    session.add(line)
    return line


async def attach(
    session: AsyncSession, line: Line, attachments: Sequence[Attachment], now: datetime
) -> tuple[Attachment, ...]:
    """What came beside the text of a line, in place of what was kept there before; returns it with files as rows."""
    await session.flush()
    holder = f"line:{line.id}"
    await files.release(session, holder)
    taken = await files.take_in(session, attachments, holder, now, sender=line.sender)
    line.attachments_json = _ATTACHMENTS.dump_python(taken, mode="json")
    return taken


def attachments_as_kept(attachments: Sequence[Attachment]) -> list[dict[str, Any]]:
    """As a line's `attachments_json` has them."""
    return list(_ATTACHMENTS.dump_python(tuple(attachments), mode="json"))


async def find(session: AsyncSession, source: MessageKey) -> Line | None:
    """The line that a message is."""
    found = await of_messages(session, source.channel, source.chat, [source.id])
    return found.get(source.id)


async def of_messages(
    session: AsyncSession, channel: str, chat: str, message_ids: Collection[str]
) -> Mapping[str, Line]:
    """The lines that messages of a chat are, by message; those that are not known are missing."""
    query = select(Line).where(
        Line.source_channel == channel, Line.source_chat == chat, Line.source_id.in_(message_ids)
    )
    return {str(line.source_id): line for line in await session.scalars(query.order_by(Line.id))}


async def spoke(session: AsyncSession, address_id: int, chat: str) -> bool:
    """Whether the client has ever said anything in this chat (comments are said elsewhere)."""
    query = select(Line.id).where(Line.address_id == address_id, Line.source_chat == chat)
    return await session.scalar(query.where(Line.author == Author.CLIENT).limit(1)) is not None


async def staff_in(session: AsyncSession, address_id: int, since: datetime) -> list[int]:
    """Who of the staff has spoken in a conversation since a moment, the last one first."""
    query = select(Line.staff_id).where(Line.address_id == address_id, Line.at >= since, Line.staff_id.is_not(None))
    return list(dict.fromkeys(one for one in await session.scalars(query.order_by(Line.id.desc())) if one is not None))


def reword(line: Line, text: str) -> None:
    """New wording of a line."""
    if line.text != text:
        line.earlier, line.text = [*line.earlier, line.text], text


async def correct(session: AsyncSession, source: MessageKey, text: str) -> Line | None:
    """New wording of a line that is known; None when it is not."""
    line = await find(session, source)
    if line is not None:
        reword(line, text)
    return line


async def recent(
    session: AsyncSession, address_id: int, since: datetime, limit: int, *, up_to: int | None = None
) -> Sequence[Line]:
    """The last lines of a conversation since a moment (and up to the line `up_to`), oldest first; the fields of forms
    are none of it."""
    query = select(Line).where(Line.address_id == address_id, Line.at >= since, Line.kind != LineKind.FORM)
    query = query.order_by(Line.id.desc()).limit(limit)
    if up_to is not None:
        query = query.where(Line.id <= up_to)
    return list(reversed((await session.scalars(query)).all()))
