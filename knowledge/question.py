"""A client's text as the search looks it up: words, how much each tells, and what each may mean in this base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.index import LONGEST_WORD, Index, root
from knowledge.keyboard import as_meant
from knowledge.small_talk import swears, without_small_talk
from knowledge.stems import stem
from knowledge.text import tokens
from knowledge.vocabulary import NOISE, POLITE, REPLIES, Typed

_MOST_WORDS = 40
"""Of a very long text the first words say what it is about; the rest would only take time."""
_MOST_LETTERS = 4096
"""As long as one message of a messenger may be."""
_SHORTEST_NAME = 3
"""A question in shorter words only names nothing for sure."""
_REPLACED = 0.75
"""From this likeness on an unknown word is also compared as the word that it is most like."""


@dataclass(frozen=True, slots=True)
class Word:
    """A stem of the question with the base's stems and roots that it may stand for, and how likely each is."""

    stem: str
    spelling: str
    """As it was typed, or the likeliest of the base's stems for an unknown word."""
    noise: bool
    meanings: Mapping[int, float]
    roots: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; `spellings` are the texts to compare letter by letter: as typed, and as corrected."""

    words: tuple[Word, ...]
    spellings: tuple[tuple[str, ...], ...]
    reach: float
    """How surely its longest word can mean one thing, 0..1: «1» and «лк» may mean anything."""

    @classmethod
    def read(cls, text: str, index: Index) -> Question | None:
        """The question in a text; None when nothing is asked (emoji, a greeting, «да»)."""
        vocabulary = index.vocabulary
        typed = tokens(as_meant(without_small_talk(text[:_MOST_LETTERS]), vocabulary.knows))
        typed = [word for word in typed if word not in POLITE and not swears(word)] or typed
        typed = [word for word in typed if len(word) <= LONGEST_WORD][:_MOST_WORDS]
        found = vocabulary.typed(typed)
        if all(one.stem in NOISE or one.stem in REPLIES for one in found):
            return None
        words = tuple(_word(one, index) for one in found)
        longest = max(len(word) for word in typed if stem(word) not in NOISE)
        return cls(words, _spellings(typed, index), min(longest / _SHORTEST_NAME, 1.0))


def _word(one: Typed, index: Index) -> Word:
    meanings = index.vocabulary.meanings(one)
    roots: dict[int, float] = {}
    for number, likeness in meanings.items():
        meant = int(index.roots[number])
        roots[meant] = max(roots.get(meant, 0.0), likeness)
    own = index.root_names.get(root(one.stem))
    if own is not None:
        roots[own] = 1.0
    spelling = index.vocabulary.corrected(one.word, _REPLACED)[0]
    return Word(one.stem, spelling, index.vocabulary.is_noise(one), meanings, roots)


def _spellings(typed: list[str], index: Index) -> tuple[tuple[str, ...], ...]:
    """The words as typed and, where some are unknown but near a known one, with that one in their place."""
    corrected = [part for word in typed for part in index.vocabulary.corrected(word, _REPLACED)]
    return (tuple(typed),) if corrected == typed else (tuple(typed), tuple(corrected))
