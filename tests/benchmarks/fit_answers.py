"""Fits the search's weights and its calibration: `LINIYA_SHARED=… uv run python -m tests.benchmarks.fit_answers`.

On the development splits only, every set counting alike, and on the shipped articles with this project's own questions
(`tests/knowledge/questions.py`). What it prints is written into `knowledge/search.py` (by hand rounded, and with a
little more for the wordings than the sets, which have no clients' wordings, would give) and `knowledge/confidence.py`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Article
from knowledge.loading import load_shipped
from knowledge.search import WEIGHTS, Search, ranked
from tests.benchmarks.answers_sets import Asked, load_sets
from tests.knowledge.questions import ANSWERABLE, OUT_OF_SCOPE, SURE

_Matrix = NDArray[np.float64]

_SHARPNESS = 8.0
"""Of the softmax over scores that the weights are fitted with."""
_STEPS, _STEP = 400, 0.05
_RIDGE = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One question: its candidates' single scores, which of them are right, and the features of the first."""

    parts: _Matrix
    right: NDArray[np.bool_]
    features: _Matrix
    is_first_right: bool


def rows(articles: Sequence[Article], questions: Sequence[Asked]) -> list[Row]:
    """Those for which there are candidates; the others have no confidence to fit."""
    search = Search(articles)
    found = []
    for asked in questions:
        question = search.read(asked.query)
        candidates = search.candidates(question) if question else None
        if candidates is None:
            continue
        right = np.array([articles[place].id in asked.right for place in candidates.articles])
        order, _, first = ranked(candidates)
        spread = first.spread * first.known / (first.known + 1)
        features = np.array([1.0, first.score, spread, first.looks, first.unknown, np.log1p(first.known)])
        found.append(Row(candidates.parts, right, features, bool(right[order[0]])))
    return found


def fit_weights(sets: Sequence[Sequence[Row]]) -> _Matrix:
    """Weights that put the right article first, by gradient steps on the softmax's likelihood."""
    weights = np.full(len(WEIGHTS), 0.5)
    for _ in range(_STEPS):
        slope = np.zeros(len(WEIGHTS))
        for one in sets:
            answerable = [row for row in one if row.right.any()]
            slope += sum((_slope(row, weights) for row in answerable), np.zeros(len(WEIGHTS))) / max(len(answerable), 1)
        weights += _STEP * slope
    return weights


def _slope(row: Row, weights: _Matrix) -> _Matrix:
    shares = np.exp(_SHARPNESS * (row.parts @ weights - (row.parts @ weights).max()))
    wanted = np.where(row.right, shares, 0) / max(shares[row.right].sum(), 1e-12)
    slope: _Matrix = row.parts.T @ (wanted - shares / shares.sum())
    return slope


def fit_calibration(sets: Sequence[Sequence[Row]]) -> _Matrix:
    """A logistic regression of "the first hit is right", by Newton's steps."""
    features = np.array([row.features for one in sets for row in one])
    right = np.array([row.is_first_right for one in sets for row in one], float)
    counts = np.array([400 / len(one) for one in sets for _ in one])
    ridge = np.diag([0.0] + [_RIDGE] * (features.shape[1] - 1))
    weights: _Matrix = np.zeros(features.shape[1])
    for _ in range(50):
        sure = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (counts * (sure - right)) + ridge @ weights
        curve = (features * (counts * sure * (1 - sure))[:, None]).T @ features + ridge
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    """Fits and prints."""
    sets = [
        rows(one.articles, one.questions + one.elsewhere)
        for one in load_sets(Path(os.environ["LINIYA_SHARED"]) / "eval", "dev")
    ]
    own = [Asked(query, frozenset(right.split())) for query, right in (*ANSWERABLE, *SURE)]
    strange = [Asked(query, frozenset()) for query in OUT_OF_SCOPE]
    print("looks, covered, ranked, worded, said, ordered:", np.round(fit_weights(sets), 2))
    names = "constant, score, spread, looks, unknown, known:"
    print(names, np.round(fit_calibration([*sets, rows(load_shipped(), own + strange)]), 2))


if __name__ == "__main__":
    main()
