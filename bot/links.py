"""What came in, tied to what went out: source message ↔ outbox row, part, sending channel, platform id.

Many to many: one line may leave in several parts, several lines may share one platform message. Replies, edits,
deletions and marks find their way by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.database import Base, words


@dataclass(frozen=True, slots=True)
class MessageKey:
    """A message on a platform; `chat` is the platform's id of the chat (a client's peer, a group)."""

    channel: str
    chat: str
    id: str


class Holds(StrEnum):
    """What a message of the platform holds of its row: a text, attachments with its text as their caption (or without
    any), or attachments beside whose text another message holds."""

    TEXT = "text"
    CAPTION = "caption"
    MEDIA = "media"


@dataclass(frozen=True, slots=True)
class Standing:
    """A message as it stands on the platform."""

    id: str
    holds: Holds


class MessageLink(Base):
    """One source message in one message of one outbox row (`part` counts them); without a source, what the bot said by
    itself."""

    __tablename__ = "message_links"
    __table_args__ = (
        Index("ix_message_links_source", "source_channel", "source_chat", "source_id"),
        Index("ix_message_links_platform", "channel", "chat", "platform_id"),
        Index("ix_message_links_outbox_id", "outbox_id", "part"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"))
    part: Mapped[int] = mapped_column(default=0)
    source_channel: Mapped[str | None] = mapped_column(String(40))
    source_chat: Mapped[str | None] = mapped_column(String(100))
    source_id: Mapped[str | None] = mapped_column(String(100))
    channel: Mapped[str] = mapped_column(String(40))
    chat: Mapped[str | None] = mapped_column(String(100))
    platform_id: Mapped[str | None] = mapped_column(String(100))
    holds: Mapped[Holds] = mapped_column(words(Holds, 10), default=Holds.TEXT, server_default=Holds.TEXT)

    @property
    def source(self) -> MessageKey | None:
        """The message that this one carries on."""
        if self.source_channel is None or self.source_chat is None or self.source_id is None:
            return None
        return MessageKey(self.source_channel, self.source_chat, self.source_id)


def tie(session: AsyncSession, outbox_id: int, channel: str, sources: Sequence[MessageKey]) -> None:
    """Remembers, before it is sent, what an outbox row carries."""
    for source in sources:
        session.add(_link(outbox_id, 0, channel, source))


async def record_sent(
    session: AsyncSession,
    outbox_id: int,
    part: int,
    channel: str,
    chat: str,
    platform_id: str,
    holds: Holds = Holds.TEXT,
) -> None:
    """Remembers under which id the message `part` of a row stands on the platform."""
    links = (await session.scalars(select(MessageLink).where(MessageLink.outbox_id == outbox_id))).all()
    of_part = [link for link in links if link.part == part]
    if not of_part:
        sources: list[MessageKey | None] = list({link.source: None for link in links}) or [None]
        of_part = [_link(outbox_id, part, channel, source) for source in sources]
        session.add_all(of_part)
    for link in of_part:
        link.chat, link.platform_id, link.holds = chat, platform_id, holds


async def standing(session: AsyncSession, *outbox_ids: int) -> list[Standing]:
    """The messages of a row (of rows that stand together), in order; empty while nothing was sent."""
    query = (
        select(MessageLink.platform_id, MessageLink.holds)
        .where(MessageLink.outbox_id.in_(outbox_ids), MessageLink.platform_id.is_not(None))
        .order_by(MessageLink.part, MessageLink.id)
    )
    found = {number: holds for number, holds in await session.execute(query) if number}
    return [Standing(number, holds) for number, holds in found.items()]


async def platform_ids(session: AsyncSession, *outbox_ids: int) -> list[str]:
    """The platform's ids of these messages."""
    return [message.id for message in await standing(session, *outbox_ids)]


async def standing_with(session: AsyncSession, outbox_id: int) -> list[int]:
    """The outbox rows that share a platform message with this one, itself included, oldest first."""
    mine = aliased(MessageLink)
    same = and_(
        MessageLink.channel == mine.channel,
        MessageLink.chat == mine.chat,
        MessageLink.platform_id == mine.platform_id,
    )
    query = select(MessageLink.outbox_id).join(mine, same).where(mine.outbox_id == outbox_id)
    return list((await session.scalars(query.order_by(MessageLink.outbox_id).distinct())).all())


async def rows_carrying(session: AsyncSession, source: MessageKey, channel: str | None = None) -> list[int]:
    """The outbox rows that carry a source message (on one channel), newest first."""
    query = select(MessageLink.outbox_id).where(
        MessageLink.source_channel == source.channel,
        MessageLink.source_chat == source.chat,
        MessageLink.source_id == source.id,
    )
    if channel is not None:
        query = query.where(MessageLink.channel == channel)
    return list((await session.scalars(query.order_by(MessageLink.outbox_id.desc()).distinct())).all())


async def rows_shown_as(session: AsyncSession, shown: MessageKey) -> list[int]:
    """The outbox rows that stand on the platform as this message (several when lines were joined), oldest first."""
    query = select(MessageLink.outbox_id).where(
        MessageLink.channel == shown.channel, MessageLink.chat == shown.chat, MessageLink.platform_id == shown.id
    )
    return list((await session.scalars(query.order_by(MessageLink.outbox_id).distinct())).all())


async def sources_of(session: AsyncSession, outbox_ids: Sequence[int]) -> list[MessageKey]:
    """The source messages behind these rows, in order."""
    query = select(MessageLink).where(MessageLink.outbox_id.in_(outbox_ids)).order_by(MessageLink.id)
    found = [link.source for link in await session.scalars(query)]
    return list(dict.fromkeys(source for source in found if source))


async def forget_part(session: AsyncSession, outbox_ids: Sequence[int], platform_id: str) -> None:
    """A part of these rows was taken back: nothing of theirs stands there any more."""
    where = (MessageLink.outbox_id.in_(outbox_ids), MessageLink.platform_id == platform_id)
    await session.execute(update(MessageLink).where(*where).values(platform_id=None))


def _link(outbox_id: int, part: int, channel: str, source: MessageKey | None) -> MessageLink:
    link = MessageLink(outbox_id=outbox_id, part=part, channel=channel)
    if source is not None:
        link.source_channel, link.source_chat, link.source_id = source.channel, source.chat, source.id
    return link
