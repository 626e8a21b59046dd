"""Keeps the base's vectors up to date: whatever its articles newly say is sent to the service, once, and kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.database import Database
from bot.waiting import first_of
from knowledge.articles import Article
from knowledge.semantic import cache
from knowledge.semantic.meanings import Meanings
from knowledge.semantic.search import Lexical, SemanticSearch
from knowledge.semantic.service import EmbeddingService, NoVectors, Vectors

_LOOK_SECONDS = 2.0
_PAUSES = (5.0, 15.0, 60.0, 300.0)
"""Seconds between attempts while the service or the database is away."""
_AT_ONCE = 64
"""Texts in one request."""
_REQUEST_SECONDS = 60.0
_LONGEST_ANSWER = 800
"""Characters: models read a few hundred words, and an answer says at its beginning what it is about."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Point:
    """A text of an article."""

    key: str
    text: str
    wording: bool


class Indexing:
    """Sends what has no vector yet; the search by meaning begins when all are there, and follows each change."""

    def __init__(
        self, database: Database, service: EmbeddingService, base: Lexical, search: SemanticSearch, prefix: str = ""
    ) -> None:
        """`prefix` is what the model wants before a text of the base («passage: »)."""
        self._database, self._service, self._base, self._search = database, service, base, search
        self._prefix = prefix
        self._done: tuple[Article, ...] | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`, which cuts a request off: what has come is kept already."""
        failures = 0
        while not stop.is_set():
            renewing = asyncio.ensure_future(self.renew())
            stopping = asyncio.ensure_future(stop.wait())
            await asyncio.wait([renewing, stopping], return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if not renewing.done():
                renewing.cancel()
                await asyncio.wait([renewing])
                return
            try:
                renewing.result()
                failures, pause = 0, _LOOK_SECONDS
            except (NoVectors, SQLAlchemyError, OSError) as error:
                pause = _PAUSES[min(failures, len(_PAUSES) - 1)]
                failures += 1
                log.warning("semantic.not_indexed", why=str(error) or type(error).__name__, seconds=pause)
            await first_of(pause, stop)

    async def renew(self) -> None:
        """Takes over what the base says now. Raises `NoVectors` and the database's errors."""
        articles = tuple(self._base.articles.values())
        if articles == self._done:
            return
        points = list(points_of(articles))
        names = [cache.name_of(self._prefix + point.text) for point in points]
        async with self._database.read() as session:
            known = dict(await cache.known(session, self._service.model, set(names)))
        missing = {
            name: self._prefix + point.text for name, point in zip(names, points, strict=True) if name not in known
        }
        for some in _in_parts(list(missing)):
            known |= await self._ask(some, [missing[name] for name in some])
        if len({len(vector) for vector in known.values()}) > 1:
            await self._forget(set())
            raise NoVectors("vectors of several lengths: the model has changed")
        self._search.meanings = await asyncio.to_thread(_meanings, points, [known[name] for name in names])
        self._done = articles
        await self._forget(set(names))
        log.info("semantic.indexed", articles=len(articles), asked=len(missing))

    async def _forget(self, all_but: set[str]) -> None:
        async with self._database.write() as session:
            await cache.forget(session, self._service.model, all_but)

    async def _ask(self, names: Sequence[str], texts: Sequence[str]) -> dict[str, Vectors]:
        vectors = await self._service.embed(texts, _REQUEST_SECONDS)
        found = dict(zip(names, vectors, strict=True))
        async with self._database.write() as session:
            await cache.keep(session, self._service.model, found.items())
        return found


def points_of(articles: Iterable[Article]) -> Iterable[Point]:
    """What is compared with questions: each wording, and the beginning of the answer; an article's side by side."""
    for article in articles:
        yield from (Point(article.key, wording, wording=True) for wording in article.wordings if wording.strip())
        beginning = f"{article.title}\n{article.answer.text}"[:_LONGEST_ANSWER]
        yield Point(article.key, beginning.strip(), wording=False)


def _meanings(points: Sequence[Point], vectors: Sequence[Vectors]) -> Meanings | None:
    """None for an empty base."""
    if not points:
        return None
    return Meanings(np.stack(vectors), [point.key for point in points], [point.wording for point in points])


def _in_parts(names: Sequence[str]) -> Iterable[Sequence[str]]:
    return (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))
