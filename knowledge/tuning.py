"""Fits how sure the search is to the base at hand, so that "0.9" is right nine times in ten in it.

What is right is learned from the base itself: each of its wordings is asked with half of its words left out, and, where
an article has others, with that wording taken away. What is wrong comes from questions of other fields
(`content/ru/strange.jsonl`) and from what people have rejected. The shipped coefficients are the prior: a small base
moves them little. Why not by wordings taken away alone: docs/decisions/0015.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from random import Random

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Article
from knowledge.confidence import Calibration
from knowledge.lexicon import Lexicon
from knowledge.search import Search, ranked

Matrix = NDArray[np.float64]

FEWEST = 100
"""Wordings that have to be asked: with fewer the prior would say everything."""
_FOLDS = 5
"""A fifth of the wordings is taken away at a time: the base is built so many times and not once for each of them."""
_MOST_ASKED = 4000
_DROPPED = 0.5
"""So many of a wording's words are left out of the question: clients say part of what an author would."""
_DRAWS = 3
"""Each wording is asked so many times with other words left out, each counting its part: what chance left out must not
decide."""
_OTHERS = 3
"""An article that has so many wordings is asked without each of them too."""
_TAKEN_AWAY = 0.25
"""What such a question counts: its article misses just what was asked, which clients' questions seldom hit upon."""
_SAID = 3.0
"""What counts that people have said: it is no guess."""
_STRANGE_SHARE = 0.3
"""The questions of other fields count together so much of the base's own."""
_PRIOR = 100.0
"""How much the shipped coefficients count: about as much as several hundred questions. All of these by what they gave
on the development sets."""
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the ids of the articles that answer it, and of those that do not. With neither, nothing does."""

    query: str
    right: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()

    def judged(self, found: str) -> bool | None:
        """Whether an article is right; None where nobody knows."""
        if found in self.right:
            return True
        return False if self.right or not self.wrong or found in self.wrong else None


@dataclass(frozen=True, slots=True)
class Row:
    """A question that something was found for: its features, how surely it can mean one thing, whether the first hit
    is right, and how much it counts."""

    terms: tuple[float, ...]
    reach: float
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions with a confidence between two bounds: how many, what was predicted, what came true."""

    low: float
    high: float
    count: int
    predicted: float
    observed: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far confidences can be trusted: Brier's mean square error, and the mean gap between the bins' predicted and
    observed share (expected calibration error)."""

    bins: tuple[Bin, ...]
    brier: float
    error: float


@dataclass(frozen=True, slots=True)
class Tuned:
    """What came of it; `after` is measured on questions that were left out of the fit."""

    calibration: Calibration
    before: Reliability
    after: Reliability
    wordings: int
    others: int

    @property
    def is_better(self) -> bool:
        """Whether it is worth having."""
        return self.after.brier < self.before.brier


@cache
def strange_questions() -> tuple[str, ...]:
    """Short questions about everyday things, which no centre's base answers."""
    lines = (files("knowledge") / "content" / "ru" / "strange.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line)["query"] for line in lines)


def rows(search: Search, questions: Iterable[Asked], weight: float = 1.0) -> list[Row]:
    """Those for which something is found, and of which somebody knows whether it is right."""
    found = []
    for asked in questions:
        question = search.read(asked.query)
        candidates = search.candidates(question) if question else None
        if question is None or candidates is None:
            continue
        order, _, features = ranked(candidates)
        right = asked.judged(search.articles[candidates.articles[order[0]]].id)
        if right is not None:
            found.append(Row(features.terms, question.reach, right, weight))
    return found


def own_rows(articles: Sequence[Article], lexicon: Lexicon | None = None) -> list[Row]:
    """The base's wordings, each asked where it was taken away, of the articles that have others."""
    many = [place for place, one in enumerate(articles) if len(one.wordings) >= _OTHERS]
    places = [(place, number) for place in many for number in range(len(articles[place].wordings))]
    places = places[:: len(places) // _MOST_ASKED + 1]
    found: list[Row] = []
    if not places:
        return found
    for fold in range(_FOLDS):
        asked = {place: {number for _, number in group} for place, group in _grouped(places[fold::_FOLDS])}
        base = [_without(one, asked.get(place, set())) for place, one in enumerate(articles)]
        questions = [
            Asked(articles[place].wordings[number], frozenset({articles[place].id}))
            for place, numbers in asked.items()
            for number in sorted(numbers)
        ]
        found += rows(Search(base, lexicon=lexicon), questions, _TAKEN_AWAY)
    return found


def shortened(articles: Sequence[Article]) -> list[Asked]:
    """The base's wordings with words left out by chance, the same every time; a single word stays. Each `_DRAWS` times
    in a row."""
    chance, found = Random(20), []  # noqa: S311  (nothing secret)
    pairs = [(one.id, wording.split()) for one in articles for wording in one.wordings for _ in range(_DRAWS)]
    for number, words in pairs[:: len(pairs) // (_DRAWS * _MOST_ASKED) + 1]:
        kept = [word for word in words if chance.random() >= _DROPPED] or words[:1]
        if len(kept) == len(words) > 1:
            kept.pop(chance.randrange(len(kept)))
        found.append(Asked(" ".join(kept), frozenset({number})))
    return found


def tune(
    articles: Sequence[Article],
    judged: Sequence[Asked] = (),
    current: Calibration | None = None,
    lexicon: Lexicon | None = None,
) -> Tuned | None:
    """Fits the base's own calibration, `judged` being what people have said of its answers; None for a base with fewer
    than `FEWEST` wordings."""
    search = Search(articles, lexicon=lexicon)
    own = rows(search, shortened(articles), 1 / _DRAWS)
    if len(own) < FEWEST * _DRAWS:
        return None
    own += own_rows(articles, lexicon)
    said = rows(search, judged, _SAID)
    strange = rows(search, [Asked(query) for query in strange_questions()])
    weight = _STRANGE_SHARE * sum(one.weight for one in own) / max(len(strange), 1)
    every = [*own, *said, *(replace(one, weight=weight) for one in strange)]
    fitted = Calibration().with_coefficients(fit(every))
    return Tuned(
        fitted,
        reliability(every, predicted(every, current or Calibration())),
        reliability(every, _left_out(every)),
        len(own),
        len(every) - len(own),
    )


def fit(found: Sequence[Row], prior: float = _PRIOR) -> Matrix:
    """The coefficients: a logistic regression of "the first hit is right" with the shipped ones as its prior, by
    Newton's steps. Without a `prior` nothing holds it."""
    terms = np.array([row.terms for row in found])
    right = np.array([row.right for row in found], float)
    counts = np.array([row.weight for row in found])
    shipped = np.array(Calibration().coefficients)
    hold = prior * np.eye(len(shipped))
    values: Matrix = shipped.copy()
    for _ in range(50):
        sure = _logistic(terms @ values)
        slope = terms.T @ (counts * (sure - right)) + hold @ (values - shipped)
        curve = (terms * (counts * sure * (1 - sure))[:, None]).T @ terms + hold + 1e-6 * np.eye(len(shipped))
        values = values - np.linalg.solve(curve, slope)
    return values


def predicted(found: Sequence[Row], calibration: Calibration) -> Matrix:
    """How sure the search is of each."""
    return _sure(found, np.array(calibration.coefficients))


def reliability(found: Sequence[Row], sure: Matrix) -> Reliability:
    """The confidences against what is right; each row counts by its weight."""
    right = np.array([row.right for row in found], float)
    weight = np.array([row.weight for row in found])
    bins, gap = [], 0.0
    for low, high in pairwise(BINS):
        inside = (sure >= low) & ((sure < high) | (high == 1.0))
        if not inside.any():
            continue
        mean, share = (float(np.average(values[inside], weights=weight[inside])) for values in (sure, right))
        bins.append(Bin(low, high, int(inside.sum()), mean, share))
        gap += float(weight[inside].sum()) * abs(mean - share)
    brier = float(np.average((sure - right) ** 2, weights=weight))
    return Reliability(tuple(bins), brier, gap / float(weight.sum()))


def _left_out(found: Sequence[Row]) -> Matrix:
    """How sure each would be judged by what the others teach."""
    sure = np.zeros(len(found))
    for fold in range(_FOLDS):
        others = [row for place, row in enumerate(found) if place % _FOLDS != fold]
        sure[fold::_FOLDS] = _sure(found[fold::_FOLDS], fit(others))
    return sure


def _sure(found: Sequence[Row], coefficients: Matrix) -> Matrix:
    terms, reach = np.array([row.terms for row in found]), np.array([row.reach for row in found])
    sure: Matrix = reach * _logistic(terms @ coefficients)
    return sure


def _logistic(values: Matrix) -> Matrix:
    result: Matrix = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return result


def _grouped(places: Sequence[tuple[int, int]]) -> list[tuple[int, list[tuple[int, int]]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for pair in places:
        found.setdefault(pair[0], []).append(pair)
    return list(found.items())


def _without(article: Article, taken: set[int]) -> Article:
    """The article without those of its wordings; the next one is the title then."""
    if not taken:
        return article
    own = len(article.wordings) - len(article.learned)
    kept = [text for number, text in enumerate(article.wordings[:own]) if number not in taken]
    learned = tuple(text for number, text in enumerate(article.learned, own) if number not in taken)
    return replace(article, title=kept[0] if kept else "", questions=tuple(kept[1:]), learned=learned)
