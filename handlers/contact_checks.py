"""The fields of a contact card as people write them: what is kept of a name, an INN, a telephone number, an address."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import OSA

from bot.texts import say
from handlers.forms import Fits, Unsure, Verdict, Wrong
from handlers.matching import has_question_word
from handlers.turn import Turn
from knowledge.text import tokens
from operators import reaching
from operators.inn import is_inn

_NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")
_MOST_NAMES = 5

_RUSSIAN = re.compile(r"\+7[346789]\d{9}")
"""Russia, and Kazakhstan that shares the code."""
_LIKE_INN = re.compile(r"[67]\d{9}")
"""Moscow's and others' INN: without a «+7» no number at home begins so, and Kazakhstan's would be a surprise."""
_ABROAD = re.compile(r"(?:00|810)(?=[1-9]\d{9,})|(?=[1-9]\d{11,}$)")
"""What is dialled before a number abroad, from Russia or elsewhere, or nothing: too long to be one at home."""

_LOCAL = re.compile(r"[a-z0-9_%+'-]+(?:\.[a-z0-9_%+'-]+)*")
_MOST_LOCAL = 64
_DOMAINS = (
    *("gmail.com", "mail.ru", "yandex.ru", "rambler.ru", "inbox.ru", "list.ru"),
    *("outlook.com", "hotmail.com", "icloud.com", "yahoo.com", "yandex.com"),
)
"""Where a slip is likelier than a namesake of one letter less; the shortest (bk.ru, ya.ru) have too many of those."""
_ENDINGS = {"con": "com", "cmo": "com", "comm": "com", "vom": "com", "xom": "com", "ry": "ru", "ruu": "ru", "tu": "ru"}


def name(_turn: Turn, words: str) -> Verdict:
    """Letters, at most five words, no question."""
    said = words.strip(" .,")
    plain = tokens(said)
    if not _NAME.fullmatch(said) or not 0 < len(plain) <= _MOST_NAMES or has_question_word(plain):
        return Wrong(say("card-name-wrong"))
    return Fits(said)


def organisation(_turn: Turn, words: str) -> Verdict:
    """Anything that has a word in it."""
    return Fits(words) if len(words) > 1 and tokens(words) else Wrong(say("card-organisation-wrong"))


def inn(_turn: Turn, words: str) -> Verdict:
    """Ten digits of an organisation or twelve of a person, the last of which check the others."""
    digits = re.sub(r"[\s\-–—.]", "", unicodedata.normalize("NFKC", words).casefold().removeprefix("инн").strip(" :№"))
    if not (digits.isascii() and digits.isdecimal()) or len(digits) not in (10, 12):
        return Wrong(say("card-inn-wrong"))
    return Fits(digits) if is_inn(digits) else Wrong(say("card-inn-checksum"))


def phone(_turn: Turn, words: str) -> Verdict:
    """Kept as «+7…»; numbers abroad with their «+», whether that was written or not."""
    said = unicodedata.normalize("NFKC", words).strip(" .,;").removeprefix("tel:")
    bare = re.sub(r"[^\d+]", "", said)
    if said == bare and _LIKE_INN.fullmatch(bare) and is_inn(bare):
        return Wrong(say("card-phone-inn"))
    if bare.startswith("+89"):
        said = said.replace("+", "", 1)  # No country has the code 89: the «8» of a call at home is meant.
    elif not re.search(r"[^\W\d_]", said) and (abroad := _ABROAD.match(bare)) is not None:
        said = "+" + bare[abroad.end() :]
    number = reaching.phone(said)
    if number is None or number.startswith("+0") or (number.startswith("+7") and not _RUSSIAN.fullmatch(number)):
        return Wrong(say("card-phone-wrong"))
    return Fits(number, phone_shown(number))


def phone_shown(number: str) -> str:
    """«+7 912 345-67-89»; numbers abroad as they are kept."""
    if not _RUSSIAN.fullmatch(number):
        return number
    return f"+7 {number[2:5]} {number[5:8]}-{number[8:10]}-{number[10:]}"


def email(_turn: Turn, words: str) -> Verdict:
    """Kept in lower case; a domain that is nearly a well-known one is asked about."""
    address = reaching.email(unicodedata.normalize("NFKC", words).strip(" .,;<>"))
    local, _, domain = (address or "").partition("@")
    labels = domain.split(".")
    if address is None or not _LOCAL.fullmatch(local) or len(local) > _MOST_LOCAL or "_" in domain:
        return Wrong(say("card-email-wrong"))
    if any(label.startswith("-") or label.endswith("-") for label in labels) or labels[-1].isdecimal():
        return Wrong(say("card-email-wrong"))
    if (meant := _meant(domain)) is None:
        return Fits(address)
    offers = (Fits(f"{local}@{meant}"), Fits(address))
    return Unsure(say("card-email-unsure", meant=offers[0].value), offers)


def _meant(domain: str) -> str | None:
    """The domain that was perhaps meant; None when nothing looks like a slip."""
    if domain in reaching.PUBLIC_MAIL:
        return None
    for known in _DOMAINS:
        if OSA.distance(domain, known, score_cutoff=1) == 1:
            return known
    name_of, _, ending = domain.rpartition(".")
    return f"{name_of}.{_ENDINGS[ending]}" if ending in _ENDINGS else None
