"""Russian words without their endings, after M. Porter's Snowball stemmer (snowballstem.org), in its order of steps."""

import re
from functools import lru_cache

_VOWEL = "аеиоуыэюя"
_GERUND = re.compile(r"(?:(?<=[ая])(?:вшись|вши|в)|(?:ывшись|ившись|ывши|ивши|ыв|ив))$")
_REFLEXIVE = re.compile(r"(?:ся|сь)$")
_ADJECTIVE = re.compile(
    r"(?:(?<=[ая])(?:ем|нн|вш|ющ|щ)|ивш|ывш|ующ)?"
    r"(?:ее|ие|ые|ое|ими|ыми|ей|ий|ый|ой|ем|им|ым|ом|его|ого|ему|ому|их|ых|ую|юю|ая|яя|ою|ею)$"
)
_VERB = re.compile(
    r"(?:(?<=[ая])(?:ете|йте|ешь|нно|ла|на|ли|ем|ло|но|ет|ют|ны|ть|й|л|н)|"
    r"(?:уйте|ила|ыла|ена|ейте|ите|или|ыли|ило|ыло|ено|ует|уют|ены|ить|ыть|ишь|"
    r"ей|уй|ил|ыл|им|ым|ен|ят|ит|ыт|ую|ю))$"
)
_NOUN = re.compile(
    r"(?:иями|ями|ами|иях|ией|иям|ием|ев|ов|ие|ье|еи|ии|ей|ой|ий|ям|ем|ам|ом|ах|ях|ию|ью|ия|ья|а|е|и|й|о|у|ы|ь|ю|я)$"
)
_DERIVED = re.compile(r"(?<=[аеиоуыэюя][^аеиоуыэюя])ость?$")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a normalised word; a word with digits or without Russian vowels stays as it is."""
    first = re.search(f"[{_VOWEL}]", word)
    if first is None or any(char.isdigit() for char in word):
        return word
    head, tail = word[: first.end()], word[first.end() :]
    tail = _without_ending(tail)
    tail = re.sub(r"и$", "", tail)
    tail = _DERIVED.sub("", tail)
    tail = re.sub(r"ейше?$", "", tail)
    return head + re.sub(r"(?<=н)н$|ь$", "", tail)


def _without_ending(tail: str) -> str:
    """The first of Snowball's classes of endings that fits, taken away."""
    if (cut := _GERUND.sub("", tail)) != tail:
        return cut
    tail = _REFLEXIVE.sub("", tail)
    for ending in (_ADJECTIVE, _VERB, _NOUN):
        if (cut := ending.sub("", tail)) != tail:
            return cut
    return tail
