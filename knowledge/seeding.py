"""Puts the articles that come with the service into the database: new ones are added, and those that nobody has
touched follow a new release. What people have edited or switched off is theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge import store
from knowledge.articles import Article
from knowledge.store import SHIPPED, Revision


async def seed(session: AsyncSession, shipped: Iterable[Article], now: datetime) -> int:
    """Returns how many articles were added or brought up to date, or were withdrawn and are back."""
    touched = await _touched(session)
    changed = 0
    for article in shipped:
        if article.id in touched:
            continue
        saved = await store.save(session, article, SHIPPED, now)
        row = await store.get(session, article.id)
        back = row is not None and await store.switch(session, row, SHIPPED, now, enabled=True)
        changed += bool(saved or back)
    return changed


async def withdraw(session: AsyncSession, shipped: Iterable[Article], now: datetime) -> int:
    """Switches those off that nobody has touched; returns how many."""
    touched = await _touched(session)
    changed = 0
    for article in shipped:
        row = None if article.id in touched else await store.get(session, article.id)
        changed += bool(row is not None and await store.switch(session, row, SHIPPED, now, enabled=False))
    return changed


async def _touched(session: AsyncSession) -> set[str]:
    """The articles that somebody has edited or switched."""
    query = select(Revision.article_id).where(Revision.author != SHIPPED).distinct()
    return set(await session.scalars(query))
