"""The groups of three and four letters of single words: how rare each is, and which words have it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.grams import cut
from knowledge.postings import Numbers, Places, Postings, Sums

_LONGEST = 4


class Letters:
    """The groups of the words of a base, by the words' numbers."""

    def __init__(self, words: Sequence[str]) -> None:
        groups, owners = _groups(words)
        self._known, terms = np.unique(groups, return_inverse=True)
        self._postings = Postings(terms, owners, len(words))

    def rarity(self, shares: Sums, size: int) -> Sums:
        """BM25's idf of each group in `size` texts, from the share of the texts that each word stands in.

        Words are taken to stand in texts independently of one another, which spares the count.
        """
        terms = len(self._known)
        words, counts = self._postings.all_of(np.arange(terms))
        missing = np.log1p(-np.minimum(shares[words], 1 - 1e-6))
        have = size * (1 - np.exp(np.bincount(np.repeat(np.arange(terms), counts), missing, minlength=terms)))
        rarity: Sums = np.log(1 + (size - have + 0.5) / (have + 0.5))
        return rarity

    def asked(self, words: Sequence[str]) -> tuple[Places, Numbers]:
        """The groups of these words, -1 for one that no known word has, and the place of the word of each."""
        groups, owners = _groups(words)
        if not len(self._known):
            return np.full(len(groups), -1), owners
        places = np.minimum(np.searchsorted(self._known, groups), len(self._known) - 1)
        return np.where(self._known[places] == groups, places, -1).astype(np.int64), owners

    def stand(self, groups: Places, words: Places, size: int) -> tuple[Places, Places]:
        """Which of the words have which of the groups: pairs of their places in `words`, ascending, and in `groups`.

        `size` is how many words there are in all.
        """
        slots = np.full(size, -1, np.int64)
        slots[words] = np.arange(len(words))
        columns = np.flatnonzero(groups >= 0)
        found, counts = self._postings.all_of(groups[columns])
        rows = slots[found]
        here = np.flatnonzero(rows >= 0)
        here = here[np.argsort(rows[here], kind="stable")]
        return rows[here], np.repeat(columns, counts)[here]


def _groups(words: Sequence[str]) -> tuple[NDArray[np.uint32], Numbers]:
    """The groups of each word, each once, and the word's place."""
    groups, places = cut([(word,) for word in words], _LONGEST)
    keys = (places.astype(np.uint64) << np.uint64(32)) | groups.astype(np.uint64)
    keys.sort()
    keys = keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32), (keys >> np.uint64(32)).astype(np.int32)
