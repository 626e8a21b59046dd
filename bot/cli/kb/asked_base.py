"""The base that `liniya kb ask` asks: as the running service would answer from it, with no index saved."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.articles import Article
from knowledge.confidence import Calibration
from knowledge.files import load_base
from knowledge.loading import load_shipped
from knowledge.outcome import Hit

if TYPE_CHECKING:
    from bot.settings import Settings

_JUST = 0.01


class Asking:
    """Files, or the database of the settings with what it has learned, or what comes with the service."""

    def __init__(self, settings: Settings, base: Path | None) -> None:
        """Raises `KnowledgeError`, `LexiconError`, `SchemaError`."""
        from bot.clock import SystemClock
        from knowledge.own_lexicon import own_groups

        self._settings = settings
        self.today = SystemClock().now().astimezone(settings.centre.time_zone).date()
        """The day at the centre, which decides what is stale."""
        self._calibration: Calibration | None = None
        self._own = own_groups(settings.lexicon)
        self.articles = load_base(base) if base is not None else asyncio.run(self._stored()) or load_shipped()

    def search(self, questions: Sequence[str], limit: int) -> list[list[Hit]]:
        """The hits of each question. The search needs numpy, which nothing before it does."""
        from knowledge.lexicon import lexicon_with
        from knowledge.search import Search

        search = Search(self.articles, self._calibration, lexicon_with(self._own))
        return [self._lowered(search.search(question, limit)) for question in questions]

    async def _stored(self) -> tuple[Article, ...]:
        """The database's articles that this centre's clients see."""
        from bot.cli.database import reading
        from knowledge.reading import BaseReader

        async with reading(self._settings.database.url.get_secret_value()) as session:
            if session is None:
                return ()
            snapshot = await BaseReader().read(session)
        self._calibration = snapshot.calibration
        own = self._settings.centre.name.casefold()
        return tuple(one for one in snapshot.articles if not one.centre or one.centre.casefold() == own)

    def _lowered(self, hits: Sequence[Hit]) -> list[Hit]:
        """What may be out of date is never sure enough to be the answer."""
        most = max(self._settings.knowledge.answer_from - _JUST, 0.0)
        lowered = [
            replace(hit, score=min(hit.score, most)) if hit.article.is_stale(self.today) else hit for hit in hits
        ]
        return sorted(lowered, key=lambda hit: -hit.score)
