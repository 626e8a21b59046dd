"""When the centre works: its hours by its own clock, on the working days of Russia's official calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The working hours of a centre, the same on every working day."""

    opens: time
    closes: time
    time_zone: ZoneInfo

    def today(self, now: datetime) -> date:
        """The date in the centre at this (aware) moment."""
        return now.astimezone(self.time_zone).date()

    def is_open(self, now: datetime) -> bool:
        """Whether somebody is at work at this (aware) moment; the closing minute is no longer one."""
        local = now.astimezone(self.time_zone)
        return _is_working_day(local.date()) and self.opens <= local.time() < self.closes

    def next_opening(self, now: datetime) -> datetime:
        """When it opens next, in the centre's own time; `now` itself while it is open."""
        if self.is_open(now):
            return now.astimezone(self.time_zone)
        day = now.astimezone(self.time_zone).date()
        while True:
            opening = datetime.combine(day, self.opens, self.time_zone)
            if opening > now and _is_working_day(day):
                return opening
            day += timedelta(days=1)


def _is_working_day(day: date) -> bool:
    return bool(_russia().is_working_day(day))


@cache
def _russia() -> Any:
    """The official calendar with its transferred days; years are worked out as they are asked for."""
    import holidays

    return holidays.country_holidays("RU")
