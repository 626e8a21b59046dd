"""Whether a client's words are mere talk (hello, «ты бот?», swearing), which asks nothing and finds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.small_talk_words import BESIDE, BESIDE_SWEARING, PHRASES, SWEARS, SmallTalk
from knowledge.text import tokens

_MOST_WORDS = 14
_LONGEST = 4096
"""As long as one message of a messenger may be."""
_FORGIVEN = 6
"""A word of so many letters may have a typo."""
_LAUGHTER = re.compile(r"(?:[ао]*[хзг]+[аоиеы]+){2,}[хзг]*|(?:ah*|ha){2,}h*|л[оу]+л|[)(:;=]+")
_SWEARING = re.compile("|".join(SWEARS.strip().splitlines()), re.VERBOSE)
_BETWEEN = re.compile(r"(?<=[.!?…,;\n])\s*")
_PARTICLES = frozenset({"же", "ж", "ли"})
_LAYOUT = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё")

_Phrase = tuple[frozenset[str], ...]
_Step = tuple[int, frozenset[SmallTalk]]


def small_talk(text: str) -> SmallTalk | None:
    """The kind of talk, the one that matters most of several; None when anything else is said, or nothing at all.
    Typos, stretched letters («приветтт»), case, punctuation, smileys and the wrong keyboard layout do not matter."""
    words = tokens(text[:_LONGEST])
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    kind = _kind(words)
    if kind is None and text.isascii():
        kind = _kind(tokens(text.lower().translate(_LAYOUT)))
    return kind


@lru_cache(maxsize=16_384)
def swears(word: str) -> bool:
    """Whether a normalised word is a foul one, and so tells nothing about what is asked."""
    return _SWEARING.fullmatch(_slowly(word)) is not None


def without_small_talk(text: str) -> str:
    """The text without the sentences, or parts of one, that are mere talk; as it is when nothing else is left."""
    parts = _BETWEEN.split(text[:_LONGEST])
    left = [part for part in parts if small_talk(part) is None]
    return "\n".join(left) if len(left) < len(parts) and any(map(tokens, left)) else text


def _kind(words: Sequence[str]) -> SmallTalk | None:
    words = [word for word in words if word not in _PARTICLES]
    found = _row(words, _BESIDE)
    if found is None and _row(words, _BESIDE | _BESIDE_SWEARING) is SmallTalk.SWEARING:
        return SmallTalk.SWEARING
    return found


def _row(words: Sequence[str], beside: frozenset[str]) -> SmallTalk | None:
    """What the words are as a row of phrases with nothing between them but words that tell nothing."""
    reached: dict[int, frozenset[SmallTalk]] = {0: frozenset()}
    for place, word in enumerate(words):
        if place not in reached:
            continue
        steps: list[_Step] = [(1, frozenset())] if word in beside else []
        for length, kinds in (*steps, *_phrases_at(words, place)):
            reached[place + length] = reached.get(place + length, frozenset()) | reached[place] | kinds
    found = reached.get(len(words), frozenset())
    return next((kind for kind in SmallTalk if kind in found), None)


def _phrases_at(words: Sequence[str], place: int) -> Iterator[_Step]:
    """The phrases that begin here: how many words each has, and its kind."""
    if swears(words[place]):
        yield 1, frozenset({SmallTalk.SWEARING})
    if _LAUGHTER.fullmatch(words[place]):
        yield 1, frozenset({SmallTalk.LAUGHTER})
    for meant in _meant(words[place]):
        for kind, phrase in _BY_FIRST.get(meant, ()):
            following = words[place + 1 : place + len(phrase)]
            if len(following) == len(phrase) - 1 and all(map(_fits, following, phrase[1:])):
                yield len(phrase), frozenset({kind})


def _fits(word: str, slot: frozenset[str]) -> bool:
    return not _meant(word).isdisjoint(slot)


@lru_cache(maxsize=16_384)
def _meant(word: str) -> frozenset[str]:
    """The words of phrases that this one is, give or take a typo and letters that were held down."""
    bare = _slowly(word)
    if exact := {word, bare} & _KNOWN:
        return frozenset(exact)
    if len(bare) < _FORGIVEN:
        return frozenset()
    return frozenset(
        found[0] for found in process.extract(bare, _LONG, scorer=OSA.distance, score_cutoff=1, limit=None)
    )


def _slowly(word: str) -> str:
    """Each letter once where it was held down: «приветтт», «пакааа»; two of them may be meant («алло»)."""
    runs = [(letter, len(list(run))) for letter, run in groupby(word)]
    if all(length < 2 for _, length in runs):
        return word
    return "".join(
        letter if length > 2 or place == len(runs) - 1 else letter * length
        for place, (letter, length) in enumerate(runs)
    )


def _read(lines: str) -> tuple[_Phrase, ...]:
    """The phrases that stand in the lines."""
    slots = (line.split() for line in lines.splitlines() if line.strip())
    return tuple(tuple(frozenset(tokens(slot.replace("|", " "))) for slot in line) for line in slots)


def _by_first() -> Mapping[str, Sequence[tuple[SmallTalk, _Phrase]]]:
    found: dict[str, list[tuple[SmallTalk, _Phrase]]] = {}
    for kind, phrase in _PHRASES:
        for word in phrase[0]:
            found.setdefault(word, []).append((kind, phrase))
    return found


_PHRASES = tuple((kind, phrase) for kind, lines in PHRASES.items() for phrase in _read(lines))
_BY_FIRST = _by_first()
_KNOWN = frozenset(word for _, phrase in _PHRASES for slot in phrase for word in slot)
_LONG = sorted(word for word in _KNOWN if len(word) >= _FORGIVEN)
_BESIDE = frozenset(tokens(BESIDE))
_BESIDE_SWEARING = frozenset(tokens(BESIDE_SWEARING))
