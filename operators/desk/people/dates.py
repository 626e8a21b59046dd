"""Days as people write them: «12.12», «12.12.2026», «31 декабря», «01.12–12.12»."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_ONE = re.compile(r"(\d{1,2})(?:\.(\d{1,2})|\s+([а-яё]{3,8}))(?:\.?\s?(\d{4}))?")
_RANGE = re.compile(r"(?:с\s+)?(\d.{0,20}?)\s*(?:[-–—]|\sпо\s)\s*(\d.{0,20})")
_YEAR = re.compile(r"\d{4}")

_LATELY = 50
"""Days: so far back may an absence have begun that is told of without a year."""

LONGEST_DAYS = 400
"""Of an absence."""


class BadDay(ValueError):
    """There is no such day, or it cannot be meant."""


def day(words: str, today: date) -> date:
    """A day; without a year the next one that is so called. Raises `BadDay`."""
    found = _ONE.fullmatch(words.strip().rstrip(".").lower())
    if found is None:
        raise BadDay(words)
    number, month = int(found[1]), int(found[2]) if found[2] else _month(found[3])
    try:
        if found[4]:
            return date(int(found[4]), month, number)
        this_year = date(today.year, month, number)
        return this_year if this_year >= today else date(today.year + 1, month, number)
    except ValueError:
        raise BadDay(words) from None


def span(words: str, today: date) -> tuple[date, date]:
    """«до 12.12» is from today; «01.12–12.12» both days included. Raises `BadDay`, also for what is over already, goes
    backwards or lasts longer than `LONGEST_DAYS`."""
    words = words.strip().lower()
    if words.startswith("до "):
        since, until = today, day(words.removeprefix("до "), today)
    elif (found := _RANGE.fullmatch(words)) is not None:
        since = _begin(found[1], today)
        until = day(found[2], since)
    else:
        raise BadDay(words)
    if not today <= until or since > until or (until - since).days > LONGEST_DAYS:
        raise BadDay(words)
    return since, until


def _begin(words: str, today: date) -> date:
    """The first day; one without a year may lie a little back: whoever is away already says since when."""
    found = day(words, today)
    if _YEAR.search(words):
        return found
    try:
        a_year_before = found.replace(year=found.year - 1)
    except ValueError:  # the 29th of February
        return found
    return a_year_before if (today - a_year_before).days <= _LATELY else found


def _month(word: str) -> int:
    for number, start in enumerate(_MONTHS, 1):
        if word.startswith(start):
            return number
    raise BadDay(word)
