"""What the base lacks: the questions that were not answered, by group, each beside the articles that come nearest; and
what people do about a group."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge import store
from knowledge.articles import Article
from knowledge.gaps import Gap, GapState
from knowledge.grouping import Asked, Group, grouped
from knowledge.outcome import MOST_OFFERED, Hit
from knowledge.reading import learned_words

_NEAR = 0.1
"""How sure the search has to be of an article to name it beside a group: a person looks at it."""
_ASKED_WITH = 5
"""So many wordings of a group are looked up."""
SOON = timedelta(days=14)
"""How long before its last day an article is spoken of."""


class Searching(Protocol):
    """What the nearest articles are asked of."""

    def search(self, query: str, limit: int) -> list[Hit]:
        """The likeliest articles, best first."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A group of questions, and the articles nearest to it, the likeliest first, at most `MOST_OFFERED`."""

    group: Group
    nearest: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Ageing:
    """An article whose last day has passed (`expired`) or is near."""

    article: Article
    expired: bool


async def standing(session: AsyncSession) -> list[Article]:
    """The articles that are switched on, with what they have learned."""
    learned = await learned_words(session)
    found = [row.readable for row in await store.everything(session) if row.enabled]
    return [replace(one, learned=learned.get(one.id, ())) for one in found if one]


def missing(gaps: Iterable[Gap], search: Searching, limit: int) -> tuple[list[Missing], int]:
    """The largest groups, and how many groups there are beside them. Takes seconds for thousands of questions: call it
    in a thread."""
    groups = grouped(Asked(gap.id, gap.question, gap.at) for gap in gaps)
    shown = [Missing(group, _nearest(group, search)) for group in groups[:limit]]
    return shown, len(groups) - len(shown)


def ageing(articles: Iterable[Article], today: date) -> list[Ageing]:
    """The articles that are stale on this day or will be within `SOON`, the oldest first."""
    dated = [(one.valid_until, one.id, one) for one in articles if one.valid_until is not None]
    near = sorted(one for one in dated if one[0] <= today + SOON)
    return [Ageing(article, article.is_stale(today)) for _, _, article in near]


async def open_among(session: AsyncSession, gap_ids: Collection[int]) -> Sequence[Gap]:
    """Those of these questions that nobody has done anything about, oldest first, locked."""
    query = select(Gap).where(Gap.id.in_(gap_ids), Gap.state == GapState.OPEN).order_by(Gap.id).with_for_update()
    return (await session.scalars(query.execution_options(populate_existing=True))).all() if gap_ids else []


async def reopen(session: AsyncSession, gap_ids: Collection[int]) -> None:
    """What was done about these questions is undone."""
    query = select(Gap).where(Gap.id.in_(gap_ids), Gap.state != GapState.OPEN).with_for_update()
    for gap in await session.scalars(query.execution_options(populate_existing=True)):
        gap.state = GapState.OPEN


async def last_asked(session: AsyncSession) -> datetime | None:
    """When something was asked in vain last that nobody has done anything about."""
    return await session.scalar(select(Gap.at).where(Gap.state == GapState.OPEN).order_by(Gap.id.desc()).limit(1))


def _nearest(group: Group, search: Searching) -> tuple[Hit, ...]:
    best: dict[str, Hit] = {}
    for wording in group.wordings[:_ASKED_WITH]:
        for hit in search.search(wording, MOST_OFFERED):
            known = best.get(hit.article.id)
            if hit.score >= _NEAR and (known is None or hit.score > known.score):
                best[hit.article.id] = hit
    found = sorted(best.values(), key=lambda hit: (-hit.score, hit.article.id))
    return tuple(found[:MOST_OFFERED])
