"""Several questions in one message: whether they are answered apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge.follow_up import confident, leans, surer, telling, with_subject
from knowledge.outcome import MOST_OFFERED, Answered, Hit, Offered, Outcome, Thresholds, Unknown, outcome
from knowledge.parting import ways_to_part
from knowledge.text import tokens

Search = Callable[[str, int], list[Hit]]


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions, and what is done about it."""

    question: str
    outcome: Outcome

    @property
    def article(self) -> str | None:
        """The id of the article that it most likely asks for."""
        return _article(self.outcome)

    def is_sure(self, thresholds: Thresholds) -> bool:
        """An answer, or an offer that is more than a guess."""
        match self.outcome:
            case Answered():
                return True
            case Offered(hits):
                return hits[0].score >= confident(thresholds)
            case _:
                return False


def asked_apart(text: str, search: Search, thresholds: Thresholds) -> tuple[Part, ...]:
    """The questions of a message that are answered one by one; none when the message is one question. Each has to find
    something of its own by itself. One that finds nothing may stand beside an answer, for people to see to."""
    *finer, coarse = ways_to_part(text)
    for questions in finer:
        parts = _without_twins(_looked_up(questions, search, thresholds))
        if len(parts) > 1 and _all_found(parts, thresholds) and _all_answered(parts):
            return parts
    if len(coarse) < 2:
        return ()
    parts = _without_twins([Part(one, outcome(search(one, MOST_OFFERED), thresholds)) for one in coarse])
    if len(parts) > 1 and _all_found(parts, thresholds):
        return parts
    found = [part.article for part in parts if part.is_sure(thresholds)]
    if len(parts) < 2 or len(set(found)) < len(found):
        return ()
    whole = outcome(search(text, MOST_OFFERED), thresholds)
    return parts if _some_found(parts) and _article(whole) in (None, *found) else ()


def _looked_up(questions: Sequence[str], search: Search, thresholds: Thresholds) -> list[Part]:
    """Each by itself; one that only points at the one before («когда его пришлют?») with that as its subject."""
    parts: list[Part] = []
    for question in questions:
        hits = search(question, MOST_OFFERED)
        if parts and (article := parts[-1].article) is not None and leans(question):
            ways = with_subject(parts[-1].question, question)
            joined = [found for way in ways if surer(hits, found := search(way, MOST_OFFERED), article, thresholds)]
            plain = hits if telling(tokens(question)) else []
            hits = max(joined, key=lambda found: found[0].score) if joined else plain
            question = ways[0]  # noqa: PLW2901  (what it means is looked up, and kept)
        parts.append(Part(question, outcome(hits, thresholds)))
    return parts


def _all_found(parts: Sequence[Part], thresholds: Thresholds) -> bool:
    """Each an article of its own."""
    return len({part.article for part in parts if part.is_sure(thresholds)}) == len(parts)


def _all_answered(parts: Sequence[Part]) -> bool:
    return all(isinstance(part.outcome, Answered) for part in parts)


def _some_found(parts: Sequence[Part]) -> bool:
    """Whether the rest of the questions are surely questions, and surely not answered."""
    rest = [part for part in parts if not isinstance(part.outcome, Answered)]
    return 0 < len(rest) < len(parts) and all(
        isinstance(part.outcome, Unknown) and len(telling(tokens(part.question))) > 1 for part in rest
    )


def _without_twins(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Neighbours that ask for the same article are one question."""
    kept: list[Part] = []
    for part in parts:
        if kept and part.article is not None and part.article == kept[-1].article:
            kept[-1] = replace(kept[-1], question=f"{kept[-1].question}\n{part.question}")
        else:
            kept.append(part)
    return tuple(kept)


def _article(made: Outcome) -> str | None:
    match made:
        case Answered(hit) | Offered((hit, *_)):
            return hit.article.id
        case _:
            return None
