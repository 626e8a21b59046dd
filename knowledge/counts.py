"""The base in numbers, for those who keep it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge import learning
from knowledge.gaps import Gap, GapState
from knowledge.store import StoredArticle


@dataclass(frozen=True, slots=True)
class Counts:
    """`articles` has all of them, `off` and `stale` (only of what is on) included. `proposed` are wordings that wait
    for a person, `gaps` questions that nobody has answered."""

    articles: int
    off: int
    stale: int
    proposed: int
    gaps: int


async def counted(session: AsyncSession, today: date) -> Counts:
    """The base as it is now."""
    until = StoredArticle.content["valid_until"].as_string()
    every = select(func.count()).select_from(StoredArticle)
    off = every.where(StoredArticle.enabled.is_(False))
    stale = every.where(StoredArticle.enabled.is_(True), until < today.isoformat())
    gaps = select(func.count()).select_from(Gap).where(Gap.state == GapState.OPEN)
    numbers = [await session.scalar(query) or 0 for query in (every, off, stale, gaps)]
    proposed = await learning.count_proposed(session)
    return Counts(numbers[0], numbers[1], numbers[2], proposed, numbers[3])
