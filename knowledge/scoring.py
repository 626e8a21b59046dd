"""The single scores of the articles for a question, each 0..1; `knowledge.search` adds them up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.index import BEST_RANK, Index
from knowledge.postings import Postings
from knowledge.question import Question, Word

Scores = NDArray[np.float64]
Places = NDArray[np.int64]

_NOISE = 0.3
"""What a word that tells next to nothing is worth where rarity counts."""


class Scoring:
    """The scores of every article of the index for one question."""

    def __init__(self, index: Index, question: Question) -> None:
        self._index = index
        self._words = question.words
        alike = [index.grams.cosines(words) for words in question.spellings]
        self.point_looks: Scores = np.maximum.reduce(alike)
        """How alike each wording looks, letter by letter."""
        self.looks: Scores = np.maximum.reduceat(self.point_looks, index.firsts)
        """The same of each article's best."""
        telling = [word for word in question.words if not word.noise]
        rarity = self.rarity = self._rarity(index.rarity, lambda word: word.meanings)
        named = _sums(index.coverage, [(rarity[word.stem], word.meanings) for word in telling])
        noise = _sums(index.coverage, [(rarity[word.stem], word.meanings) for word in question.words if word.noise])
        whole = sum(rarity.values())
        self.named: Scores = self._best(named) / whole
        """How much of what the question's words tell the article has, words that tell next to nothing left out."""
        self.covered: Scores = self._best(named + noise) / whole
        """The same with them."""
        sure = {word.stem: max(word.meanings.values(), default=0.0) for word in telling}
        self.known = sum(sure.values())
        """How many telling words articles have, those that are only near or akin to theirs in part."""
        self.unknown = sum(rarity[word] * (1 - likeness) for word, likeness in sure.items()) / whole
        """How much of what the words tell no article has."""
        roots = self._rarity(index.root_rarity, lambda word: word.roots)
        ranked = _sums(index.ranking, [(roots[word.stem], word.roots) for word in question.words])
        self.ranked: Scores = ranked / (sum(roots.values()) * BEST_RANK)
        """BM25 over roots, divided by the best that there could be."""

    def _best(self, covered: Scores) -> Scores:
        """What an article covers, or the best of its learned wordings alone."""
        best = covered[: self._index.size].copy()
        np.maximum.at(best, self._index.learned_owners, covered[self._index.size :])
        return best

    def _rarity(self, known: NDArray[np.float32], meant: Callable[[Word], Mapping[int, float]]) -> dict[str, float]:
        """How much each of the question's words tells: as much as what it likely means; the less sure, the more."""
        top = float(np.log(1 + (self._index.size + 0.5) / 0.5))
        found = {}
        for word in self._words:
            meanings = meant(word)
            likeliest = max(meanings, key=meanings.__getitem__, default=None)
            sure = 0.0 if likeliest is None else meanings[likeliest]
            value = top if likeliest is None else sure * float(known[likeliest]) + (1 - sure) * top
            found[word.stem] = value * (_NOISE if word.noise else 1.0)
        return found


def _sums(postings: Postings, words: Sequence[tuple[float, Mapping[int, float]]]) -> Scores:
    """For each article the sum over the words of the best of what each may mean there."""
    plain = [
        (number, weight * likeness) for weight, meant in words if len(meant) == 1 for number, likeness in meant.items()
    ]
    total = postings.sums([number for number, _ in plain], [factor for _, factor in plain])
    for weight, meant in words:
        if len(meant) > 1:
            best = np.zeros(postings.size)
            for number, likeness in meant.items():
                documents, values = postings.of(number)
                best[documents] = np.maximum(best[documents], values * np.float32(likeness))
            total = total + weight * best
    return total
