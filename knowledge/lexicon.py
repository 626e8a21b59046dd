"""Different words for one thing («прога», «программа»): what clients say and what articles say, brought together.

A name of several words («эл_почта») is read as the first word of its group: an abbreviation always, another one where
the base does not have all its words. Concepts lead one way only, from the narrower word to the broader one («ватсап»
to «мессенджер»), and for less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from knowledge.lexicon_file import Group, read_groups
from knowledge.stems import stem
from knowledge.text import tokens

WEIGHTS: Mapping[str, float] = {"abbreviations": 0.85, "synonyms": 0.7, "concepts": 0.5}
"""What another word of a section's group is worth beside the word itself; for synonyms 0.6 and 0.8 do as well."""
Term = tuple[str, ...]
"""The stems of a word, or of several that are one name."""


class _Read(NamedTuple):
    """A group with its terms as stems; without concepts both sides are all of them."""

    group: Group
    said: tuple[Term, ...]
    meant: tuple[Term, ...]


class Lexicon:
    """Groups of words of like meaning; the forms of a word count as the word."""

    def __init__(self, groups: Iterable[str | Group] = ()) -> None:
        """Each group as a line of words parted by spaces, the words of one name by «_»; a line alone is of synonyms."""
        read = [_read(Group("synonyms", one) if isinstance(one, str) else one) for one in groups]
        self._groups = read
        alike: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._phrases: dict[Term, tuple[str, bool]] = {}
        self._longest = 1
        for group, said, meant in read:
            targets = [term[0] for term in meant if len(term) == 1]
            for term in said:
                self._add_phrase(term, targets, group.section == "abbreviations")
                for other in targets:
                    if len(term) == 1 and other != term[0]:
                        alike[term[0]][other] = max(alike[term[0]].get(other, 0.0), WEIGHTS[group.section])
        self._alike = dict(alike)

    def __len__(self) -> int:
        return len(self._groups)

    def alike(self, word: str) -> Mapping[str, float]:
        """The other stems that a stem leads to, in the order of the groups, with what each is worth."""
        return self._alike.get(word, {})

    def leading(self, known: Container[str]) -> frozenset[str]:
        """The stems that lead to one of those that a base has."""
        return frozenset(one for one, others in self._alike.items() if any(other in known for other in others))

    def joined(self, stems: Sequence[str], known: Container[str]) -> list[tuple[int, str]]:
        """A question's stems with names of several words as one: how many stems each stands for, and the stem.

        `known` are the base's stems: what it cannot lead to stays as it was said.
        """
        found, place = [], 0
        while place < len(stems):
            size, meant = self._named(stems, place, known) or (1, stems[place])
            found.append((size, meant))
            place += size
        return found

    def idle(self, known: Container[str]) -> list[Group]:
        """The groups that never fire in a base with these stems: it has no word to which they could lead."""
        return [
            group
            for group, said, meant in self._groups
            if not any(one in known for one in chain.from_iterable(meant)) or (said == meant and len(meant) < 2)
        ]

    def _add_phrase(self, term: Term, targets: Sequence[str], always: bool) -> None:
        if len(term) > 1 and targets:
            self._phrases.setdefault(term, (targets[0], always))
            self._longest = max(self._longest, len(term))

    def _named(self, stems: Sequence[str], place: int, known: Container[str]) -> tuple[int, str] | None:
        for size in range(min(self._longest, len(stems) - place), 1, -1):
            said = tuple(stems[place : place + size])
            meant, always = self._phrases.get(said, ("", False))
            leads = any(one in known for one in (meant, *self.alike(meant)))
            if leads and (always or not all(one in known for one in said)):
                return size, meant
        return None


def load_lexicon(path: Path | None = None) -> Lexicon:
    """The words that come with the service and, with a path, a centre's own file besides. Raises `LexiconError`."""
    return lexicon_with(() if path is None else read_groups(path))


def lexicon_with(own: Sequence[Group]) -> Lexicon:
    """The words that come with the service, and a centre's own groups besides."""
    return Lexicon([*_shipped_groups(), *own]) if own else _shipped()


@cache
def _shipped() -> Lexicon:
    return Lexicon(_shipped_groups())


@cache
def _shipped_groups() -> tuple[Group, ...]:
    return read_groups(files("knowledge") / "content" / "ru" / "lexicon.toml")


def _read(group: Group) -> _Read:
    said, _, meant = group.line.partition(">")
    return _Read(group, _terms(said), _terms(meant or said))


def _terms(line: str) -> tuple[Term, ...]:
    found = (tuple(stem(word) for word in tokens(term)) for term in line.split())
    return tuple(dict.fromkeys(term for term in found if term))
