"""Which documents hold which term, in flat arrays: a question's scores over all documents are one count."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Documents = NDArray[np.unsignedinteger]
"""Numbers of documents, in as few bytes as they need."""
Weights = NDArray[np.float32]
Places = NDArray[np.int64]
Sums = NDArray[np.float64]

_MOST_READ = 250_000
"""Of a question's postings no more are counted: in a very large base the commonest terms, which tell least, are left
out so that an answer stays within milliseconds."""


class Postings:
    """Term numbers 0.. to document numbers 0.., each pair with a weight (1 when none are given)."""

    def __init__(
        self, terms: NDArray[np.integer], documents: NDArray[np.integer], size: int, weights: Weights | None = None
    ) -> None:
        """`terms[i]` stands in `documents[i]`; each pair once. `size` is how many documents there are."""
        keys = (terms.astype(np.uint64) << np.uint64(32)) | documents.astype(np.uint64)
        if weights is None:
            keys.sort()
            self._weights = None
        else:
            order = np.argsort(keys, kind="stable")
            keys = keys[order]
            self._weights = weights[order].astype(np.float32)
        self._documents = (keys & np.uint64(0xFFFFFFFF)).astype(np.min_scalar_type(size))
        counts = np.bincount((keys >> np.uint64(32)).astype(np.int64)) if len(keys) else np.zeros(0, np.int64)
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self.size = size

    def count(self, term: int) -> int:
        """In how many documents the term stands."""
        return int(self._starts[term + 1] - self._starts[term]) if 0 <= term < len(self._starts) - 1 else 0

    def counts(self, terms: int) -> NDArray[np.int64]:
        """The same for the terms 0..`terms` - 1."""
        found = np.diff(self._starts)
        return np.concatenate([found, np.zeros(max(terms - len(found), 0), np.int64)])[:terms]

    def of(self, term: int) -> tuple[Documents, Weights]:
        """The documents of a term, ascending, and its weight in each."""
        if not self.count(term):
            return self._documents[:0], np.zeros(0, np.float32)
        where = slice(self._starts[term], self._starts[term + 1])
        documents = self._documents[where]
        weights = np.ones(len(documents), np.float32) if self._weights is None else self._weights[where]
        return documents, weights

    def all_of(self, terms: Places) -> tuple[Documents, Places]:
        """The documents of several terms (each one that `count` knows), one after another, and how many each has."""
        starts = self._starts[terms]
        sizes = self._starts[terms + 1] - starts
        return self._documents[ranges(starts, sizes)], sizes

    def rows_of(self, terms: Numbers) -> tuple[Documents, Weights, Places]:
        """The postings of several terms of weighed ones: the documents, the weights, and the place of the term."""
        starts = self._starts[terms]
        sizes = self._starts[terms.astype(np.int64) + 1] - starts
        places = ranges(starts, sizes)
        weights = np.ones(len(places), np.float32) if self._weights is None else self._weights[places]
        return self._documents[places], weights, np.repeat(np.arange(len(terms)), sizes)

    def times(self, terms: Sequence[int] | Places, most: int = _MOST_READ) -> Places:
        """For each document how many of the terms (each one that `count` knows) it has; `most` as for `sums`."""
        starts, sizes, _ = self._read(terms, most)
        return np.bincount(self._documents[ranges(starts, sizes)], minlength=self.size)

    def sums(self, terms: Sequence[int] | Places, factors: Sequence[float] | Sums, most: int = _MOST_READ) -> Sums:
        """For each document the sum of factor times weight over the terms (each one that `count` knows).

        At most `most` postings are read, the rarest terms first.
        """
        starts, sizes, kept = self._read(terms, most)
        places = ranges(starts, sizes)
        values = np.repeat(np.asarray(factors, np.float64)[kept], sizes)
        if self._weights is not None:
            values *= self._weights[places]
        return np.asarray(np.bincount(self._documents[places], values, minlength=self.size), np.float64)

    def _read(self, terms: Sequence[int] | Places, most: int) -> tuple[Places, Places, Places | slice]:
        """Where the postings of the terms begin, how many there are of each, and which of the terms those are."""
        numbers = np.asarray(terms, np.int64)
        starts = self._starts[numbers]
        sizes = self._starts[numbers + 1] - starts
        if sizes.sum() <= most:
            return starts, sizes, slice(None)
        rare = np.argsort(sizes, kind="stable")
        kept = rare[np.cumsum(sizes[rare]) <= most]
        return starts[kept], sizes[kept], kept


def ranges(starts: Places, sizes: Places) -> Places:
    """start, start + 1, … for each start, as many as its size says."""
    ends = np.cumsum(sizes)
    places: Places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - sizes), sizes)
    return places
