"""Whether a wording that is to be learned tells somebody's personal data: such a one is never learned as it stands.

Stricter than the hint for authors (`operators.personal`): a wording is kept for good and needs no number or name.
"""

from __future__ import annotations

import re

from operators import personal

_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
_DIGITS = re.compile(r"(?<!\d)(?:\d[ -]?){9,11}\d(?!\d)")
"""Ten to twelve digits: an INN, a SNILS, a passport, a phone without its code; whether check digits fit or not."""
_FREE_CALL = re.compile(r"(?:\+7|8|7)[\s(-]{0,4}80[0-9]")
_CALLED = re.compile(r"(?i:меня зовут|зовут меня)\s{1,9}([А-ЯЁа-яё-]{2,40}(?:\s{1,4}[А-ЯЁ][а-яё-]{1,40}){0,2})")
_SIGNED = re.compile(
    r"(?i:фамилия|имя|фио|с уважением)[\s:,]{1,9}([А-ЯЁ][а-яё-]{1,40}(?:\s{1,4}[А-ЯЁ][а-яё-]{1,40}){0,2})"
)
_INITIALS = re.compile(r"\b[А-ЯЁ][а-яё-]{1,40}\s{1,4}[А-ЯЁ]\.\s?[А-ЯЁ]\.|\b[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]{1,40}")


def found_in(text: str) -> tuple[str, ...]:
    """The pieces that look like a phone, an address, a number of a person's or a name, each once."""
    text = text[: personal.LOOKED_AT]
    found = list(personal.found_in(text))
    found += [match[0] for match in _CARD.finditer(text)]
    found += [match[0] for match in _DIGITS.finditer(text) if not _FREE_CALL.match(match[0])]
    found += [match[1] for pattern in (_CALLED, _SIGNED) for match in pattern.finditer(text)]
    found += [match[0] for match in _INITIALS.finditer(text)]
    return tuple(dict.fromkeys(found))
