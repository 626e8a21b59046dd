"""The close look at what the likeliest articles say: how often they say it, and in which order.

Words are compared by their letters here, so that another ending, another word of the family or a slip still counts in
part. Only the words of each article are kept, as numbers; the rest is made for the few articles that are looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.letters import Letters
from knowledge.postings import Numbers, Places, Sums, ranges

_MOST_READ = 400
"""Of a very long article so many words are read."""
_SATURATION, _LENGTH = 1.2, 0.75
"""BM25's usual k1 and b."""
_ALIKE = 0.5
"""A word that shares less of the rare groups of letters is another word."""
_GAP = 2
"""Words of the question still follow one another with one word between."""


class Asked(NamedTuple):
    """A word of a question: how it is spelt, how much it tells, and which of the base's stems it may mean."""

    spelling: str
    weight: float
    meanings: Mapping[int, float]


class _Read(NamedTuple):
    """The words of the articles looked at: each as its place among `forms`, and the row of its article."""

    forms: Places
    slots: Places
    rows: Places
    sizes: Places


class Passages:
    """The words of every article in their order."""

    def __init__(
        self, texts: tuple[Numbers, Numbers], size: int, learned: Numbers, forms: Sequence[str], stems: Numbers
    ) -> None:
        """`texts` are the owners, ascending, and the numbers of their words among `forms`, whose stems are `stems`.

        An owner is one of the `size` articles or, beyond them, a learned wording of the article that `learned` says.
        """
        owners, words = texts
        self._size, self._learned = size, learned
        self._words = words.astype(np.min_scalar_type(len(forms)))
        self._starts = np.searchsorted(owners, np.arange(size + len(learned) + 1)).astype(np.int64)
        words, owners = words[: self._starts[size]], owners[: self._starts[size]]
        self._mean = max(len(words) / max(size, 1), 1.0)
        self._stems = stems
        self._letters = Letters(forms)
        pairs = (words.astype(np.uint64) << np.uint64(32)) | owners.astype(np.uint64)
        pairs.sort()
        new = np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]
        shares = np.bincount((pairs[new] >> np.uint64(32)).astype(np.int64), minlength=len(forms)) / max(size, 1)
        self._rarity = self._letters.rarity(shares, size)
        self._top = float(np.log(1 + 2 * max(size, 1)))

    def scores(self, articles: Places, words: Sequence[Asked]) -> Sums:
        """A row for each of the articles, which ascend: how often it says the words, and in which order; each 0..1.

        The better of the article itself and of its learned wordings counts.
        """
        taught = np.flatnonzero(np.isin(self._learned, articles)) if len(self._learned) else np.zeros(0, np.int64)
        found = self._scores(np.concatenate([articles, self._size + taught]), words)
        best = found[: len(articles)]
        np.maximum.at(best, np.searchsorted(articles, self._learned[taught]), found[len(articles) :])
        return best

    def _scores(self, documents: Places, words: Sequence[Asked]) -> Sums:
        read = self._read(documents)
        if not len(read.slots) or not words:
            return np.zeros((len(documents), 2))
        groups, owners = self._letters.asked([word.spelling for word in words])
        rarity = np.where(groups >= 0, np.append(self._rarity, self._top)[groups], self._top)
        whose, which = self._letters.stand(groups, read.forms, len(self._stems))
        cells = whose * len(words) + owners[which]
        shared = np.bincount(cells, rarity[which], len(read.forms) * len(words)).reshape(-1, len(words))
        alike = shared / np.maximum(np.bincount(owners, rarity, len(words)), 1e-9)
        alike = np.where(alike >= _ALIKE, alike, 0.0)
        np.maximum(alike, _meant(self._stems[read.forms], words), out=alike)
        weights = np.array([word.weight for word in words])
        return np.column_stack([self._said(read, whose, which, rarity), _ordered(read, alike, weights)])

    def _read(self, articles: Places) -> _Read:
        starts = self._starts[articles]
        sizes = np.minimum(self._starts[articles + 1] - starts, _MOST_READ)
        words = self._words[ranges(starts, sizes)]
        marks = np.zeros(len(self._stems), bool)
        marks[words] = True
        slots = np.cumsum(marks) - 1
        return _Read(np.flatnonzero(marks), slots[words], np.repeat(np.arange(len(articles)), sizes), sizes)

    def _said(self, read: _Read, whose: Places, which: Places, rarity: Sums) -> Sums:
        """BM25 over the groups of letters, divided by the best that there could be.

        No product of matrices: the library would share it out to threads, which costs more than it saves.
        """
        counts = np.bincount(whose, minlength=len(read.forms))
        sizes = counts[read.slots]
        pairs = ranges((np.cumsum(counts) - counts)[read.slots], sizes)
        cells = np.repeat(read.rows, sizes) * len(rarity) + which[pairs]
        times = np.bincount(cells, minlength=len(read.sizes) * len(rarity)).reshape(-1, len(rarity))
        long = _SATURATION * (1 - _LENGTH + _LENGTH * read.sizes / self._mean) + 1e-9
        said: Sums = (times / (times + long[:, None]) * rarity).sum(axis=1) / max(float(rarity.sum()), 1e-9)
        return said


def _meant(stems: Numbers, words: Sequence[Asked]) -> Sums:
    """How likely each word of the question (column) means each of these stems (row)."""
    numbers = np.unique(np.array([number for word in words for number in word.meanings], np.int32))
    if not len(numbers):
        return np.zeros((len(stems), len(words)))
    likeness = np.zeros((len(numbers), len(words)))
    for column, word in enumerate(words):
        likeness[np.searchsorted(numbers, list(word.meanings)), column] = list(word.meanings.values())
    places = np.minimum(np.searchsorted(numbers, stems), len(numbers) - 1)
    meant = np.zeros((len(stems), len(words)))
    here = np.flatnonzero(numbers[places] == stems)
    meant[here] = likeness[places[here]]
    return meant


def _ordered(read: _Read, alike: Sums, weights: Sums) -> Sums:
    """How much of the question stands in each article as it was asked, one word after another."""
    places = np.flatnonzero((alike.sum(axis=1) > 0)[read.slots])
    at, rows = alike[read.slots[places]], read.rows[places]
    best = np.zeros((len(read.sizes), max(len(weights) - 1, 0)))
    for step in range(1, _GAP + 1):
        near = np.flatnonzero((places[step:] - places[:-step] <= _GAP) & (rows[step:] == rows[:-step]))
        np.maximum.at(best, rows[near], np.minimum(at[near, :-1], at[near + step, 1:]))
    ordered: Sums = best @ ((weights[:-1] + weights[1:]) / 2) / max(float(weights.sum()), 1e-9)
    return ordered
