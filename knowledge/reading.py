"""Reads the base from the database in small pieces: what did not change is kept, and the event loop is never held."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge import state
from knowledge.articles import Article
from knowledge.confidence import Calibration
from knowledge.learning import AnswerMark, Wording, WordingState
from knowledge.marks import Mark
from knowledge.shelf import digest
from knowledge.store import StoredArticle

log = structlog.get_logger()

_ROWS = 500
"""Of numbers at a time: some milliseconds."""
_ARTICLES = 100
"""Whole articles at a time: the same."""
_MOST_MARKS = 5000
"""The newest; older ones have been dealt with or forgotten."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The base as it was at a version, or newer: articles that are switched on, by id, with their learned wordings."""

    version: int
    articles: tuple[Article, ...]
    digests: tuple[bytes, ...]
    """Of each article's words."""
    marks: tuple[Mark, ...]
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class _Known:
    revision: int
    article: Article
    digest: bytes


class BaseReader:
    """Reads again and again, and only what changed."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}

    async def read(self, session: AsyncSession) -> Snapshot:
        """The base as it is now."""
        # First the version: whatever is committed after this has a newer one, and is read again.
        version = await state.version(session)
        enabled = await _revisions(session)
        await self._refresh(session, enabled)
        learned, marks, calibration = await _learned(session), await _marks(session), await _calibration(session)
        # Tens of thousands of anything are gone through beside the event loop.
        articles, digests = await asyncio.to_thread(self._put_together, learned)
        return Snapshot(version, articles, digests, marks, calibration)

    def _put_together(self, learned: Mapping[str, tuple[str, ...]]) -> tuple[tuple[Article, ...], tuple[bytes, ...]]:
        for number, known in self._known.items():
            words = learned.get(number, ())
            if known.article.learned != words:
                article = replace(known.article, learned=words)
                self._known[number] = _Known(known.revision, article, digest(article))
        kept = [self._known[number] for number in sorted(self._known)]
        return tuple(one.article for one in kept), tuple(one.digest for one in kept)

    def _compared(self, enabled: Mapping[str, int]) -> tuple[dict[str, _Known], list[str]]:
        """What is known still, and whose content has to be read."""
        known = {number: one for number, one in self._known.items() if enabled.get(number) == one.revision}
        return known, [number for number in enabled if number not in known]

    async def _refresh(self, session: AsyncSession, enabled: Mapping[str, int]) -> None:
        known, changed = await asyncio.to_thread(self._compared, enabled)
        for first in range(0, len(changed), _ARTICLES):
            query = select(StoredArticle).where(StoredArticle.id.in_(changed[first : first + _ARTICLES]))
            for row in await session.scalars(query):
                article = row.article
                known[row.id] = _Known(row.revision, article, digest(article))
        self._known = known


async def _revisions(session: AsyncSession) -> dict[str, int]:
    """Of each article that is switched on the number of its last revision."""
    found: dict[str, int] = {}
    last: str | None = None
    while True:
        query = select(StoredArticle.id, StoredArticle.revision, StoredArticle.enabled).order_by(StoredArticle.id)
        if last is not None:
            query = query.where(StoredArticle.id > last)
        rows = (await session.execute(query.limit(_ROWS))).all()
        found |= {number: revision for number, revision, enabled in rows if enabled}
        if len(rows) < _ROWS:
            return found
        last = rows[-1][0]


async def _learned(session: AsyncSession) -> dict[str, tuple[str, ...]]:
    query = select(Wording.article_id, Wording.text).where(Wording.state == WordingState.LEARNED).order_by(Wording.id)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for number, text in (await session.execute(query)).all():
        found[number].append(text)
    return {number: tuple(texts) for number, texts in found.items()}


async def _marks(session: AsyncSession) -> tuple[Mark, ...]:
    """Of the articles that did not help somebody, in the order in which they were made."""
    blamed = select(AnswerMark.article_id).where(AnswerMark.helped.is_(False)).distinct()
    columns = AnswerMark.address_id, AnswerMark.article_id, AnswerMark.question, AnswerMark.helped
    query = select(*columns).where(AnswerMark.article_id.in_(blamed)).order_by(AnswerMark.id.desc()).limit(_MOST_MARKS)
    rows = (await session.execute(query)).all()
    return tuple(Mark(client, article, question, helped) for client, article, question, helped in reversed(rows))


async def _calibration(session: AsyncSession) -> Calibration:
    written: dict[str, Any] | None = await session.scalar(select(state.BaseState.calibration))
    if written is None:
        return Calibration()
    names = [field.name for field in fields(Calibration)]
    try:
        return Calibration(**{name: float(written[name]) for name in names})
    except (KeyError, TypeError, ValueError):
        # Of another release: what was fitted to other features says nothing.
        log.warning("knowledge.calibration_unknown", expected=names, found=sorted(written))
        return Calibration()
