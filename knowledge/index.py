"""What the search keeps of the articles: their words as numbers, and the arrays in which a question is looked up.

A *point* is one wording of an article (its title is one): points are compared with the question one by one, and the
best of an article's counts. A learned wording is nothing but a point: it counts for no rarity and no length, and for
coverage it is a document of its own beside the articles, so that a hundred of them never blur the article.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Article
from knowledge.grams import Grams
from knowledge.lexicon import Lexicon
from knowledge.passages import Passages
from knowledge.postings import Numbers, Postings, Weights
from knowledge.stems import stem
from knowledge.text import tokens
from knowledge.vocabulary import ASKING, NOISE, Vocabulary

LONGEST_WORD = 40
"""What is longer is no word but junk, and would only fill memory."""
_SHORTEST_PART = 4
"""Shorter neighbours would make other words by chance."""
_ROOT = 5
"""So many letters of a stem stand for its whole family («подпис» of «подписка», «подписаться»)."""
_SATURATION, _LENGTH = 1.2, 0.75
"""BM25's usual k1 and b; others changed nothing on the development questions."""
_TITLE, _WORDING, _TAG, _ANSWER = 2.0, 1.0, 1.0, 1.0
"""How often a word counts for BM25 by where it stands."""
BEST_RANK = _SATURATION + 1
"""The most that a word's weight can come to."""
UNKNOWN_WEIGHT = 0.85
"""A word that no wording has: not as telling as the rarest one, for clients tell stories around their question."""
NOISE_WEIGHT = 0.08
IN_ANSWER = 0.7
"""What the postings of coverage say of a word that stands in the answer alone; 1 where the question is put."""

_Pairs = tuple[Numbers, Numbers]
"""Owners and words, side by side."""


class Index:
    """The articles' words; built once, then only read."""

    def __init__(self, articles: Sequence[Article], lexicon: Lexicon | None = None) -> None:
        self.size = len(articles)
        self.numbers: dict[str, int] = {}
        self._forms: dict[str, int] = {}
        self._places: dict[str, int] = {}
        wordings = [tokens(wording) for article in articles for wording in article.wordings]
        self.owners = np.repeat(np.arange(self.size), [len(one.wordings) for one in articles]).astype(np.int32)
        self.firsts = np.searchsorted(self.owners, np.arange(self.size)).astype(np.int64)
        learned = np.array([place >= _own(one) for one in articles for place in range(len(one.wordings))], bool)
        self.learned_owners = self.owners[learned]
        """The article of each learned wording, which is the document of that number beyond `size`."""
        points = self._pairs(wordings)
        tags = self._pairs(tokens("\n".join(article.tags)) for article in articles)
        answers = self._pairs(tokens(article.answer.text) for article in articles)
        documents = (self.size + np.cumsum(learned) - 1).astype(np.int32)
        self.passages = self._passages(np.where(learned, documents, self.owners).astype(np.int32), points, answers)
        points, tags, answers = (self._stemmed(pairs) for pairs in (points, tags, answers))
        self._places.clear()
        self.apart = self._joined(_of(points, ~learned))
        points, tags, answers = (self._taken_apart(pairs) for pairs in (points, tags, answers))
        put = set(_of(points, ~learned)[1].tolist())
        silent = frozenset(word for word in ASKING if self.numbers.get(word) not in put)
        self.vocabulary = Vocabulary(self.numbers, self._forms, self.apart, lexicon, silent)
        self.grams = Grams(wordings, ~learned)
        self.point_words, self.point_starts = _rows(points, len(wordings))
        own, taught = _of(points, ~learned), _of(points, learned)
        asked = (np.concatenate([self.owners[own[0]], tags[0]]), np.concatenate([own[1], tags[1]]))
        self.coverage = self._coverage(asked, answers, (documents[taught[0]], taught[1]))
        self.rarity = _rarity(self._counts(asked, answers), self.size)
        self.weights = self._weights(asked)
        sums = np.bincount(_owners(self.point_starts), self.weights[self.point_words], minlength=len(wordings))
        self.point_weights = np.where(sums > 0, sums, 1.0)
        self.roots, self.root_names = self._roots()
        self.ranking = self._ranking(own, tags, answers)
        self.root_rarity = _rarity(self.ranking.counts(len(self.root_names)), self.size)

    def _pairs(self, texts: Iterable[Iterable[str]]) -> _Pairs:
        """Each text's words by their places among the forms, in order."""
        owners, words = array("i"), array("i")
        for owner, text in enumerate(texts):
            found = [self._place(word) for word in text if len(word) <= LONGEST_WORD]
            words.extend(found)
            owners.extend([owner] * len(found))
        return np.array(owners, np.int32), np.array(words, np.int32)

    def _place(self, word: str) -> int:
        place = self._places.get(word)
        if place is None:
            place = self._places[word] = len(self._places)
            self._forms[word] = self.numbers.setdefault(stem(word), len(self.numbers))
        return place

    def _stemmed(self, pairs: _Pairs) -> _Pairs:
        """The numbers of the words' stems for their places."""
        return pairs[0], np.fromiter(self._forms.values(), np.int32)[pairs[1]]

    def _passages(self, documents: Numbers, points: _Pairs, answers: _Pairs) -> Passages:
        """The words of every article, wordings first, and of every learned wording, in their order."""
        owners = np.concatenate([documents[points[0]], answers[0]])
        order = np.argsort(owners, kind="stable")
        texts = owners[order], np.concatenate([points[1], answers[1]])[order]
        stems = np.fromiter(self._forms.values(), np.int32)
        return Passages(texts, self.size, self.learned_owners, list(self._forms), stems)

    def _joined(self, points: _Pairs) -> dict[str, tuple[str, str]]:
        """What the base itself writes together here and apart there («КонсультантПлюс», «Консультант Плюс»)."""
        names = list(self.numbers)
        owners, words = points[0].tolist(), points[1].tolist()
        found = {}
        for (owner, one), (next_owner, other) in pairwise(zip(owners, words, strict=True)):
            left, right = names[one], names[other]
            if owner == next_owner and min(len(left), len(right)) >= _SHORTEST_PART and left + right in self.numbers:
                found[left + right] = left, right
        return found

    def _taken_apart(self, pairs: _Pairs) -> _Pairs:
        owners, words = pairs
        for whole, (left, right) in self.apart.items():
            places = np.flatnonzero(words == self.numbers[whole])
            words[places] = self.numbers[left]
            words = np.insert(words, places + 1, self.numbers[right])
            owners = np.insert(owners, places + 1, owners[places])
        return owners, words

    def _coverage(self, asked: _Pairs, answers: _Pairs, taught: _Pairs) -> Postings:
        put = len(asked[0]) + len(taught[0])
        keys, places = np.unique(
            np.concatenate([_keys(asked), _keys(taught), _keys(answers)]),
            return_index=True,
        )
        worth = np.where(places < put, 1.0, IN_ANSWER).astype(np.float32)
        documents = self.size + len(self.learned_owners)
        return Postings(keys >> np.uint64(32), keys & np.uint64(0xFFFFFFFF), documents, worth)

    def _counts(self, asked: _Pairs, answers: _Pairs) -> NDArray[np.int64]:
        """In how many articles each stem stands."""
        keys = np.unique(np.concatenate([_keys(asked), _keys(answers)]))
        return np.bincount((keys >> np.uint64(32)).astype(np.int64), minlength=len(self.numbers))

    def _weights(self, asked: _Pairs) -> Weights:
        """How much a stem tells when wordings are compared, 0..1; one that stands in answers only tells much."""
        counts = np.bincount(np.unique(_keys(asked)) >> np.uint64(32), minlength=len(self.numbers))
        top = math.log(self.size + 1) or 1.0
        weights = np.maximum(0.15, np.log((self.size + 1) / np.maximum(counts, 1)) / top)
        weights = np.where(counts > 0, weights, UNKNOWN_WEIGHT)
        weights[[number for word, number in self.numbers.items() if word in NOISE]] = NOISE_WEIGHT
        return weights.astype(np.float32)

    def _roots(self) -> tuple[Numbers, dict[str, int]]:
        names: dict[str, int] = {}
        return np.array([names.setdefault(root(word), len(names)) for word in self.numbers], np.int32), names

    def _ranking(self, points: _Pairs, tags: _Pairs, answers: _Pairs) -> Postings:
        """BM25's weight of each root in each article, the rarity left out: the search multiplies by it."""
        heads = np.zeros(len(self.owners), bool)
        heads[self.firsts] = True
        owners = np.concatenate([self.owners[points[0]], tags[0], answers[0]])
        roots = self.roots[np.concatenate([points[1], tags[1], answers[1]])]
        times = np.concatenate(
            [
                np.where(heads[points[0]], _TITLE, _WORDING),
                np.full(len(tags[0]), _TAG),
                np.full(len(answers[0]), _ANSWER),
            ]
        )
        keys, places = np.unique(_keys((owners, roots)), return_inverse=True)
        counts = np.bincount(places, times, minlength=len(keys))
        documents = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
        lengths = np.bincount(owners, times, minlength=self.size)
        long = 1 - _LENGTH + _LENGTH * lengths / max(lengths.mean() if self.size else 1.0, 1e-9)
        values = counts * (_SATURATION + 1) / (counts + _SATURATION * long[documents])
        return Postings(keys >> np.uint64(32), documents, self.size, values.astype(np.float32))


def _own(article: Article) -> int:
    """How many of its wordings are not learned: they come first."""
    return len(article.wordings) - len(article.learned)


def _of(pairs: _Pairs, wanted: NDArray[np.bool_]) -> _Pairs:
    """The pairs of those owners."""
    kept = wanted[pairs[0]]
    return pairs[0][kept], pairs[1][kept]


def root(word: str) -> str:
    """What a stem shares with its family; a name with digits is its own."""
    return word[:_ROOT] if word.isalpha() else word


def _keys(pairs: tuple[NDArray[np.integer], NDArray[np.integer]]) -> NDArray[np.uint64]:
    """Word and owner in one number."""
    return (pairs[1].astype(np.uint64) << np.uint64(32)) | pairs[0].astype(np.uint64)


def _rows(pairs: _Pairs, size: int) -> tuple[Numbers, NDArray[np.int64]]:
    """Each owner's words, each once, one owner after another, and where each begins."""
    keys = np.unique((pairs[0].astype(np.uint64) << np.uint64(32)) | pairs[1].astype(np.uint64))
    starts = np.searchsorted(keys >> np.uint64(32), np.arange(size + 1, dtype=np.uint64))
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.int32), starts.astype(np.int64)


def _owners(starts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(starts) - 1), np.diff(starts))


def _rarity(counts: NDArray[np.int64], size: int) -> Weights:
    """BM25's idf."""
    rarity: Weights = np.log(1 + (size - counts + 0.5) / (counts + 0.5)).astype(np.float32)
    return rarity
