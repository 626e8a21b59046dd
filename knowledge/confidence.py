"""How sure a hit is, 0..1: "0.9" is right nine times in ten.

A logistic function of a few plain features. Its coefficients were fitted by `tests/benchmarks/fit_answers.py` on the
development questions of sets of several fields, with questions of other fields as those that have no right answer.
`liniya kb tune` fits them to a base of its own; hence they are handed to the search.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

_COEFFICIENTS = "constant", "score", "spread", "looks", "unknown", "known"


@dataclass(frozen=True, slots=True)
class Features:
    """What tells whether the first hit is right."""

    score: float
    """The sum of its single scores."""
    spread: float
    """How far that stands above the mean of the hits that are not shown; all of it where there are none."""
    looks: float
    """How alike its best wording looks, 0..1."""
    unknown: float
    """How much of the question no article knows, 0..1."""
    known: float
    """How many words tell something and are the articles', those that are only near theirs in part."""

    @property
    def terms(self) -> tuple[float, ...]:
        """What the coefficients are of, in the order of `Calibration`'s fields."""
        spread = self.spread * self.known / (self.known + 1)
        return 1.0, self.score, spread, self.looks, self.unknown, math.log1p(self.known)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The coefficients of the features, and how fast hits fall behind the first."""

    constant: float = -4.57
    score: float = 1.83
    spread: float = 4.03
    """The fewer words are known, the less it shows: half of it counts for one, three quarters for three."""
    looks: float = -3.35
    """Less sure than the sum makes it: what only looks alike is wrong more often."""
    unknown: float = -1.39
    known: float = 0.94
    """Of the logarithm of one and their number: one word alone may ask anything."""
    fall: float = 4.0
    """Of the logarithm of a hit's confidence, for each point that its score is less than the first one's."""

    @property
    def coefficients(self) -> tuple[float, ...]:
        """Of the features' terms."""
        return tuple(getattr(self, name) for name in _COEFFICIENTS)

    def with_coefficients(self, values: Iterable[float]) -> Calibration:
        """The same with others."""
        return replace(self, **dict(zip(_COEFFICIENTS, map(float, values), strict=True)))

    def confidence(self, features: Features) -> float:
        """The chance that the first hit is right."""
        value = sum(one * other for one, other in zip(self.coefficients, features.terms, strict=True))
        return 1 / (1 + math.exp(-max(min(value, 30.0), -30.0)))

    def behind(self, distance: float) -> float:
        """What is left of it for a hit whose score is so much less: nothing is lost between equals."""
        return math.exp(-self.fall * distance)
