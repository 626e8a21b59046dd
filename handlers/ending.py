"""Whether a client ends the request, in words that mean nothing else or perhaps do."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import vocabulary
from handlers.matching import any_fits, denies_or_asks, fits
from knowledge.text import tokens


def wants_end(text: str) -> bool:
    """«завершить обращение», «закройте заявку», «вопрос решён»: nothing else can be meant."""
    words = tokens(text)
    if not _may_be_end(words, text):
        return False
    solved = any_fits(words, vocabulary.SOLVED)
    if any_fits(words, vocabulary.ENDING) and (solved or any_fits(words, vocabulary.ENDED)):
        return True
    return solved and (any_fits(words, vocabulary.SUBJECT) or len(words) == 1)


def may_want_end(text: str) -> bool:
    """«закрыть», «завершить» alone: perhaps an answer to what the operator asked, so it is better to ask."""
    words = tokens(text)
    return _may_be_end(words, text.replace("?", "")) and any_fits(words, vocabulary.ENDING)


def ends(text: str) -> bool:
    """Either of the two, where the request has ended already and nobody can have asked anything."""
    return wants_end(text) or may_want_end(text)


def _may_be_end(words: Sequence[str], text: str) -> bool:
    if not 0 < len(words) <= 8 or "?" in text or denies_or_asks(words):
        return False
    return all(fits(word, vocabulary.ALL_OF_ENDING) or word.isdecimal() for word in words)
