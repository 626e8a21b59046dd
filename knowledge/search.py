"""Finds the articles that a client's words ask for, and says how sure it is.

The score of an article is a weighted sum of six: how alike its best wording looks to the question, how much of the
question its words cover, BM25 over the roots of words, the close comparison of its wordings, how often all that it says
has the letters of the question, and whether in the same order. The last three are made for the likeliest articles only.
The seam for a better search: `search(query, limit) -> list[Hit]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Article
from knowledge.confidence import Calibration, Features
from knowledge.index import Index
from knowledge.lexicon import Lexicon, load_lexicon
from knowledge.memory import give_back
from knowledge.outcome import MOST_OFFERED, Hit
from knowledge.passages import Asked
from knowledge.question import Question
from knowledge.scoring import Scores, Scoring
from knowledge.small_talk import small_talk
from knowledge.text import normalise
from knowledge.wordings import best_wordings

WEIGHTS = np.array([0.5, 0.44, 1.3, 0.77, 0.63, 0.26])
"""Of looks, covered, ranked, worded, said and ordered, from `tests/benchmarks/fit_answers.py`."""
_AT_ONCE = 3
"""The first three are known of every article; those pick the likeliest."""
_COMPARED = 24
"""Articles that are compared closely; with sixteen or with fifty the right one is found as often."""
_OWN = 5
"""So many hits beyond the limit are looked at for an own wording typed as it stands."""
_NEXT = 5
"""The hits after those that are shown make the level above which the first has to stand."""
_BESIDE_OWN = 0.4
_REMEMBERED = 4096
"""Wordings of the articles that come first most often."""


class Candidates(NamedTuple):
    """The likeliest articles with their single scores, in no order."""

    articles: NDArray[np.int64]
    parts: Scores
    """A row for each: looks, covered, ranked, worded, said, ordered."""
    unknown: float
    """How much of the question no article knows."""
    known: float
    """How many of its telling words are the articles'."""


class Search:
    """The search over a set of articles; building it takes longer than asking it, so build it once."""

    def __init__(
        self,
        articles: Sequence[Article],
        calibration: Calibration | None = None,
        lexicon: Lexicon | None = None,
        index: Index | None = None,
    ) -> None:
        """Without a calibration and a lexicon, those that come with the service. An `index` is one that was made of
        just these articles before: then nothing is built."""
        self._articles = tuple(articles)
        self._calibration = calibration or Calibration()
        if index is None:
            self._index = Index(self._articles, load_lexicon() if lexicon is None else lexicon)
            give_back()
        else:
            self._index = index

    @property
    def articles(self) -> Sequence[Article]:
        """In the order that `Candidates.articles` counts by."""
        return self._articles

    def search(self, query: str, limit: int = 3) -> list[Hit]:
        """At most `limit` articles, the likeliest first; none for what asks nothing (emoji, a greeting, «да»).
        Small talk («ты бот?») finds what is worded just so."""
        question = self.read(query) if limit > 0 else None
        found = self.candidates(question) if question else None
        if question is None or found is None:
            return []
        order, scores, features = ranked(found)
        sure = question.reach * self._calibration.confidence(features)
        hits = [
            Hit(self._articles[found.articles[place]], sure * self._calibration.behind(scores[0] - score))
            for place, score in list(zip(order, scores, strict=True))[: limit + _OWN]
        ]
        hits = _own_first(hits, normalise(query))[:limit]
        return hits if small_talk(query) is None else [hit for hit in hits if hit.score == 1]

    def read(self, query: str) -> Question | None:
        """The question in a text, as this base understands it."""
        return Question.read(query, self._index) if self._articles else None

    def candidates(self, question: Question) -> Candidates | None:
        """The articles that have one of the words that tell something; None when there is none."""
        scoring = Scoring(self._index, question)
        rough = np.stack([scoring.looks, scoring.covered, scoring.ranked], axis=1) @ WEIGHTS[:_AT_ONCE]
        likely = np.flatnonzero(scoring.named > 0)
        if not len(likely):
            return None
        if len(likely) > _COMPARED:
            likely = np.sort(likely[np.argpartition(-rough[likely], _COMPARED)[:_COMPARED]])
        worded = best_wordings(self._index, question, likely, scoring.point_looks)
        asked = [Asked(word.spelling, scoring.rarity[word.stem], word.meanings) for word in question.words]
        passages = self._index.passages.scores(likely, asked)
        at_once = [scoring.looks[likely], scoring.covered[likely], scoring.ranked[likely]]
        parts = np.column_stack([*at_once, worded, passages])
        return Candidates(likely, parts, scoring.unknown, scoring.known)


def ranked(found: Candidates) -> tuple[list[int], list[float], Features]:
    """The places of the candidates, the best first, their scores, and what tells how sure the first one is."""
    sums = found.parts @ WEIGHTS
    order = np.argsort(-sums, kind="stable").tolist()
    scores = sums[order].tolist()
    rest = scores[MOST_OFFERED : MOST_OFFERED + _NEXT]
    spread = scores[0] - (sum(rest) / len(rest) if rest else 0.0)
    features = Features(scores[0], spread, float(found.parts[order[0], 0]), found.unknown, found.known)
    return order, scores, features


_plain = lru_cache(maxsize=_REMEMBERED)(normalise)


def _own_first(hits: list[Hit], asked: str) -> list[Hit]:
    """An article whose own wording was typed as it stands is certain, and then no other is likely."""
    own = [Hit(hit.article, 1.0) for hit in hits if any(_plain(wording) == asked for wording in hit.article.wordings)]
    if not own:
        return hits
    certain = {hit.article.id for hit in own}
    return own + [Hit(hit.article, hit.score * _BESIDE_OWN) for hit in hits if hit.article.id not in certain]
