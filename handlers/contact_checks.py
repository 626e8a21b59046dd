"""The fields of a contact card as people write them: what is kept of a name, an INN, a telephone number, an address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from bot.texts import say
from handlers.forms import Fits, Unsure, Verdict, Wrong
from handlers.matching import has_question_word
from handlers.turn import Turn
from knowledge.text import tokens

_NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")
_MOST_NAMES = 5

_WEIGHTS_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_WEIGHTS_11 = (7, *_WEIGHTS_10)
_WEIGHTS_12 = (3, *_WEIGHTS_11)
"""Of the digits of an INN (order ММВ-7-6/435 of the tax service)."""

_PHONE = re.compile(r"\+?[\d\s()\-–—./]+")
_RUSSIAN = re.compile(r"7[346789]\d{9}")
"""Russia, and Kazakhstan that shares the code."""
_FOREIGN = re.compile(r"[1-9]\d{7,14}")
"""E.164: at most fifteen digits."""

_EMAIL = re.compile(r"(?P<local>[a-z0-9_%+'-]+(?:\.[a-z0-9_%+'-]+)*)@(?P<domain>(?:[a-z0-9а-яё-]+\.)+[a-zа-яё]{2,})")
_MOST_LOCAL, _MOST_EMAIL = 64, 254
_DOMAINS = (
    *("gmail.com", "mail.ru", "yandex.ru", "rambler.ru", "inbox.ru", "list.ru"),
    *("outlook.com", "hotmail.com", "icloud.com", "yahoo.com", "yandex.com"),
)
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


def is_inn(digits: str) -> bool:
    """Whether the last digits of an INN check the others."""
    if not digits.strip("0"):
        return False
    checks = (_WEIGHTS_10,) if len(digits) == 10 else (_WEIGHTS_11, _WEIGHTS_12)
    return all(_check_digit(digits, weights) == int(digits[len(weights)]) for weights in checks)


def phone(_turn: Turn, words: str) -> Verdict:
    """Kept as «+7…»; numbers abroad with their «+»."""
    number = normal_phone(words)
    return Wrong(say("card-phone-wrong")) if number is None else Fits(number, phone_shown(number))


def normal_phone(words: str) -> str | None:
    """A telephone number as «+» and digits; None for what is none. «8 (912) …» is Russian, as are ten digits."""
    said = unicodedata.normalize("NFKC", words).strip().removeprefix("tel:").strip(" .,;")
    if not _PHONE.fullmatch(said):
        return None
    digits = re.sub(r"\D", "", said)
    if not said.startswith("+"):
        digits = _with_country(digits)
    elif digits.startswith("89") and len(digits) == 11:
        digits = "7" + digits[1:]  # No country has the code 89: the «8» of a call at home is meant.
    if digits.startswith("7"):
        return f"+{digits}" if _RUSSIAN.fullmatch(digits) else None
    return f"+{digits}" if _FOREIGN.fullmatch(digits) else None


def phone_shown(number: str) -> str:
    """«+7 912 345-67-89»; numbers abroad as they are kept."""
    if not _RUSSIAN.fullmatch(number.removeprefix("+")):
        return number
    return f"+7 {number[2:5]} {number[5:8]}-{number[8:10]}-{number[10:]}"


def email(_turn: Turn, words: str) -> Verdict:
    """Kept in lower case; a domain that is nearly a well-known one is asked about."""
    address = unicodedata.normalize("NFKC", words).strip(" .,;<>").casefold().removeprefix("mailto:")
    found = _EMAIL.fullmatch(address)
    if found is None or len(found["local"]) > _MOST_LOCAL or len(address) > _MOST_EMAIL:
        return Wrong(say("card-email-wrong"))
    if any(label.startswith("-") or label.endswith("-") for label in found["domain"].split(".")):
        return Wrong(say("card-email-wrong"))
    if (meant := _meant(found["domain"])) is None:
        return Fits(address)
    offers = (Fits(f"{found['local']}@{meant}"), Fits(address))
    return Unsure(say("card-email-unsure", meant=offers[0].value), offers)


def _with_country(digits: str) -> str:
    """A number that was written without a «+»."""
    if digits.startswith("810") and len(digits) > 11:
        return digits[3:]
    if digits.startswith("00"):
        return digits[2:]
    if len(digits) == 10:
        return "7" + digits
    if len(digits) == 11 and digits.startswith(("7", "8")):
        return "7" + digits[1:]
    return digits if len(digits) > 11 else ""


def _check_digit(digits: str, weights: Sequence[int]) -> int:
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))
    return total % 11 % 10


def _meant(domain: str) -> str | None:
    """The domain that was perhaps meant; None when nothing looks like a slip."""
    if domain in _DOMAINS:
        return None
    for known in _DOMAINS:
        if OSA.distance(domain, known, score_cutoff=1) == 1:
            return known
    name_of, _, ending = domain.rpartition(".")
    return f"{name_of}.{_ENDINGS[ending]}" if ending in _ENDINGS else None
