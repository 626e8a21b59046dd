"""The running base: answers from an index that follows the database and the centre's own lexicon, and is swapped as a
whole.

`search` and `articles` are given out once and stay; what they answer from is one immutable `Serving`, put in place by
one assignment. A look that fails (a database that is away, a build that does not come off) leaves the old one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.database import Database
from bot.waiting import first_of
from knowledge import building, state
from knowledge.articles import Article
from knowledge.building import NotBuilt, Recipe, Stopped, in_a_thread
from knowledge.index import Index
from knowledge.lexicon_file import Group
from knowledge.marks import Marks
from knowledge.memory import give_back
from knowledge.outcome import Hit, Thresholds
from knowledge.own_lexicon import OwnLexicon, mark
from knowledge.reading import BaseReader, Snapshot
from knowledge.search import Search
from knowledge.shelf import Shelf, code, signature

log = structlog.get_logger()

LOOK_SECONDS = 1.0
"""Between two looks at the version."""
_PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds between looks that fail one after another."""
_BESIDE = 5
"""So many hits beyond the limit are asked for: some of the first may fall behind."""
_SEVERAL = 3
"""So many people whom an article did not help put it behind the others."""
_JUST = 0.01

Build = Callable[[Recipe, Shelf, asyncio.Event], Awaitable[Index]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the centre has decided: whose articles are shown, by which clock they end, how sure an answer has to be,
    and the file of its own words, which need not be there."""

    centre: str = ""
    time_zone: tzinfo = UTC
    thresholds: Thresholds = field(default_factory=Thresholds)
    lexicon: Path | None = None


@dataclass(frozen=True, slots=True)
class Serving:
    """What is answered from at a moment. Whatever else is made of the articles (meanings of texts) belongs beside
    `search`, made in `LiveBase._served` and swapped together with it."""

    version: int
    name: str
    """Of the index: the same name, the same words."""
    index: Index | None
    search: Search
    articles: Mapping[str, Article]
    marks: Marks
    own: tuple[Group, ...] = ()
    """The centre's own words."""


class _Shown(Mapping[str, Article]):
    """The articles by key, as they are at the moment of asking."""

    def __init__(self, base: LiveBase) -> None:
        self._base = base

    def __getitem__(self, key: str) -> Article:
        return self._base.serving.articles[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._base.serving.articles)

    def __len__(self) -> int:
        return len(self._base.serving.articles)


class LiveBase:
    """Implements `handlers.services.Searching` over the database."""

    def __init__(
        self, database: Database, clock: Clock, folder: Path, rules: Rules | None = None, build: Build = building.build
    ) -> None:
        """`folder` keeps saved indexes. Empty until `load`."""
        self._database, self._clock, self._build = database, clock, build
        self._rules = rules or Rules()
        self._shelf, self._reader, self._own = Shelf(folder), BaseReader(), OwnLexicon(self._rules.lexicon)
        self.serving = Serving(-1, "", None, Search(()), {}, Marks())
        self.articles: Mapping[str, Article] = _Shown(self)

    def search(self, query: str, limit: int = 3) -> list[Hit]:
        """At most `limit` articles, the likeliest first. What may be out of date, or did not help somebody who asked
        the same, is never sure enough to be the answer."""
        serving = self.serving
        hits = serving.search.search(query, limit + _BESIDE) if limit > 0 else []
        return self._lowered(serving, query, hits)[:limit]

    def tempered(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """Hits that were made elsewhere (by meaning), held down by the same rules."""
        return self._lowered(self.serving, query, hits)

    async def load(self, stop: asyncio.Event) -> None:
        """The base for the first time, before anybody is answered. Raises what the database raises, and `Stopped`."""
        await asyncio.to_thread(self._shelf.sweep)
        await asyncio.to_thread(code)
        try:
            await self.look(stop)
        except NotBuilt as error:
            # Nobody is kept waiting yet, so it may as well be built here.
            log.warning("knowledge.process_failed", why=str(error))
            await self._take_over(stop, building.build_here)

    async def look(self, stop: asyncio.Event) -> bool:
        """Takes over what changed; False when nothing did. Raises what the database and the build raise, `Stopped`."""
        await in_a_thread(self._own.look, stop)
        async with self._database.read() as session:
            # A build may have failed since, so the file is not asked but what is answered from.
            if await state.version(session) == self.serving.version and self._own.groups == self.serving.own:
                return False
        await self._take_over(stop, self._build)
        return True

    async def _take_over(self, stop: asyncio.Event, build: Build) -> None:
        async with self._database.read() as session:
            snapshot = await self._reader.read(session)
        serving = await self._served(snapshot, stop, build)
        old, self.serving = [self.serving], serving
        log.info("knowledge.taken_over", version=serving.version, articles=len(serving.articles))
        # Large dictionaries take their time to go, and what they held goes back to the system.
        await in_a_thread(lambda: _let_go(old), stop)

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`, which a build under way does not hold up."""
        failed = 0
        while not stop.is_set():
            await first_of(_PAUSES[min(failed - 1, len(_PAUSES) - 1)] if failed else LOOK_SECONDS, stop)
            if stop.is_set():
                return
            try:
                await self.look(stop)
                failed = 0
            except Stopped:
                return
            except Exception as error:  # noqa: BLE001  (whatever is wrong with it, the old base goes on answering)
                failed += 1
                log.error("knowledge.look_failed", why=f"{type(error).__name__}: {error}", times=failed)

    async def _served(self, snapshot: Snapshot, stop: asyncio.Event, build: Build) -> Serving:
        """What will be answered from, made aside."""
        own = self._own.groups
        articles, by_key, name = await in_a_thread(lambda: self._shown(snapshot, own), stop)
        index = self.serving.index if name == self.serving.name else None
        if index is None:
            index = await in_a_thread(lambda: self._shelf.load(name, len(articles)), stop)
        if index is None:
            index = await build(Recipe(name, articles, own), self._shelf, stop)
            await in_a_thread(self._shelf.sweep, stop)
        search = Search(articles, snapshot.calibration, index=index)
        marks = await in_a_thread(lambda: Marks(snapshot.marks), stop)
        return Serving(snapshot.version, name, index, search, by_key, marks, own)

    def _shown(
        self, snapshot: Snapshot, own: tuple[Group, ...]
    ) -> tuple[tuple[Article, ...], Mapping[str, Article], str]:
        """This centre's articles, the same by key, and the name of their index."""
        both = [
            (article, words)
            for article, words in zip(snapshot.articles, snapshot.digests, strict=True)
            if article.is_for(self._rules.centre)
        ]
        articles = tuple(article for article, _ in both)
        return articles, {one.key: one for one in articles}, signature((words for _, words in both), mark(own))

    def _lowered(self, serving: Serving, query: str, hits: Sequence[Hit]) -> list[Hit]:
        limits = self._rules.thresholds
        today = self._clock.now().astimezone(self._rules.time_zone).date()
        against = serving.marks.against(query) if hits else {}
        found = []
        for hit in hits:
            most = 1.0
            if hit.article.is_stale(today) or hit.article.key in against:
                most = max(limits.answer - _JUST, 0.0)
            if against.get(hit.article.key, 0) >= _SEVERAL:
                most = min(most, limits.offer)
            found.append(Hit(hit.article, min(hit.score, most)))
        return sorted(found, key=lambda hit: -hit.score)


def _let_go(old: list[Serving]) -> None:
    old.clear()
    give_back(collect=False)
