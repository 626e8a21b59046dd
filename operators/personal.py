"""What in a text looks like somebody's personal data: pointed out before it stands in an answer for everybody.

A hint for a person who decides, so it may be wrong either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LOOKED_AT = 20_000
"""Characters of a text that are looked at: several messages' worth, for the hint is made while others wait."""

# Every repetition is bounded, so that a text of one endless word takes no longer than any other of its length.
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE = re.compile(r"(?<![\w.])(?:\+7|8|7)[\s(-]{0,4}\d{3}[\s)-]{0,4}\d{3}[\s-]{0,4}\d{2}[\s-]{0,4}\d{2}(?!\d)")
_FREE_CALL = re.compile(r"(?:\+7|8|7)[\s(-]{0,4}80[0-9]")
"""8-800 and its like are a company's."""
_SNILS = re.compile(r"(?<!\d)\d{3}-\d{3}-\d{3}[\s-]\d{2}(?!\d)")
_NUMBER = re.compile(r"(?<!\d)(?:\d{10}|\d{12})(?!\d)")
_PATRONYMIC = re.compile(
    r"(?:[А-ЯЁ][а-яё]{1,40}\s{1,4}){0,2}[А-ЯЁ][а-яё]{1,40}(?:вич|вича|вичу|вичем|виче|вна|вны|вне|вну|вной)\b"
    r"(?:\s{1,4}[А-ЯЁ][а-яё]{1,40})?"
)
_NAME = re.compile(r"[^\W\d_]{3,}")
_ENDINGS = "аяиейьуюы"
"""Letters that a Russian name may lose or change («Анна», «Анне»)."""
_INFLECTION = "(?:а|я|ы|и|е|у|ю|ь|й|ой|ей|ою|ею|ом|ем|ым|ия|ии|ию)?"
_SHORTEST = 3
_PERSON, _FIRM = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (2, 4, 10, 3, 5, 9, 4, 6, 8)
"""The weights of the check digits of an INN (Federal Tax Service, order ED-7-14/559)."""


def found_in(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The pieces of `text` that look like it, each once, in order; `names` are of people who are known to be meant.
    Only the first `LOOKED_AT` characters are looked at."""
    text = text[:LOOKED_AT]
    places: dict[int, str] = {}
    for pattern in (_EMAIL, _SNILS, _PATRONYMIC):
        places |= {match.start(): match[0] for match in pattern.finditer(text)}
    places |= {match.start(): match[0] for match in _PHONE.finditer(text) if not _FREE_CALL.match(match[0])}
    places |= {match.start(): match[0] for match in _NUMBER.finditer(text) if _is_inn(match[0])}
    for pattern in map(_inflected, {part for name in names for part in _NAME.findall(name)}):
        places |= {match.start(): match[0] for match in pattern.finditer(text)}
    return tuple(dict.fromkeys(places[place] for place in sorted(places)))


def _inflected(name: str) -> re.Pattern[str]:
    """A name with whatever ending it has; with a capital letter, else «вера» would be a name too."""
    stem = name.capitalize().rstrip(_ENDINGS)
    return re.compile(rf"\b{re.escape(stem if len(stem) >= _SHORTEST else name.capitalize())}{_INFLECTION}\b")


def _is_inn(digits: str) -> bool:
    numbers = [int(digit) for digit in digits]
    if len(numbers) == len(_FIRM) + 1:
        return _check(_FIRM, numbers) == numbers[9]
    return _check(_PERSON, numbers) == numbers[10] and _check((3, *_PERSON), numbers) == numbers[11]


def _check(weights: tuple[int, ...], numbers: list[int]) -> int:
    return sum(weight * number for weight, number in zip(weights, numbers, strict=False)) % 11 % 10
