"""What clients asked in vain, put together: each question is searched in an index of all the others, and those that
find each other are one group.

Takes one to two milliseconds a question, so it has no place in the event loop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.richtext import RichText
from knowledge.articles import Article
from knowledge.index import Index
from knowledge.keyboard import as_meant
from knowledge.lexicon import load_lexicon
from knowledge.question import Question
from knowledge.small_talk import small_talk
from knowledge.text import normalise, tokens
from knowledge.wordings import best_wordings

_WORDED, _LOOKS = 0.6, 0.4
"""What makes two questions alike: how well each covers the other, and how alike they look letter by letter."""
_ALIKE = 0.3
"""From this likeness on they are one group: in a group of so much four questions of five have the same right answer
(development questions of the sets that search is tuned on); more would leave what is said in other words apart."""
_LOOKS_AT_LEAST = 0.15
"""What looks less alike is not compared closely."""
_MOST_COMPARED = 200
_LONGEST = 1000
"""Characters of a question that are looked at."""
_CYRILLIC = re.compile("[а-я]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a client put it; `id` is its row's."""

    id: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same; `wordings` are the different ways of putting it, the most frequent first."""

    questions: tuple[Asked, ...]
    """Oldest first."""
    wordings: tuple[str, ...]

    @property
    def count(self) -> int:
        """How often it was asked."""
        return len(self.questions)

    @property
    def newest(self) -> datetime:
        """When it was asked last."""
        return max(one.at for one in self.questions)


def grouped(questions: Iterable[Asked]) -> list[Group]:
    """The groups, the largest first, then what was asked last; every question stands in one of them but small talk and
    what has no words. The order of `questions` does not matter, and the same questions make the same groups."""
    different = _different(questions)
    together = _together(list(different), [len(asked) for asked in different.values()])
    by_place = list(different.values())
    groups = [_group([by_place[place] for place in places]) for places in together]
    return sorted(groups, key=lambda group: (-group.count, -group.newest.timestamp(), group.questions[0].id))


def _different(questions: Iterable[Asked]) -> dict[str, list[Asked]]:
    """The questions by their words as the search sees them, typed in the wrong layout or in Latin letters as well."""
    asked = [(one, normalise(one.text[:_LONGEST])) for one in sorted(questions, key=lambda one: one.id)]
    asked = [(one, words) for one, words in asked if words and small_talk(one.text) is None]
    known = {word for _, words in asked if _CYRILLIC.search(words) for word in words.split()}
    found: dict[str, list[Asked]] = {}
    for one, words in asked:
        meant = words if _CYRILLIC.search(words) else normalise(as_meant(one.text[:_LONGEST], known.__contains__))
        found.setdefault(meant or words, []).append(one)
    return found


def _group(asked: Sequence[Sequence[Asked]]) -> Group:
    """Each of `asked` was put in the same words."""
    often = sorted(asked, key=lambda same: (-len(same), same[0].id))
    questions = sorted((one for same in asked for one in same), key=lambda one: one.id)
    return Group(tuple(questions), tuple(same[0].text.strip() for same in often))


def _together(texts: Sequence[str], sizes: Sequence[int]) -> list[list[int]]:
    """The places of `texts` by group; `sizes` says how often each was asked. A group forms around the question that has
    the most like it, and takes in only what is like that one: a chain from one subject to the next is no group."""
    neighbours = _neighbours(texts)
    weight = [size + sum(sizes[other] for other in near) for size, near in zip(sizes, neighbours, strict=True)]
    taken: set[int] = set()
    found = []
    for middle in sorted(range(len(texts)), key=lambda place: (-weight[place], place)):
        if middle not in taken:
            places = [middle, *(place for place in neighbours[middle] if place not in taken)]
            taken.update(places)
            found.append(places)
    return found


def _neighbours(texts: Sequence[str]) -> list[list[int]]:
    """For each text the places of those that are like it; both ways."""
    if not texts:
        return []
    index = Index([Article(str(place), text, RichText()) for place, text in enumerate(texts)], load_lexicon())
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for place, text in enumerate(texts):
        for other, worded, looks in _like(index, text):
            found[place, other] = worded, looks
    names = [frozenset(word for word in tokens(text) if _DIGIT.search(word)) for text in texts]
    near: list[list[int]] = [[] for _ in texts]
    for (one, other), there in found.items():
        back = found.get((other, one))
        if other > one and back is not None and _are_alike(there, back) and _may_be_one(names[one], names[other]):
            near[one].append(other)
            near[other].append(one)
    return near


def _are_alike(there: tuple[float, float], back: tuple[float, float]) -> bool:
    (worded, looks), (worded_back, looks_back) = there, back
    return _WORDED * min(worded, worded_back) + _LOOKS * max(looks, looks_back) >= _ALIKE


def _may_be_one(names: frozenset[str], others: frozenset[str]) -> bool:
    """«6-НДФЛ» is not «3-НДФЛ», however alike the rest is."""
    return not names or not others or not names.isdisjoint(others)


def _like(index: Index, text: str) -> Iterable[tuple[int, float, float]]:
    """The places of the texts that may be like this one, how well they cover it, and how alike they look."""
    question = Question.read(text, index)
    if question is None:
        return ()
    looks = index.grams.cosines(tokens(text))
    places: NDArray[np.int64] = np.flatnonzero(looks >= _LOOKS_AT_LEAST)
    if len(places) > _MOST_COMPARED:
        places = np.sort(places[np.argsort(-looks[places], kind="stable")[:_MOST_COMPARED]])
    if len(places) < 2 or all(not word.meanings for word in question.words):
        return ()
    worded = best_wordings(index, question, places, looks)
    return zip(places.tolist(), worded.tolist(), looks[places].tolist(), strict=True)
