"""Russia's official calendar: the public holidays, the days off that were moved to working days, and the Saturdays that
work in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

_MOVED_FROM = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})\)")
"""«Выходной (перенесено с 20.02.2027)»: the calendar says in words where a day off comes from."""


@dataclass(frozen=True, slots=True)
class OfficialYear:
    """What differs from the week in one year. The government moves days a year at a time (in the autumn before it):
    of a year that is not known yet only the holidays of the law are here."""

    free: frozenset[date]
    working: Mapping[date, int | None]
    """Weekend days that work, and the ISO weekday that they stand for, as far as that is told."""


def is_free(day: date) -> bool:
    """Whether it is a public holiday or a day off that was moved to this day; ordinary weekends are neither."""
    return day in official_year(day.year).free


def stands_for(day: date) -> int | None:
    """For a weekend day that officially works, the ISO weekday whose work was moved to it (Monday, where the calendar
    does not say); None for every other day."""
    working = official_year(day.year).working
    return (working[day] or 1) if day in working else None


@cache
def official_year(year: int) -> OfficialYear:
    """The calendar of a year; of the years before 1991 it is empty."""
    import holidays

    calendar = holidays.country_holidays("RU", years=year, language="ru")
    moved: dict[date, int] = {}
    for day, name in calendar.items():
        if (found := _MOVED_FROM.search(name)) is not None:
            moved[date(int(found[3]), int(found[2]), int(found[1]))] = day.isoweekday()
    return OfficialYear(frozenset(calendar), {day: moved.get(day) for day in calendar.weekend_workdays})
