"""The base's texts as points in the space of a model: how near an article is to a question, and how sure that is.

Models differ in what a cosine of 0.8 means, so sureness is learned from the base itself: wordings are asked as
questions, with themselves left out, once with their article there (is that the nearest?) and once without it (then
none is right).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.semantic.service import Vectors

Numbers = NDArray[np.float64]

_NEXT = slice(3, 8)
"""The articles behind those that are shown: how near they are says what is near in this model and this base."""
_ASKED = 300
"""Wordings asked for the calibration."""
_FEWEST = 8
"""With fewer there is nothing to learn from."""
_RIDGE, _STEPS = 1e-3, 30


@dataclass(frozen=True, slots=True)
class Sureness:
    """A logistic function of the nearest article's cosine and its lead over those that are not shown."""

    constant: float = -9.0
    cosine: float = 4.0
    lead: float = 30.0

    def of(self, cosine: float, lead: float) -> float:
        """The chance that the nearest article is right, 0..1."""
        value = self.constant + self.cosine * cosine + self.lead * lead
        return float(1 / (1 + np.exp(-np.clip(value, -30, 30))))


class Meanings:
    """Points of articles: their wordings and the beginning of their answers."""

    def __init__(self, points: Vectors, owners: Sequence[str], wordings: Sequence[bool]) -> None:
        """`points` of shape (n, length); of each its article's id, and whether it is a wording (else it is an answer).
        An article's points stand side by side."""
        self.ids = list(dict.fromkeys(owners))
        numbers = {name: number for number, name in enumerate(self.ids)}
        self._points = points
        self._owners = np.array([numbers[name] for name in owners], np.int64)
        self._firsts = np.searchsorted(self._owners, np.arange(len(self.ids)))
        self._wordings = np.flatnonzero(np.array(wordings, bool))
        self._sureness = self._learned()

    def likeness(self, question: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """The nearest articles and how sure each is, 0..1, best first; none for a vector of another length."""
        if not self.ids or question.shape != self._points.shape[1:]:
            return []
        cosines = self._cosines(self._points @ question)
        order = np.argsort(-cosines, kind="stable")
        nearest, rest = _nearest(cosines[order])
        sure = self._sureness.of(nearest, nearest - rest)
        found = order[:limit]
        return [(self.ids[place], sure * _behind(float(cosines[place]), nearest, rest)) for place in found.tolist()]

    def _cosines(self, points: NDArray[np.float32]) -> Numbers:
        best: Numbers = np.maximum.reduceat(points, self._firsts).astype(float)
        return best

    def _learned(self) -> Sureness:
        asked = self._wordings[:: max(1, len(self._wordings) // _ASKED)]
        if len(asked) < _FEWEST or len(self.ids) < _FEWEST:
            return Sureness()
        rows = [row for place in asked.tolist() for row in self._examples(place)]
        features = np.array([[1.0, cosine, lead] for cosine, lead, _ in rows])
        return Sureness(*_fitted(features, np.array([right for _, _, right in rows])))

    def _examples(self, place: int) -> list[tuple[float, float, float]]:
        """Cosine, lead, and whether the nearest is right: with the wording's own article, and without it."""
        points = self._points @ self._points[place]
        points[place] = -1.0
        owner, cosines = int(self._owners[place]), self._cosines(points)
        found = [(*_nearest(np.sort(cosines)[::-1]), float(np.argmax(cosines) == owner))]
        cosines[owner] = -1.0
        found.append((*_nearest(np.sort(cosines)[::-1]), 0.0))
        return [(nearest, nearest - rest, right) for nearest, rest, right in found]


def _nearest(cosines: Numbers) -> tuple[float, float]:
    """The first and the mean of those behind the ones that are shown (of all, where there are few)."""
    rest = cosines[_NEXT]
    return float(cosines[0]), float(rest.mean() if len(rest) else cosines[1:].mean() if len(cosines) > 1 else 0.0)


def _behind(cosine: float, nearest: float, rest: float) -> float:
    """What is left of the first one's sureness for one that is less near: nothing for what is as far as the rest."""
    if nearest <= rest:
        return 1.0 if cosine >= nearest else 0.0
    return max(0.0, (cosine - rest) / (nearest - rest)) ** 2


def _fitted(features: Numbers, right: Numbers) -> list[float]:
    """Logistic regression by Newton's method; features are standardised, the ridge holds what separates perfectly."""
    middle, width = features[:, 1:].mean(axis=0), features[:, 1:].std(axis=0) + 1e-6
    scaled = np.column_stack([features[:, 0], (features[:, 1:] - middle) / width])
    weights = np.zeros(scaled.shape[1])
    ridge = _RIDGE * len(right) * np.diag([0.0, 1.0, 1.0]) + 1e-9 * np.eye(3)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (chance - right) + ridge @ weights
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + ridge
        weights -= np.linalg.solve(curve, slope)
    single = weights[1:] / width
    return [float(weights[0] - single @ middle), *map(float, single)]
