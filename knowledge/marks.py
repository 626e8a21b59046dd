"""What clients said did not help: such a question is not answered with that article by itself again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from knowledge.grams import Grams
from knowledge.text import normalise, tokens

ALIKE = 0.8
"""From this likeness on, letter by letter, a question is the one that was marked."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What one client thought of an article as the answer to their question."""

    client: int
    article: str
    """Its key."""
    question: str
    helped: bool


class Marks:
    """The pairs of question and article that did not help more people than they helped."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        """In the order in which they were made: of one client's marks of one pair the last counts."""
        last = {(one.article, normalise(one.question), one.client): one.helped for one in marks}
        balance: defaultdict[tuple[str, str], int] = defaultdict(int)
        for (article, question, _), helped in last.items():
            balance[article, question] += -1 if helped else 1
        self._against = {pair: times for pair, times in balance.items() if times > 0 and pair[1]}
        self._questions = sorted({question for _, question in self._against})
        self._grams = Grams([tokens(question) for question in self._questions])

    def against(self, query: str) -> dict[str, int]:
        """By article's key how many more people such a question was not answered for by it than was; those only for
        which it is one at least."""
        if not self._questions:
            return {}
        asked = normalise(query)
        alike = self._grams.cosines(tokens(query))
        near = [self._questions[place] for place in np.flatnonzero(alike >= ALIKE)]
        return self._most({asked, *near})

    def _most(self, questions: set[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for (article, question), times in self._against.items():
            if question in questions:
                found[article] = max(found.get(article, 0), times)
        return found
