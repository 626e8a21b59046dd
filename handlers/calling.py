"""Whether a client calls a person: by that alone, or with what it is for."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import vocabulary
from handlers.matching import fits, has_question_word
from knowledge.text import tokens

_LAYOUT = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё")
"""What was meant by keys that were struck in the Latin layout."""


def wants_person(text: str) -> bool:
    """«оператор», «позовите человека», «нужен живой специалист», with typos, and nothing else: neither a question about
    it («как позвать специалиста») nor a refusal («не нужен оператор»). Also in the wrong layout («jgthfnjh»)."""
    return _calls(tokens(text)) or (text.isascii() and _calls(tokens(text.lower().translate(_LAYOUT))))


def calls_person(text: str) -> bool:
    """A longer text that calls a person and says what for («позовите оператора, не открывается база»)."""
    words = tokens(text)
    if not words or words[0] in vocabulary.ASKING:
        return False
    return any(
        fits(word, vocabulary.CALLING_ALOUD) and _names_person(words, number) for number, word in enumerate(words)
    )


def _calls(words: Sequence[str]) -> bool:
    if not 0 < len(words) <= 12 or has_question_word(words):
        return False
    people = [number for number in range(len(words)) if _is_person(words, number)]
    if not people or any(_denied(words, number) for number in people):
        return False
    return all(
        number in people
        or fits(word, vocabulary.CALLING)
        or fits(word, vocabulary.POLITE)
        or fits(word, vocabulary.BOT)
        or (word in vocabulary.NOT and _is_bot_soon(words[number + 1 :]))
        or (word == "кто" and number > 0)
        for number, word in enumerate(words)
    )


def _denied(words: Sequence[str], number: int) -> bool:
    """«не нужен оператор», «без оператора»; not «не с ботом, а с человеком»."""
    before = list(words[max(0, number - 2) : number])
    return any(word in vocabulary.NOT for word in before) and not any(fits(word, vocabulary.BOT) for word in before)


def _names_person(words: Sequence[str], number: int) -> bool:
    """Whether the verb at `number` calls somebody (with nothing but polite words between), and is not denied."""
    before = words[:number]
    if any(word in vocabulary.ASKING for word in before) or (before and before[-1] in vocabulary.NOT):
        return False
    for other in range(number + 1, len(words)):
        if _is_person(words, other):
            return fits(words[other], vocabulary.NAMED)
        if not fits(words[other], vocabulary.POLITE):
            return False
    return False


def _is_person(words: Sequence[str], number: int) -> bool:
    """«Консультант плюс» is the system."""
    following = words[number + 1] if number + 1 < len(words) else ""
    return fits(words[number], vocabulary.PEOPLE) and not following.startswith("плюс") and "плюс" not in words[number]


def _is_bot_soon(words: Sequence[str]) -> bool:
    return any(fits(word, vocabulary.BOT) for word in words[:3])
