"""Different words for one thing («прога», «программа»): what clients say and what articles say, brought together."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files

from knowledge.stems import stem
from knowledge.text import tokens


class Lexicon:
    """Groups of words of like meaning; the forms of a word count as the word."""

    def __init__(self, groups: Iterable[str] = ()) -> None:
        """Each group as a line of words."""
        self._alike: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for group in groups:
            stems = dict.fromkeys(stem(word) for word in tokens(group))
            for one in stems:
                self._alike[one] |= {other: None for other in stems if other != one}

    def alike(self, word: str) -> Collection[str]:
        """The other stems of the groups in which a stem stands, in the order of the groups."""
        return self._alike.get(word, {}).keys()


@cache
def load_lexicon(language: str = "ru") -> Lexicon:
    """The words that come with the service."""
    source = files("knowledge") / "content" / language / "lexicon.toml"
    return Lexicon(tomllib.loads(source.read_text(encoding="utf-8"))["synonyms"])
