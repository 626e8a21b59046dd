"""Matching over the stems of normalised words, forgiving of a typo («опиратор», «спецалист»)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers import vocabulary
from handlers.vocabulary import Stems
from knowledge.stems import stem

_SHORTEST = 6
"""Shorter stems are not forgiven a typo: too many other words look like them."""

_LONG = 9
"""From this length on a stem may have two typos."""


@lru_cache(maxsize=16_384)
def fits(word: str, stems: Stems) -> bool:
    """Whether a word is (a form of) one of these, give or take a typo."""
    root = stem(word)
    if root in stems or word in stems:
        return True
    return len(root) >= _SHORTEST and any(_differ_little(root, known) for known in stems if len(known) >= _SHORTEST)


def any_fits(words: Sequence[str], stems: Stems) -> bool:
    """Whether one of the words at least is among these."""
    return any(fits(word, stems) for word in words)


def only_fits(words: Sequence[str], text: str, stems: Stems) -> bool:
    """Whether the text, of at most ten words and no question, has nothing but these."""
    return 0 < len(words) <= 10 and "?" not in text and all(fits(word, stems) for word in words)


def has_question_word(words: Sequence[str]) -> bool:
    """«как позвать специалиста»: a question about it, for the knowledge base. («Есть кто живой?» is a call.)"""
    return any(word in vocabulary.ASKING and not (word == "кто" and number > 0) for number, word in enumerate(words))


def denies_or_asks(words: Sequence[str]) -> bool:
    """«не надо закрывать», «как связать»: a «не» or a question word anywhere."""
    return any(word in vocabulary.NOT or word in vocabulary.ASKING for word in words)


def _differ_little(one: str, other: str) -> bool:
    allowed = 2 if min(len(one), len(other)) >= _LONG else 1
    return bool(OSA.distance(one, other, score_cutoff=allowed) <= allowed)
