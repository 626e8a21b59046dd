"""The people of a row: one, or several in a cell with semicolons between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from operators import reaching
from operators.crm.cells import BadCell

_ITEMS, _ADDRESSES = re.compile(r"[;\n]"), re.compile(r"[;,\n]")
_LOCAL = re.compile(r"[\d\s()\-]{5,12}")
"""A phone as the town dials it, without a code."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Person:
    """Who works there, as far as the file tells."""

    name: str | None
    email: str | None
    phone: str | None


def people(names: str, emails: str, phones: str) -> list[Person]:
    """The people of three cells: the second name has the second address and the second phone. Where there is one name,
    or none, all addresses are theirs. Raises `BadCell`."""
    who = _split(names, _ITEMS)
    mail = [_email(one) if one else None for one in _split(emails, _ADDRESSES)]
    call = [_phone(one) if one else None for one in _split(phones, _ADDRESSES)]
    if len(who) > 1:
        for found, cell in ((mail, emails), (call, phones)):
            if found and len(found) != len(who):
                raise BadCell("crm-people-uneven", cell, names=str(len(who)), others=str(len(found)))
    return list(dict.fromkeys(_paired(who, mail, call)))


def is_local(phone: str) -> bool:
    """Whether a phone lacks the code without which nobody elsewhere can call it."""
    digits = sum(char.isdigit() for char in phone)
    return 5 <= digits <= 7 and _LOCAL.fullmatch(phone.strip()) is not None


def _paired(names: Sequence[str], emails: Sequence[str | None], phones: Sequence[str | None]) -> Iterator[Person]:
    for place, (name, email, phone) in enumerate(zip_longest(names, emails, phones)):
        whose = name or (names[0] if len(names) == 1 and place else None)
        if whose or email or phone:
            if whose and len(whose) > LONGEST_NAME:
                raise BadCell("crm-too-long", whose, most=str(LONGEST_NAME))
            yield Person(whose or None, email, phone)


def _split(cell: str, separator: re.Pattern[str]) -> list[str]:
    items = [" ".join(item.split()) for item in separator.split(cell)]
    while items and not items[-1]:
        items.pop()
    return items


def _email(text: str) -> str:
    found = reaching.email(text)
    if found is None:
        raise BadCell("crm-email-bad", text)
    return found


def _phone(text: str) -> str | None:
    found = reaching.phone(text)
    if found is None and not is_local(text):
        raise BadCell("crm-phone-bad", text)
    return found
