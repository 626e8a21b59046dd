"""Which of the base's words an unknown word may be: one slip of the finger away, two in a long word, or two words
written as one.

Nothing scans the vocabulary: the candidates are those that share the most trigrams. Names with digits («44-ФЗ») are
never corrected, for another number is another thing.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from knowledge.postings import Postings

_SHORTEST = 4
"""Shorter words are near too many others."""
_LONG = 7
"""From this length on a word may have two slips."""
_SLIP = 1.2
"""What a slip costs of the likeness, in letters of the shorter word."""
_COMMON = 0.9
"""The same for a slip that is made more often than others."""
_ROWS = "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"
_ALIKE = "ао", "еи", "ия", "еы", "иы", "бп", "вф", "гк", "дт", "жш", "зс"
_CONFUSED = frozenset(
    pair[::step]
    for pair in [
        *_ALIKE,
        *(row[place : place + 2] for row in _ROWS for place in range(len(row) - 1)),
        *(one + other for row, below in pairwise(_ROWS) for one, other in zip(row, below, strict=False)),
        *(one + other for row, below in pairwise(_ROWS) for one, other in zip(row[1:], below, strict=False)),
    ]
    for step in (1, -1)
)
"""Letters that are typed for one another: they sound alike, or their keys are side by side."""
_LOOKED_AT = 60
"""Candidates whose distance is measured, and those that share as many trigrams as the last of them."""
_MOST_MEANT = 12
_SHORTEST_PART = 3
"""Of words written as one; shorter parts would be found by chance."""


_MOST_CUTS, _MOST_BOTH = 4, 6
"""Of the ways to part a word so many are tried with a misspelt half, and with two."""
_BOTH_LONG = 10
"""Shorter words are rather names that the base does not know, and parting takes time."""
_BOTH_SURE = 1.6
"""The likeness of two misspelt halves together; with less any long word of another field is parted."""


class Speller:
    """The way to known words, which are handed in with their stems."""

    def __init__(self, stems: Mapping[str, str], little: AbstractSet[str]) -> None:
        """`little` are those of the words that may be short and still be written together with another («немогу»)."""
        self._stems = stems
        self._little = little
        self._words = [word for word in stems if len(word) >= _SHORTEST - 1 and word.isalpha()]
        self._trigrams: dict[str, int] = {}
        terms, owners = array("i"), array("i")
        for number, word in enumerate(self._words):
            grams = {self._trigrams.setdefault(gram, len(self._trigrams)) for gram in _trigrams(word)}
            terms.extend(grams)
            owners.extend([number] * len(grams))
        self._postings = Postings(np.array(terms, np.int32), np.array(owners, np.int32), len(self._words))

    def near(self, word: str) -> dict[str, float]:
        """The stems of words one slip away (two for a long one), with the likeness 0..1.

        A swap of neighbours is one slip.
        """
        if len(word) < _SHORTEST or not word.isalpha() or not self._words:
            return {}
        slips = 1 if len(word) < _LONG else 2
        candidates = self._candidates(word)
        near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=slips, limit=_MOST_MEANT)
        found: dict[str, float] = {}
        for other, distance, _ in near:
            if len(word) < _LONG - 1 and not _begin_alike(word, other):
                continue  # few miss a short word's first letter, and the rest fits too many
            likeness = 1 - _slips(word, other, distance) / min(len(word), len(other))
            meant = self._stems[other]
            found[meant] = max(found.get(meant, 0.0), likeness)
        return found

    def parts(self, word: str) -> Sequence[str]:
        """The stems of the two words that were written as one, or nothing; of several ways the evenest.

        Both are known, or one is and the other one is near a known one, or both are near, and then the nearest.
        """
        if not word.isalpha():
            return ()
        cuts = sorted(range(1, len(word)), key=lambda cut: -min(cut, len(word) - cut))
        known = [cut for cut in cuts if self._is_part(word[:cut]) or self._is_part(word[cut:])]
        both = [cut for cut in known if self._is_part(word[:cut]) and self._is_part(word[cut:])]
        for cut in both[:1] or known[:_MOST_CUTS]:
            halves = [self._half(word[:cut]), self._half(word[cut:])]
            if all(halves):
                return halves
        even = [cut for cut in cuts if min(cut, len(word) - cut) >= _SHORTEST] if len(word) >= _BOTH_LONG else []
        ways = [self._both_near(word, cut) for cut in even[:_MOST_BOTH]]
        sure, nearest = max(ways, key=lambda way: way[0], default=(0.0, ()))
        return nearest if sure >= _BOTH_SURE else ()

    def _both_near(self, word: str, cut: int) -> tuple[float, Sequence[str]]:
        """How near the two parts of a word are to known ones, and the stems of those."""
        first = self.near(word[:cut])
        second = self.near(word[cut:]) if first else {}
        if not second:
            return 0.0, ()
        meant = max(first, key=first.__getitem__), max(second, key=second.__getitem__)
        return first[meant[0]] + second[meant[1]], meant

    def _half(self, word: str) -> str:
        """The stem of a part of a word, of the known one that it is nearest to if need be, or nothing."""
        if self._is_part(word):
            return self._stems[word]
        near = self.near(word)
        return max(near, key=near.__getitem__, default="")

    def _is_part(self, word: str) -> bool:
        return word in self._little or (len(word) >= _SHORTEST_PART and word in self._stems)

    def _candidates(self, word: str) -> list[str]:
        terms = [self._trigrams[gram] for gram in set(_trigrams(word)) if gram in self._trigrams]
        shared = self._postings.times(terms)
        least, many = len(terms) + 1, 0
        sharing = np.bincount(shared).tolist()
        while least > 1 and many < _LOOKED_AT:
            least -= 1
            many += sharing[least] if least < len(sharing) else 0
        return [self._words[number] for number in np.flatnonzero(shared >= least).tolist()]


def _begin_alike(word: str, other: str) -> bool:
    """Whether the first letter is the same, swapped with the next or, in all but the shortest words, a neighbour's."""
    near = len(word) > _SHORTEST and word[1:] == other[1:] and word[0] + other[0] in _CONFUSED
    return other[0] == word[0] or other[:2] == word[1::-1] or near


def _slips(word: str, other: str, distance: float) -> float:
    """What the slips between two words cost, in letters: a common one, which is likelier, less than another."""
    if distance != 1:
        return _SLIP * distance
    return _COMMON if _is_common(word, other) else _SLIP


def _is_common(word: str, other: str) -> bool:
    """Whether the one slip is a swap, a letter doubled or left single, or one letter for another that is alike."""
    if len(word) != len(other):
        longer, shorter = max(word, other, key=len), min(word, other, key=len)
        place = int(Prefix.similarity(longer, shorter))
        return place > 0 and longer[place] == longer[place - 1]
    place = int(Prefix.similarity(word, other))
    return word[place + 1 :] != other[place + 1 :] or word[place] + other[place] in _CONFUSED


def _trigrams(word: str) -> list[str]:
    """Three letters, ends marked; pairs too, also with a gap, for a slip in a short word breaks the rest."""
    marked = f"^{word}$"
    whole = [marked[place : place + 3] for place in range(len(marked) - 2)]
    gaps = [f"{marked[place]}_{marked[place + 2]}" for place in range(len(marked) - 2)]
    pairs = [marked[place : place + 2] for place in range(len(marked) - 1)]
    return whole + gaps + pairs
