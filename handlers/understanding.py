"""What is looked up for a client's question: itself, with what was answered before it, or the pieces of a long story;
never what did not help this client before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from handlers.turn import Turn
from knowledge import learning
from knowledge.follow_up import is_follow_up, leans, names_nothing, surer, with_subject
from knowledge.outcome import MOST_OFFERED, Hit, Offered, Outcome, Thresholds, Unknown, outcome
from knowledge.parting import ways_to_part
from knowledge.several import Part, asked_apart
from knowledge.stories import is_story, pieces_of

Look = Callable[[str, int], list[Hit]]
"""The search, as this client may see its results."""


async def looking(turn: Turn, question: str) -> Look:
    """The search without the articles that have not helped this client with the same question, or with a part of it."""
    search = turn.services.search.search
    refused = await learning.refused(turn.session, turn.address.id, turn.now)
    if not refused:
        return search
    asked = {question, *(part for way in ways_to_part(question) for part in way)}
    wrong = {key for one in asked for key in refused.get(learning.asked(one), ())}

    def look(query: str, limit: int) -> list[Hit]:
        return [hit for hit in search(query, limit + len(wrong)) if hit.article.key not in wrong][:limit]

    return look


def parted(turn: Turn, question: str, look: Look) -> tuple[Part, ...]:
    """The questions that are answered one by one; of one whose answer did not help this client before, what else there
    is, so that the others keep theirs."""
    services = turn.services
    parts = asked_apart(question, services.search.search, services.thresholds)
    if look == services.search.search:
        return parts
    return tuple(_without_refused(part, look(part.question, MOST_OFFERED), services.thresholds) for part in parts)


def _without_refused(part: Part, left: Sequence[Hit], thresholds: Thresholds) -> Part:
    if any(hit.article.id == part.article for hit in left):
        return part
    return replace(part, outcome=outcome(left, thresholds))


def understood(turn: Turn, question: str, look: Look) -> tuple[str, Outcome]:
    """The words that were looked up, and what they find."""
    words, made = _with_subject(turn, question, look)
    if isinstance(made, Unknown) and is_story(question):
        return words, _from_story(turn, question, look)
    return words, made


def _with_subject(turn: Turn, question: str, look: Look) -> tuple[str, Outcome]:
    """The question itself or, where that is surer, the question with what was answered before it («а сколько это
    стоит?»). What says nothing by itself is about the old subject or about nothing that is known."""
    services, subject = turn.services, turn.dialogue.subject(turn.now)
    hits = look(question, MOST_OFFERED)
    plain = outcome(hits, services.thresholds)
    before = services.articles.get(subject.article) if subject is not None else None
    if subject is None or before is None or not is_follow_up(question):
        return question, plain
    ways = with_subject(subject.question, question)
    if names_nothing(question):
        return ways[0], Unknown()
    found = [look(way, MOST_OFFERED) for way in ways]
    found = [one for one in found if surer(hits, one, before.id, services.thresholds)]
    if found:
        return ways[0], outcome(max(found, key=lambda one: one[0].score), services.thresholds)
    if leans(question):
        return ways[0], Unknown()
    return (ways[0] if isinstance(plain, Unknown) else question), plain


def _from_story(turn: Turn, story: str, look: Look) -> Outcome:
    """Whatever the pieces of a long story find, to choose from: which of them matters only the client knows."""
    best: dict[str, Hit] = {}
    limits = turn.services.thresholds
    for piece in pieces_of(story):
        for hit in look(piece, 1):
            if hit.score >= limits.answer and hit.score > getattr(best.get(hit.article.key), "score", 0.0):
                best[hit.article.key] = hit
    hits = sorted(best.values(), key=lambda hit: -hit.score)[:MOST_OFFERED]
    return Offered(tuple(hits)) if hits else Unknown()
