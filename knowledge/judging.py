"""What people have said of answers, as questions with what is right and wrong for them: `liniya kb tune` learns it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge import state
from knowledge.articles import Article
from knowledge.confidence import Calibration
from knowledge.gaps import Gap, GapState
from knowledge.learning import AnswerMark, Wording, WordingState
from knowledge.reading import BaseReader
from knowledge.tuning import Asked

_MOST = 5000
"""Of each kind the newest."""


@dataclass(frozen=True, slots=True)
class Tunable:
    """A base with what was said of its answers."""

    articles: tuple[Article, ...]
    judged: tuple[Asked, ...]
    calibration: Calibration


async def tunable(session: AsyncSession, centre: str) -> Tunable:
    """The base of the database as this centre's clients see it."""
    snapshot = await BaseReader().read(session)
    articles = tuple(one for one in snapshot.articles if one.is_for(centre))
    ids = {one.key: one.id for one in articles}
    judged = [*await _marked(session, ids), *await _declined(session), *await _dismissed(session)]
    return Tunable(articles, tuple(judged), snapshot.calibration)


async def keep(session: AsyncSession, calibration: Calibration) -> None:
    """Makes it the base's: running copies take it over."""
    row = await state.of_the_base(session)
    row.calibration = _written(calibration)
    await session.flush()
    await state.changed(session)


def _written(calibration: Calibration) -> dict[str, Any]:
    return {name: round(value, 4) for name, value in asdict(calibration).items()}


async def _marked(session: AsyncSession, ids: dict[str, str]) -> list[Asked]:
    """«Помогло» and «Не помогло»; questions that were asked with an article's own words teach nothing, but harm
    nothing either."""
    query = select(AnswerMark).order_by(AnswerMark.id.desc()).limit(_MOST)
    found = []
    for one in await session.scalars(query):
        articles = frozenset({ids[one.article_id]} if one.article_id in ids else ())
        if articles:
            right, wrong = (articles, frozenset[str]()) if one.helped else (frozenset[str](), articles)
            found.append(Asked(one.question, right, wrong))
    return found


async def _declined(session: AsyncSession) -> list[Asked]:
    """Wordings that a person would not have as the article's."""
    query = select(Wording).where(Wording.state == WordingState.DECLINED).order_by(Wording.id.desc()).limit(_MOST)
    return [Asked(one.text, wrong=frozenset({one.article_id})) for one in await session.scalars(query)]


async def _dismissed(session: AsyncSession) -> list[Asked]:
    """Questions that need no article: nothing answers them."""
    query = select(Gap.question).where(Gap.state == GapState.DISMISSED).order_by(Gap.id.desc()).limit(_MOST)
    return [Asked(question) for question in await session.scalars(query)]
