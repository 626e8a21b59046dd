"""What staff look for, as conditions over tickets: a word counts wherever it stands, whatever its case, «ё» as «е».

Neither database is asked to fold: SQLite's `lower` knows ASCII only, PostgreSQL's what its locale knows, and a folded
copy of what clients said would have to be destroyed with it. Instead the pattern has both forms of each letter, GLOB on
SQLite and a regular expression on PostgreSQL; among 200,000 lines that takes a third of a second a word
(`tests/benchmarks/finding.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.clients import Client, ClientAddress
from operators.contacts import ContactCard
from operators.history import Line, LineKind
from operators.organisations import Organisation
from operators.tickets import Ticket

SHORTEST = 2
"""Letters without which a word would be found everywhere; a ticket's number may have one figure."""
_MOST_WORDS = 6
_LONGEST_WORD = 60
_LARGEST_NUMBER = 2**31 - 1
_PHONE = re.compile(r"[+(]*\d[\d\s()+-]{5,24}\d")
_OWN_DIGITS = 10
"""Of a Russian phone number, behind «+7» or «8»."""

Text = InstrumentedAttribute[Any]


def words_of(text: str) -> list[str]:
    """The words to look for, the longest (and so the rarest) first; a phone number is one word however it is parted.
    Empty when there is nothing that could be looked for."""
    text = " ".join(text.replace("\x00", "").split())
    if _PHONE.fullmatch(text):
        return ["".join(re.findall(r"[0-9]", text))]
    words = [word.strip("«»\"',;").lstrip("№#")[:_LONGEST_WORD] for word in text.split()]
    fitting = dict.fromkeys(word for word in words if len(word) >= SHORTEST or word.isdecimal())
    return sorted(fitting, key=len, reverse=True)[:_MOST_WORDS]


def tickets_with(session: AsyncSession, words: Sequence[str], visible: Sequence[ColumnElement[bool]]) -> Select[int]:
    """The ids of the visible tickets that have every one of the words. Each word is looked for only among those that
    have the ones before it."""
    dialect = session.get_bind().dialect.name
    found: CTE | None = None
    for number, word in enumerate(words):
        query = select(Ticket.id).where(_has(word, dialect, found))
        query = query.where(*visible) if found is None else query.where(Ticket.id.in_(select(found.c.id)))
        found = query.cte(f"with_word_{number}")
    if found is None:
        return select(Ticket.id).where(*visible)
    return select(found.c.id)


def _has(word: str, dialect: str, among: CTE | None) -> ColumnElement[bool]:
    def within(*columns: Text) -> ColumnElement[bool]:
        return or_(*(_contains(column, word, dialect) for column in columns))

    said = select(Line.ticket_id).where(Line.ticket_id.is_not(None), Line.kind != LineKind.FORM)
    if among is not None:
        said = said.where(Line.ticket_id.in_(select(among.c.id)))
    organisations = select(Organisation.id).where(within(Organisation.name, Organisation.inn))
    card = within(ContactCard.name, ContactCard.organisation, ContactCard.inn, ContactCard.email)
    cards = or_(card, ContactCard.organisation_id.in_(organisations), _phone(word))
    places = [
        within(Ticket.question),
        Ticket.client_id.in_(select(Client.id).where(within(Client.name))),
        Ticket.address_id.in_(select(ClientAddress.id).where(within(ClientAddress.name, ClientAddress.username))),
        Ticket.client_id.in_(select(ContactCard.client_id).where(cards)),
        Ticket.organisation_id.in_(organisations),
        Ticket.id.in_(said.where(within(Line.text))),
    ]
    if word.isascii() and word.isdecimal() and int(word) <= _LARGEST_NUMBER:
        places.append(Ticket.id == int(word))
    return or_(*places)


def _phone(word: str) -> ColumnElement[bool]:
    """By its last figures; kept are figures alone, so that LIKE has no pattern to fear."""
    figures = word.lstrip("+")
    if not (figures.isascii() and figures.isdecimal()):
        return ContactCard.phone.is_(None) & ContactCard.phone.is_not(None)
    return ContactCard.phone.like(f"%{figures[-_OWN_DIGITS:]}%")


def _contains(column: Text, word: str, dialect: str) -> ColumnElement[bool]:
    """Whether the word stands in it; nothing in the word is a pattern."""
    first, *rest = [_forms(letter) for letter in word]
    if dialect != "sqlite":
        return column.regexp_match("".join(_either(forms, _in_regex) for forms in (first, *rest)))
    tail = "".join(_either(forms, _in_glob) for forms in rest)
    # GLOB is twice as fast where a letter, and no class of letters, stands behind its first star.
    return or_(*(column.op("GLOB")(f"*{_in_glob(letter)}{tail}*") for letter in first))


def _forms(letter: str) -> str:
    """A letter in all the forms that count as the same."""
    lower = letter.lower()
    some = "её" if lower in "её" else lower
    return "".join(dict.fromkeys(one for form in some for one in (form, form.upper()) if len(one) == 1)) or letter


def _either(forms: str, written: Any) -> str:
    return str(written(forms)) if len(forms) == 1 else f"[{forms}]"


def _in_glob(letter: str) -> str:
    return f"[{letter}]" if letter in "*?[" else letter


def _in_regex(letter: str) -> str:
    return re.escape(letter)
