"""Reads the base from the database in small pieces: what did not change is kept, and the event loop is never held."""

from __future__ import annotations

import asyncio
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

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
        self._unreadable: set[str] = set()
        """Rows that were no articles when they were last looked at: each is named in the log once."""
        self._with_damage: set[str] = set()
        """Articles with learned wordings that are no texts: likewise."""

    async def read(self, session: AsyncSession) -> Snapshot:
        """The base as it is now."""
        # First the version: whatever is committed after this has a newer one, and is read again.
        version = await state.version(session)
        enabled = await _revisions(session)
        await self._refresh(session, enabled)
        learned, marks, calibration = (
            await learned_words(session, self._with_damage),
            await _marks(session),
            await _calibration(session),
        )
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
                article = row.readable
                if article is not None:
                    known[row.id] = _Known(row.revision, article, digest(article))
        self._known = known
        self._tell([one for one in enabled if one not in known])

    def _tell(self, unreadable: Sequence[str]) -> None:
        """Names those that are so since this look."""
        for number in unreadable:
            if number not in self._unreadable:
                log.error("knowledge.article_unreadable", article=number, mend="liniya check")
        self._unreadable = set(unreadable)


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


async def learned_words(session: AsyncSession, told: set[str] | None = None) -> dict[str, tuple[str, ...]]:
    """What each article has learned, oldest first. What is no text is left out, and the log names the article unless
    it is in `told`, where it is then put."""
    query = select(Wording.article_id, Wording.text).where(Wording.state == WordingState.LEARNED).order_by(Wording.id)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for number, text in (await session.execute(query)).all():
        if _are_texts(text):
            found[number].append(text)
        elif told is not None and number not in told:
            told.add(number)
            log.error("knowledge.wording_unreadable", article=number, mend="liniya check")
    return {number: tuple(texts) for number, texts in found.items()}


async def _marks(session: AsyncSession) -> tuple[Mark, ...]:
    """Of the articles that did not help somebody, in the order in which they were made."""
    blamed = select(AnswerMark.article_id).where(AnswerMark.helped.is_(False)).distinct()
    columns = AnswerMark.address_id, AnswerMark.article_id, AnswerMark.question, AnswerMark.helped
    query = select(*columns).where(AnswerMark.article_id.in_(blamed)).order_by(AnswerMark.id.desc()).limit(_MOST_MARKS)
    rows = (await session.execute(query)).all()
    whole = (row for row in reversed(rows) if _are_texts(row[1], row[2]))
    return tuple(Mark(client, article, question, helped) for client, article, question, helped in whole)


async def _calibration(session: AsyncSession) -> Calibration:
    found = await read_calibration(session)
    if found is None:
        log.warning("knowledge.calibration_unknown", mend="liniya kb tune")
    return found or Calibration()


async def read_calibration(session: AsyncSession) -> Calibration | None:
    """What was fitted to this base, or what comes with the service where nothing was; None for what is damaged or of
    another release: what was fitted to other features says nothing."""
    written = await session.scalar(select(state.BaseState.calibration))
    if written is None:
        return Calibration()
    try:
        values = {field.name: float(written[field.name]) for field in fields(Calibration)}
    except (KeyError, TypeError, ValueError):
        return None
    return Calibration(**values) if all(map(math.isfinite, values.values())) else None


async def damaged_wordings(session: AsyncSession) -> list[str]:
    """Of each learned wording that is no text the article's id."""
    query = select(Wording.article_id, Wording.text).where(Wording.state == WordingState.LEARNED)
    return [number for number, text in (await session.execute(query)).all() if not _are_texts(text)]


async def damaged_marks(session: AsyncSession) -> int:
    """How many marks are about no text."""
    query = select(AnswerMark.article_id, AnswerMark.question)
    return sum(not _are_texts(*row) for row in (await session.execute(query)).all())


def _are_texts(*values: object) -> bool:
    return all(isinstance(value, str) for value in values)
