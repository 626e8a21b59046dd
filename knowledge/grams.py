"""How alike two short texts look: the cosine of their character 3- to 5-grams, the rare ones weighing more.

Grams stay within words, whose ends count as characters, so endings and slips of the finger cost little. A gram is kept
as a 32-bit number made of its characters: no table of strings, and the same number in every process.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.postings import Places, Postings, Sums

_SHORTEST, _LONGEST = 3, 5
_BATCH = 2000
"""Texts cut at once, so that building a large base takes little memory beside what it keeps."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
_PRIVATE = 0xE000, 6400
"""Unicode's private use area, where no word has its letters."""


class Grams:
    """The texts to compare with, by number."""

    def __init__(self, texts: Sequence[Sequence[str]], counted: NDArray[np.bool_] | None = None) -> None:
        """Each text as its words. `counted` are the texts that say how rare a gram is (without it: all)."""
        keys = np.concatenate([np.zeros(0, np.uint64), *_keys(texts)])
        self._known, terms = np.unique((keys >> np.uint64(32)).astype(np.uint32), return_inverse=True)
        owners = (keys & np.uint64(0xFFFFFFFF)).astype(np.int32)
        self._postings = Postings(terms, owners, len(texts))
        counting = np.ones(len(texts), bool) if counted is None else counted
        counts = np.bincount(terms[counting[owners]], minlength=len(self._known))
        self._top = float(np.log(counting.sum() + 1) + 1)
        self._idf = (self._top - np.log(1 + counts)).astype(np.float32)
        squares = np.bincount(owners, self._idf[terms] ** 2, minlength=len(texts))
        self._lengths = np.sqrt(np.maximum(squares, 1e-9)).astype(np.float32)

    def cosines(self, words: Sequence[str]) -> Sums:
        """For each text how alike it is to these words, 0..1."""
        asked = np.unique(_grams(_line(words), _LONGEST)[0])
        if not len(asked) or not len(self._known):
            return np.zeros(self._postings.size)
        places = np.minimum(np.searchsorted(self._known, asked), len(self._known) - 1)
        terms = places[self._known[places] == asked]
        squares = self._idf[terms].astype(np.float64) ** 2
        length = np.sqrt(squares.sum() + (len(asked) - len(terms)) * self._top**2)
        cosines: Sums = self._postings.sums(terms, squares) / (length * self._lengths)
        return cosines


def cut(texts: Sequence[Sequence[str]], longest: int = _LONGEST) -> tuple[NDArray[np.uint32], Places]:
    """Every gram of every text, and the place of the text of each."""
    lines = [_line(words) for words in texts]
    grams, places = _grams("".join(lines), longest)
    return grams, np.searchsorted(np.cumsum([len(line) for line in lines]), places, side="right")


def _keys(texts: Sequence[Sequence[str]]) -> Iterator[NDArray[np.uint64]]:
    """Gram and text's number in one number, each pair once."""
    for first in range(0, len(texts), _BATCH):
        grams, places = cut(texts[first : first + _BATCH])
        owners = places + first
        yield np.unique((grams.astype(np.uint64) << np.uint64(32)) | owners.astype(np.uint64))


def _line(words: Iterable[str]) -> str:
    """The words with a space on either side of each: two spaces part two words."""
    return "".join(f" {_shape(word)} " for word in words)


def _shape(word: str) -> str:
    """A name with digits looks like nothing but itself («3-НДФЛ» is not «6-НДФЛ»): three letters of its own."""
    if not any(char.isdigit() for char in word):
        return word
    start, size = _PRIVATE
    number = zlib.crc32(word.encode())
    return "".join(chr(start + number // size**power % size) for power in range(3))


def _grams(line: str, longest: int) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Every gram as a number, and where it begins; none reaches over the two spaces between words."""
    codes = np.frombuffer(line.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    space = codes == ord(" ")
    seams = np.concatenate([[0], np.cumsum(space[:-1] & space[1:])]) if len(codes) else np.zeros(0, np.int64)
    grams, places = [np.zeros(0, np.uint32)], [np.zeros(0, np.int64)]
    for size in range(_SHORTEST, longest + 1):
        count = len(codes) - size + 1
        if count <= 0:
            break
        whole = np.flatnonzero(seams[size - 1 :] == seams[:count])
        mixed = np.full(len(whole), size, np.uint64)
        for offset in range(size):
            mixed = (mixed + codes[whole + offset]) * _MIX
            mixed ^= mixed >> np.uint64(29)
        grams.append((mixed >> np.uint64(32)).astype(np.uint32))
        places.append(whole)
    return np.concatenate(grams), np.concatenate(places)
