"""Finds the articles that a client's words ask for.

A wording of an article counts by how much of the question it covers, rare words weighing more than common ones, and,
less, by how much of it the question covers. The seam for a better search: `search(query, limit) -> list[Hit]`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from knowledge.articles import Article
from knowledge.stems import stem
from knowledge.text import tokens
from knowledge.vocabulary import NOISE, REPLIES, Vocabulary

_MOST_WORDS = 40
"""Of a very long text the first words say what it is about; the rest would only take time."""
_LONGEST_WORD = 40
"""What is longer is no word but junk, and would only fill memory."""
_SHORTEST_PART = 4
"""Shorter neighbours would make other words by chance."""
_ELSEWHERE = 0.7
"""What a word is worth that stands in the article's other wordings or tags, not in the wording compared."""
_IN_ANSWER = 0.3
"""What a word is worth that stands in the answer alone."""
_SHORTEST_NAME = 3
"""A question in shorter words only («1», «лк») names nothing for sure."""
_UNNAMED = 0.55
"""What is left of how sure such a hit is: at most enough to be offered."""
_COVERED, _SHARE, _LOOKS = 0.55, 0.3, 0.15
"""What counts: mostly how much of the question is covered, then how much of the wording, then how alike they look."""

_Asked = tuple[float, list[tuple[str, float]]]
"""A word of the question: its weight, and what it may mean, how likely."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that may be meant, and how sure that is (0..1)."""

    article: Article
    score: float


@dataclass(frozen=True, slots=True)
class _Wording:
    """One way to put an article's question."""

    text: str
    words: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """An article with its wordings, and what each of its words is worth to all of them."""

    article: Article
    wordings: tuple[_Wording, ...]
    worth: dict[str, float]


class Search:
    """The search over a set of articles; building it takes longer than asking it, so build it once."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._apart = dict(_joined_forms(wording for article in articles for wording in article.wordings))
        self._vocabulary = Vocabulary(self._words(_asked(article)) for article in articles)
        self._entries = [self._entry(article) for article in articles]
        self._holders: defaultdict[str, set[int]] = defaultdict(set)
        for number, entry in enumerate(self._entries):
            for word in entry.worth:
                self._holders[word].add(number)

    def search(self, query: str, limit: int = 3) -> list[Hit]:
        """At most `limit` articles, the likeliest first; none for what asks nothing (emoji, a greeting, «да»)."""
        words = self._words(query)[:_MOST_WORDS]
        if all(word in NOISE or word in REPLIES for word in words):
            return []
        sure = 1.0 if _names_something(query) else _UNNAMED
        asked = [(self._vocabulary.weight(word), list(self._vocabulary.meanings(word).items())) for word in words]
        text = " ".join(words)
        entries = (self._entries[number] for number in sorted(self._candidates(words)))
        hits = [Hit(entry.article, sure * self._score(asked, text, entry)) for entry in entries]
        return sorted((hit for hit in hits if hit.score > 0), key=lambda hit: -hit.score)[: max(limit, 0)]

    def _words(self, text: str) -> list[str]:
        """The stems of a text, each once; what the articles write apart («онлайн-диалог», «44-ФЗ») is always apart."""
        stems = _stems(text)
        return list(dict.fromkeys(part for word in stems for part in self._apart.get(word, (word,))))

    def _entry(self, article: Article) -> _Entry:
        worth = dict.fromkeys(self._words(article.answer.text), _IN_ANSWER)
        worth |= dict.fromkeys(self._words(_asked(article)), _ELSEWHERE)
        return _Entry(article, tuple(self._wording(text) for text in article.wordings), worth)

    def _wording(self, text: str) -> _Wording:
        words = self._words(text)
        weight = sum(map(self._vocabulary.weight, words)) or 1.0
        return _Wording(" ".join(words), frozenset(words), weight)

    def _candidates(self, words: Iterable[str]) -> set[int]:
        meanings = (self._vocabulary.meanings(word) for word in words if word not in NOISE)
        return {number for meant in meanings for word in meant for number in self._holders[word]}

    def _score(self, asked: Sequence[_Asked], text: str, entry: _Entry) -> float:
        """The best of the article's wordings; those that cannot be the best are not looked at closely."""
        best = 0.0
        for wording in entry.wordings:
            covered, share = self._cover(asked, wording, entry.worth)
            if covered * (_COVERED + _SHARE * share + _LOOKS) > best:
                looks = fuzz.token_sort_ratio(text, wording.text) / 100
                best = max(best, covered * (_COVERED + _SHARE * share + _LOOKS * looks))
        return best

    def _cover(self, asked: Sequence[_Asked], wording: _Wording, worth: dict[str, float]) -> tuple[float, float]:
        """How much of the question the wording covers, and how much of the wording the question does."""
        whole = covered = 0.0
        said: dict[str, float] = {}
        for weight, meanings in asked:
            best = 0.0
            for meant, likeness in meanings:
                if meant in wording.words:
                    said[meant] = max(said.get(meant, 0.0), likeness)
                    value = likeness
                else:
                    value = likeness * worth.get(meant, 0.0)
                if value > best:
                    best = value
            whole += weight
            covered += weight * best
        share = sum(self._vocabulary.weight(word) * likeness for word, likeness in said.items()) / wording.weight
        return covered / whole, min(share, 1.0)


def _asked(article: Article) -> str:
    """All that says what the article is about, the answer left out."""
    return "\n".join((*article.wordings, *article.tags))


def _names_something(query: str) -> bool:
    """Whether there is a word, or a name with digits («6-НДФЛ»), that is long enough to mean one thing."""
    return any(len(word) >= _SHORTEST_NAME and stem(word) not in NOISE for word in tokens(query))


def _joined_forms(texts: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the articles' words are, by how they look when written together: «онлайндиалог», «44фз»."""
    for text in texts:
        stems = _stems(text)
        yield from ((word.replace("-", ""), (word,)) for word in stems if "-" in word)
        for one, other in pairwise(stems):
            if min(len(one), len(other)) >= _SHORTEST_PART:
                yield one + other, (one, other)


def _stems(text: str) -> list[str]:
    return [stem(word) for word in tokens(text) if len(word) <= _LONGEST_WORD]
