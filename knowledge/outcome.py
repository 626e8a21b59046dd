"""What to do with what was found: answer, offer a choice, or say honestly that there is nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.articles import Article

MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that may be meant, and how sure that is (0..1)."""

    article: Article
    score: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure the search has to be (0..1) to answer, or to offer; `margin` is the lead over the next article without
    which there is no answer but a choice. Settings; the defaults are tuned in `tests/knowledge/test_quality.py`."""

    answer: float = 0.75
    offer: float = 0.42
    margin: float = 0.3


@dataclass(frozen=True, slots=True)
class Answered:
    """One article is clearly meant."""

    hit: Hit


@dataclass(frozen=True, slots=True)
class Offered:
    """These may be meant, the likeliest first; at most `MOST_OFFERED`."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing that was found is worth showing."""


Outcome = Answered | Offered | Unknown


def outcome(hits: Sequence[Hit], thresholds: Thresholds | None = None) -> Outcome:
    """The decision over hits that are sorted best first (ask the search for `MOST_OFFERED` or more)."""
    limits = thresholds or Thresholds()
    likely = tuple(hit for hit in hits if hit.score >= limits.offer)
    if not likely:
        return Unknown()
    best, *others = likely
    lead = best.score - others[0].score if others else 1.0
    if best.score >= limits.answer and lead >= limits.margin:
        return Answered(best)
    return Offered(likely[:MOST_OFFERED])
