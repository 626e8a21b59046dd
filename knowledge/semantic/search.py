"""The search with meaning beside words; where the meaning is not known in time, the lexical answer goes out alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from knowledge.articles import Article
from knowledge.outcome import Hit
from knowledge.semantic.blending import blended
from knowledge.semantic.meanings import Meanings
from knowledge.semantic.questions import QuestionVectors
from knowledge.small_talk import small_talk

_LOOKED_AT = 10
"""Hits of either search that the other may lift."""


class Lexical(Protocol):
    """The search that stands by itself."""

    @property
    def articles(self) -> Mapping[str, Article]:
        """What may be shown, by key."""

    def search(self, query: str, limit: int) -> list[Hit]:
        """The best articles, best first."""

    def tempered(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits, less sure where something speaks against one."""


class SemanticSearch:
    """`search` as the lexical one has it. `meanings` is set once the base's vectors are there (`.indexing`)."""

    def __init__(self, lexical: Lexical, questions: QuestionVectors) -> None:
        self._lexical, self.questions = lexical, questions
        self.meanings: Meanings | None = None

    def search(self, query: str, limit: int = 3) -> list[Hit]:
        """At most `limit` articles, the likeliest first; asks no service (see `QuestionVectors.prepare`)."""
        hits = self._lexical.search(query, max(limit, _LOOKED_AT))
        vector = self.questions.of(query)
        if vector is None or self.meanings is None or limit <= 0 or small_talk(query) is not None:
            return hits[: max(limit, 0)]
        meant = dict(self.meanings.likeness(vector, _LOOKED_AT))
        return self._lexical.tempered(query, blended(hits, meant, self._lexical.articles, _LOOKED_AT))[:limit]
