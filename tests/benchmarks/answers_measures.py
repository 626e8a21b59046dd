"""The figures by which answers are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.answers_baselines import Ask, Ranked
from tests.benchmarks.answers_sets import Asked

_FALSE = 0.05
"""The share of questions of other fields that may get an answer."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of the questions, 0..1; what is about abstention is 0 where there are no questions of other fields."""

    first: float
    in_three: float
    reciprocal: float
    """The mean of 1/rank among the first ten."""
    separation: float
    """AUROC of the best hit's score: questions that have an answer against those that have none."""
    at_five: float
    """Answered rightly at the threshold where one in twenty of the others gets an answer."""


def measure(ask: Ask, questions: Sequence[Asked], elsewhere: Sequence[Asked] = ()) -> Figures:
    """Asks everything once."""
    found = [(ask(one.query), one.right) for one in questions]
    ranks = np.array([_rank(hits, right) for hits, right in found])
    sure = np.array([_sure(hits) for hits, _ in found])
    unsure = np.array([_sure(ask(one.query)) for one in elsewhere])
    limit = np.quantile(unsure, 1 - _FALSE) if len(unsure) else 0.0
    return Figures(
        first=float(np.mean(ranks == 1)),
        in_three=float(np.mean(ranks <= 3)),
        reciprocal=float(np.mean(np.where(ranks <= 10, 1 / ranks, 0))),
        separation=_separation(sure, unsure) if len(unsure) else 0.0,
        at_five=float(np.mean((ranks == 1) & (sure > limit))),
    )


def _rank(hits: Ranked, right: frozenset[str]) -> float:
    return next((float(place) for place, (number, _) in enumerate(hits, 1) if number in right), np.inf)


def _sure(hits: Ranked) -> float:
    return hits[0][1] if hits else 0.0


def _separation(
    high: np.ndarray[tuple[int], np.dtype[np.float64]], low: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> float:
    """How often one of the high ones is higher than one of the low ones; equals count half."""
    above = (high[:, None] > low[None, :]).mean()
    equal = (high[:, None] == low[None, :]).mean()
    return float(above + equal / 2)
