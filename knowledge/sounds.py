"""Foreign names as Russians write them by ear («рутуб», «шортс», «вайбер»), matched with the base's Latin ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

LIKENESS = 0.85
"""What such a match is worth."""
_RUSSIAN = str.maketrans(
    dict(
        zip(
            "абвгдежзийклмнопрстуфхцчшщъыьэюя",
            re.split(" ", "a b v g d e j z i i k l m n o p r s t u f h ts ch sh sh _ i _ e yu ya"),
            strict=True,
        )
    )
)
_ENGLISH = (("tch", "ch"), ("sch", "sh"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "kv"), ("x", "ks"), ("q", "k"),
            ("w", "v"), ("oo", "u"), ("ee", "i"))  # fmt: skip
_CYRILLIC = re.compile(r"[а-я]+")
_LATIN = re.compile(r"[a-z]{3,}")
_SHORTEST = 3
"""So many consonants are enough for a match; with fewer the vowels have to be alike as well."""
_ALIKE = 0.6


class Sounds:
    """The base's Latin words by their consonants."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: defaultdict[str, list[str]] = defaultdict(list)
        for word in filter(_LATIN.fullmatch, words):
            self._words[_consonants(_heard(word))].append(word)

    def heard(self, word: str) -> list[str]:
        """The Latin words that a Russian one (a stem) may spell."""
        if not _CYRILLIC.fullmatch(word):
            return []
        sound = word.translate(_RUSSIAN).replace("_", "")
        bones = _consonants(sound)
        found = self._words.get(bones, [])
        near = [one for one in found if OSA.normalized_similarity(sound, _heard(one)) >= _ALIKE]
        return found if len(bones) >= _SHORTEST else near


def _heard(word: str) -> str:
    for written, spoken in _ENGLISH:
        word = word.replace(written, spoken)
    return word


def _consonants(sound: str) -> str:
    """The consonants, soft c as s and hard c as k alike, double ones once."""
    bones = re.sub(r"c(?!h)", "k", re.sub(r"c(?=[eiy])", "s", sound))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]", "", bones))
