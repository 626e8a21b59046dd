"""The articles as rows: what they say now, and every state that they were ever in.

Whoever changes anything calls for a new `version` in the same transaction; each running copy of the service looks at
it and takes the changes over (`knowledge.live`). Nothing is ever deleted: an article is switched off.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, words
from bot.errors import LiniyaError
from bot.texts import say
from knowledge import state
from knowledge.articles import HIDDEN, LONGEST_ID, Article, key_of
from knowledge.stored_json import StoredJson

_ARTICLES: TypeAdapter[Article] = TypeAdapter(Article)
_NOT_CONTENT = {"id", "learned"}
"""Confirmed wordings are rows of their own (`knowledge.learning`)."""

SHIPPED = ""
"""The author of what came with the service."""


class Unreadable(LiniyaError):
    """What is stored is no article, whoever wrote it there; the message says what to do."""


class Act(StrEnum):
    """What was done to an article."""

    ADDED = "added"
    EDITED = "edited"
    OFF = "off"
    ON = "on"
    RESTORED = "restored"


class StoredArticle(Base):
    """An article as it is now. `content` has all of `Article` but the id and the learned wordings."""

    __tablename__ = "kb_articles"

    id: Mapped[str] = mapped_column(String(LONGEST_ID), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(StoredJson)
    enabled: Mapped[bool]
    revision: Mapped[int]
    """The number of its last revision, from 1."""
    changed_at: Mapped[datetime]

    @property
    def article(self) -> Article:
        """What it says, without learned wordings. Raises `Unreadable`."""
        return read_content(self.id, self.content)

    @property
    def readable(self) -> Article | None:
        """The same; None for a row that is no article."""
        try:
            return self.article
        except Unreadable:
            return None


class Revision(Base):
    """A state of an article: what was done, by whom, and what it said afterwards. Never changed."""

    __tablename__ = "kb_revisions"
    __table_args__ = (Index("ix_kb_revisions_article_id", "article_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("kb_articles.id"))
    number: Mapped[int]
    act: Mapped[Act] = mapped_column(words(Act, 10))
    author: Mapped[str] = mapped_column(Text)
    """A person's name, or the file that it was imported from; empty for what came with the service."""
    at: Mapped[datetime]
    content: Mapped[dict[str, Any]] = mapped_column(StoredJson)
    enabled: Mapped[bool]

    @property
    def article(self) -> Article:
        """What it said then. Raises `Unreadable`."""
        try:
            return read_content(self.article_id, self.content)
        except Unreadable:
            raise Unreadable(say("kb-unreadable-then", id=self.article_id, number=self.number)) from None


async def everything(session: AsyncSession) -> Sequence[StoredArticle]:
    """Every row by id, those that are switched off as well."""
    return (await session.scalars(select(StoredArticle).order_by(StoredArticle.id))).all()


async def get(session: AsyncSession, article_id: str) -> StoredArticle | None:
    """The row of an article."""
    return await session.get(StoredArticle, article_id)


async def by_key(session: AsyncSession, key: str) -> StoredArticle | None:
    """The row of an article by what buttons name it by (`Article.key`), locked until the end of the transaction."""
    query = select(StoredArticle).where(StoredArticle.id == key)
    if key.startswith(HIDDEN):
        ids = await session.scalars(select(StoredArticle.id))
        named = next((one for one in ids if key_of(one) == key), None)
        query = select(StoredArticle).where(StoredArticle.id == named)
    return await session.scalar(query.with_for_update().execution_options(populate_existing=True))


async def revision(session: AsyncSession, article_id: str, number: int) -> Revision | None:
    """What an article was after its revision `number`."""
    return await session.scalar(select(Revision).where(Revision.article_id == article_id, Revision.number == number))


async def save(session: AsyncSession, article: Article, author: str, now: datetime) -> Act | None:
    """Adds the article or makes it say this; one that is switched off stays so. None when it says the same already."""
    row, content = await get(session, article.id), content_of(article)
    if row is None:
        row = StoredArticle(id=article.id, content=content, enabled=True, revision=0, changed_at=now)
        session.add(row)
        await session.flush()
        return await _note(session, row, Act.ADDED, author, now)
    if row.content == content:
        return None
    row.content = content
    return await _note(session, row, Act.EDITED, author, now)


async def switch(session: AsyncSession, row: StoredArticle, author: str, now: datetime, *, enabled: bool) -> Act | None:
    """Switches an article on or off; None when it is so already."""
    if row.enabled == enabled:
        return None
    row.enabled = enabled
    return await _note(session, row, Act.ON if enabled else Act.OFF, author, now)


async def restore(session: AsyncSession, row: StoredArticle, number: int, author: str, now: datetime) -> Act | None:
    """Makes the article what it was after revision `number`, on or off as it was; itself a revision, so it can be taken
    back too. None when it is so already, or there is no such revision. Raises `Unreadable` for a state that is none."""
    then = await revision(session, row.id, number)
    if then is not None:
        _ = then.article
    if then is None or (then.content == row.content and then.enabled == row.enabled):
        return None
    row.content, row.enabled = then.content, then.enabled
    return await _note(session, row, Act.RESTORED, author, now)


async def history(session: AsyncSession, article_id: str, limit: int = 20) -> Sequence[Revision]:
    """The last revisions of an article, newest first."""
    query = select(Revision).where(Revision.article_id == article_id).order_by(Revision.number.desc()).limit(limit)
    return (await session.scalars(query)).all()


async def _note(session: AsyncSession, row: StoredArticle, act: Act, author: str, now: datetime) -> Act:
    row.revision, row.changed_at = row.revision + 1, now
    session.add(
        Revision(
            article_id=row.id,
            number=row.revision,
            act=act,
            author=author,
            at=now,
            content=row.content,
            enabled=row.enabled,
        )
    )
    await state.changed(session)
    return act


def content_of(article: Article) -> dict[str, Any]:
    """An article as rows keep it: all but its id and what it has learned."""
    content: dict[str, Any] = _ARTICLES.dump_python(article, mode="json", exclude=_NOT_CONTENT)
    return content


def read_content(article_id: str, content: dict[str, Any]) -> Article:
    """An article from what a row keeps. Raises `Unreadable`."""
    try:
        return _ARTICLES.validate_python({**content, "id": article_id})
    except ValidationError:
        raise Unreadable(say("kb-unreadable", id=article_id)) from None


async def last_readable(session: AsyncSession, article_id: str) -> int | None:
    """The number of the newest revision that can be taken back to."""
    query = select(Revision).where(Revision.article_id == article_id).order_by(Revision.number.desc())
    for one in await session.scalars(query):
        with suppress(Unreadable):
            _ = one.article
            return one.number
    return None
