"""Puts the articles that come with the service into the database: new ones are added, and those that nobody has
touched follow a new release, out of the base as well. What people have edited or switched off is theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge import store
from knowledge.articles import Article
from knowledge.store import SHIPPED, Revision, StoredArticle


async def seed(session: AsyncSession, shipped: Iterable[Article], now: datetime) -> int:
    """`shipped` are all articles of this release. Returns how many were added or brought up to date, were withdrawn and
    are back, or are of an older release and were switched off."""
    touched, released = await _touched(session), list(shipped)
    changed = await _switch_off(session, await _standing(session) - touched - {one.id for one in released}, now)
    for article in released:
        if article.id in touched:
            continue
        saved = await store.save(session, article, SHIPPED, now)
        row = await store.get(session, article.id)
        back = row is not None and await store.switch(session, row, SHIPPED, now, enabled=True)
        changed += bool(saved or back)
    return changed


async def withdraw(session: AsyncSession, now: datetime) -> int:
    """Switches those off that came with any release and that nobody has touched; returns how many."""
    return await _switch_off(session, await _standing(session) - await _touched(session), now)


async def _switch_off(session: AsyncSession, ids: Iterable[str], now: datetime) -> int:
    changed = 0
    for number in sorted(ids):
        row = await store.get(session, number)
        changed += bool(row is not None and await store.switch(session, row, SHIPPED, now, enabled=False))
    return changed


async def _standing(session: AsyncSession) -> set[str]:
    """The articles that are switched on."""
    return set(await session.scalars(select(StoredArticle.id).where(StoredArticle.enabled)))


async def _touched(session: AsyncSession) -> set[str]:
    """The articles that somebody has edited or switched."""
    query = select(Revision.article_id).where(Revision.author != SHIPPED).distinct()
    return set(await session.scalars(query))
