"""Articles that staff are writing in the group: kept from the first word to «Сохранить», whatever restarts meanwhile.

A draft holds what staff wrote and what they took over from a ticket; its rows go with the ticket's client.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, words
from bot.outbox import OutboxRow
from knowledge import store
from knowledge.articles import LONGEST_ID, Article
from knowledge.fields import Field
from operators.staff import Staff


class DraftState(StrEnum):
    """What became of it."""

    OPEN = "open"
    SAVED = "saved"
    CANCELLED = "cancelled"


class Draft(Base):
    """An article as it shall be. `article_id` is None for a new one until it is saved; `base_revision` the revision
    that it was begun from (0: none). `card_id` is the outbox row that shows it. `gaps` are the unanswered questions
    that it is about, `ticket_id` where its words come from."""

    __tablename__ = "kb_drafts"
    __table_args__ = (
        Index("ix_kb_drafts_card_id", "card_id"),
        Index("ix_kb_drafts_heard", "chat", "heard_id"),
        Index("ix_kb_drafts_ticket_id", "ticket_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    """Who began it."""
    chat: Mapped[str] = mapped_column(String(40))
    card_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    article_id: Mapped[str | None] = mapped_column(String(LONGEST_ID))
    base_revision: Mapped[int]
    content: Mapped[dict[str, Any]]
    asking: Mapped[Field | None] = mapped_column(words(Field, 12))
    """What a reply to the card shall be taken for."""
    heard_id: Mapped[str | None] = mapped_column(String(40))
    """The last reply that was taken, which its author may correct, and for what."""
    heard_as: Mapped[Field | None] = mapped_column(words(Field, 12))
    gaps: Mapped[list[int]] = mapped_column(JSON)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    state: Mapped[DraftState] = mapped_column(words(DraftState, 10))
    begun_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def article(self) -> Article:
        """What it says; a new one has no id yet."""
        return store.read_content(self.article_id or "", self.content)

    @article.setter
    def article(self, article: Article) -> None:
        self.content = store.content_of(article)


async def begin(
    session: AsyncSession,
    author: Staff,
    chat: str,
    article: Article,
    now: datetime,
    *,
    base_revision: int = 0,
    gaps: Sequence[int] = (),
    ticket_id: int | None = None,
) -> Draft:
    """A new draft; of an article that there is when `base_revision` is given."""
    draft = Draft(
        staff_id=author.id,
        chat=chat,
        article_id=article.id if base_revision else None,
        base_revision=base_revision,
        gaps=list(gaps),
        ticket_id=ticket_id,
        state=DraftState.OPEN,
        begun_at=now,
        changed_at=now,
    )
    draft.article = article
    session.add(draft)
    await session.flush()
    return draft


async def get(session: AsyncSession, draft_id: int) -> Draft | None:
    """A draft by its number, locked until the end of the transaction: it is saved once."""
    return await session.get(Draft, draft_id, with_for_update=True, populate_existing=True)


async def open_on(session: AsyncSession, card_id: int) -> Draft | None:
    """The draft that is being written in a message, locked."""
    query = select(Draft).where(Draft.card_id == card_id, Draft.state == DraftState.OPEN)
    newest = query.order_by(Draft.id.desc()).limit(1)
    return await session.scalar(newest.with_for_update().execution_options(populate_existing=True))


async def is_asked(session: AsyncSession, staff_id: int, peer: str, since: datetime) -> bool:
    """Whether a draft that somebody began waits for their words in this place of the group, and has since a moment."""
    query = select(Draft.id).join(OutboxRow, OutboxRow.id == Draft.card_id)
    waits = query.where(Draft.staff_id == staff_id, Draft.state == DraftState.OPEN, Draft.asking.is_not(None))
    return await session.scalar(waits.where(OutboxRow.peer == peer, Draft.changed_at >= since).limit(1)) is not None


async def heard(session: AsyncSession, chat: str, message_id: str) -> Draft | None:
    """The open draft whose last reply this message was, locked."""
    query = select(Draft).where(Draft.chat == chat, Draft.heard_id == message_id, Draft.state == DraftState.OPEN)
    newest = query.order_by(Draft.id.desc()).limit(1)
    return await session.scalar(newest.with_for_update().execution_options(populate_existing=True))
