"""When a centre works: its hours by its own clock, on the working days of Russia's official calendar, but for its own
exceptions; and the arithmetic of its working minutes, by which deadlines count."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from operators import official

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""The deadline of a centre that does not work any more."""

_LONGEST_CLOSURE = 400
"""Days: whoever has not opened for longer is closed for good."""
_FURTHEST = timedelta(days=366 * 20)
"""A deadline further away is none."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The working hours of one day. `closes` at 00:00 is the midnight that ends the day."""

    opens: time
    closes: time

    def __str__(self) -> str:
        closes = f"{self.closes:%H:%M}" if self.closes != time() else "24:00"
        return f"{self.opens:%H:%M}–{closes}"

    @property
    def sound(self) -> bool:
        """Whether it closes after it opens."""
        return self.opens < self.closes or self.closes == time()


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The working hours of a centre. Every moment that is asked about is aware, of whichever time zone; what is
    answered is by the centre's own clock. Minutes are minutes that pass, also where clocks are put on or back."""

    hours: Mapping[int, Hours]
    """By ISO weekday; a day that is missing is a day off."""
    time_zone: ZoneInfo
    exceptions: Mapping[date, Hours | None] = field(default_factory=dict)
    """The centre's own days, stronger than week and calendar; None is closed."""

    @classmethod
    def on_weekdays(cls, opens: time, closes: time, time_zone: ZoneInfo) -> Self:
        """The same hours from Monday to Friday."""
        return cls(dict.fromkeys(range(1, 6), Hours(opens, closes)), time_zone)

    def today(self, now: datetime) -> date:
        """The date in the centre at this moment."""
        return now.astimezone(self.time_zone).date()

    def hours_on(self, day: date) -> Hours | None:
        """The hours of a day; None when it is off. A Saturday that officially works has the hours of the weekday that
        it stands for, and its own where the centre is closed on that one."""
        if day in self.exceptions:
            return self.exceptions[day]
        if official.is_free(day):
            return None
        own = self.hours.get(day.isoweekday())
        weekday = official.stands_for(day)
        return own if weekday is None else self.hours.get(weekday, own)

    def is_open(self, now: datetime) -> bool:
        """Whether somebody is at work; the closing minute is no longer one."""
        return self.closing(now) is not None

    def closing(self, now: datetime) -> datetime | None:
        """When it closes, while it is open; None while it is not."""
        window = self._window(self.today(now))
        if window is None or not window[0] <= now < window[1]:
            return None
        return window[1].astimezone(self.time_zone)

    def next_opening(self, now: datetime) -> datetime | None:
        """When it opens next; `now` itself while it is open, None if it is closed for good."""
        if self.is_open(now):
            return now.astimezone(self.time_zone)
        openings = (opens for opens, _ in self._windows(self.today(now)) if opens > now)
        opening = next(openings, None)
        return opening.astimezone(self.time_zone) if opening is not None else None

    def after(self, start: datetime, minutes: float) -> datetime:
        """The first moment at which so many working minutes have passed since `start`: what ends with the day is due at
        its closing, not at the next opening. `NEVER`, where they never pass. Raises `ValueError` below nought."""
        if minutes < 0:
            raise ValueError("working time passes forwards")
        left = timedelta(minutes=minutes)
        if not left:
            return start.astimezone(self.time_zone)
        for opens, closes in self._windows(self.today(start)):
            begins = max(opens, start.astimezone(UTC))
            if closes - begins >= left:
                return (begins + left).astimezone(self.time_zone)
            left -= max(closes - begins, timedelta())
        return NEVER

    def minutes_between(self, begin: datetime, end: datetime) -> float:
        """The working minutes from one moment to another; below nought when `end` comes first. To `NEVER` it is
        infinitely long."""
        if end < begin:
            return -self.minutes_between(end, begin)
        if end >= NEVER:
            return math.inf
        total, day, last = timedelta(), self.today(begin), self.today(end)
        while day <= last:
            if (window := self._window(day)) is not None:
                passed = min(window[1], end.astimezone(UTC)) - max(window[0], begin.astimezone(UTC))
                total += max(passed, timedelta())
            day += timedelta(days=1)
        return total / timedelta(minutes=1)

    def _window(self, day: date) -> tuple[datetime, datetime] | None:
        """Opening and closing of a day in UTC, where the difference of two times is the time that passes."""
        hours = self.hours_on(day)
        if hours is None:
            return None
        last = day if hours.closes != time() else day + timedelta(days=1)
        opens = datetime.combine(day, hours.opens, self.time_zone).astimezone(UTC)
        closes = datetime.combine(last, hours.closes, self.time_zone).astimezone(UTC)
        return (opens, closes) if opens < closes else None

    def _windows(self, since: date) -> Iterator[tuple[datetime, datetime]]:
        """The windows from a day on, until it is clear that there will be no more, or too far away to matter."""
        day, worked = since, since
        known = max(self.exceptions, default=since)
        while day - since < _FURTHEST and (day <= known or (day - worked).days < _LONGEST_CLOSURE):
            if (window := self._window(day)) is not None:
                worked = day
                yield window
            day += timedelta(days=1)
