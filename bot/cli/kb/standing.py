"""The articles that commands show, ask and export: those of the database, or of files, or those that come with the
service where the database has none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.entries import all_or_none
from knowledge.files import read_base
from knowledge.loading import load_shipped

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from knowledge.importing import Standing

_ROWS = 500


async def standing(session: AsyncSession | None) -> AsyncIterator[Standing]:
    """Every article by id, on or off; those that come with the service where there is none yet."""
    from sqlalchemy import select

    from knowledge.importing import Standing
    from knowledge.store import StoredArticle

    last: str | None = None
    while session is not None:
        query = select(StoredArticle).order_by(StoredArticle.id).limit(_ROWS)
        rows = (await session.scalars(query if last is None else query.where(StoredArticle.id > last))).all()
        for row in rows:
            yield Standing.of(row)
        session.expunge_all()
        if not rows:
            break
        last = rows[-1].id
    if last is None:
        for article in load_shipped():
            yield Standing(article, enabled=True)


def of_files(path: Path) -> list[Standing]:
    """Every article of a folder or file. Raises `KnowledgeError`."""
    from knowledge.importing import Standing

    return [Standing(entry.article, entry.enabled is not False) for entry in all_or_none(read_base(path))]


async def with_learned(session: AsyncSession | None) -> list[Standing]:
    """Every article with the wordings that it has learned."""
    from knowledge.reading import learned_words

    words = {} if session is None else await learned_words(session)
    found = []
    async for one in standing(session):
        texts = words.get(one.article.id, ())
        found.append(replace(one, article=replace(one.article, learned=texts)) if texts else one)
    return found
