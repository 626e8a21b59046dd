"""The search by meaning, where an embedding service is set: its client, its vectors, and its place in the intake."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.database import Database
from bot.intake import Preparation
from bot.settings import Settings
from handlers.dialogue import Parse
from handlers.foreseen import Foreseen
from knowledge.live import LiveBase
from knowledge.semantic.indexing import Indexing
from knowledge.semantic.questions import QuestionVectors
from knowledge.semantic.search import SemanticSearch
from knowledge.semantic.service import EmbeddingService


@dataclass(frozen=True, slots=True)
class Meaning:
    """The parts, and their loop."""

    service: EmbeddingService
    search: SemanticSearch
    indexing: Indexing

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`."""
        await self.indexing.run(stop)

    async def close(self) -> None:
        """Lets the connections go."""
        with contextlib.suppress(Exception):
            await self.search.questions.close()
            await self.service.close()

    def preparation(
        self, database: Database, clock: Clock, parsers: Mapping[str, Parse], seconds: float
    ) -> Preparation:
        """What asks for the vectors of questions before their transaction; `seconds` as lines are gathered."""
        return Preparation(database, clock, Foreseen(parsers, seconds), self.search.questions.prepare)


def meaning(settings: Settings, database: Database, base: LiveBase) -> Meaning | None:
    """None where no service is set."""
    chosen = settings.knowledge.semantic
    if chosen.url is None:
        return None
    service = EmbeddingService(chosen.url, chosen.model, chosen.key.get_secret_value() if chosen.key else None)
    search = SemanticSearch(base, QuestionVectors(service, chosen.query_prefix))
    return Meaning(service, search, Indexing(database, service, base, search, chosen.passage_prefix))
