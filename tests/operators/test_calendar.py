"""The arithmetic of working time, against a table that was worked out by hand on the official calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from math import inf
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.calendar import NEVER, Hours, WorkingTime

MOSCOW, URALS, FAR_EAST = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Yekaterinburg"), ZoneInfo("Asia/Vladivostok")
TEN_TO_TWO = Hours(time(10), time(14))

PLAIN = WorkingTime.on_weekdays(time(8), time(18), MOSCOW)
EARLY = WorkingTime.on_weekdays(time(9), time(18), URALS)
SATURDAYS = WorkingTime({**dict.fromkeys(range(1, 6), Hours(time(10), time(19))), 6: TEN_TO_TWO}, FAR_EAST)
WITH_DAYS = WorkingTime(
    PLAIN.hours,
    MOSCOW,
    {
        date(2025, 12, 31): Hours(time(8), time(12)),
        date(2026, 3, 2): None,
        date(2026, 3, 7): Hours(time(10), time(12)),
    },
)
DAY_AND_NIGHT = WorkingTime(dict.fromkeys(range(1, 8), Hours(time(), time())), ZoneInfo("Europe/Berlin"))
CLOSED = WorkingTime({}, MOSCOW)

TABLE = [
    # The working day, and its ends.
    (PLAIN, "2026-03-02T10:00+03:00", 10, "2026-03-02T10:10+03:00"),
    (PLAIN, "2026-03-02T17:50+03:00", 10, "2026-03-02T18:00+03:00"),  # due at closing, not at the next opening
    (PLAIN, "2026-03-02T17:50+03:00", 11, "2026-03-03T08:01+03:00"),
    (PLAIN, "2026-03-02T18:00+03:00", 10, "2026-03-03T08:10+03:00"),
    (PLAIN, "2026-03-02T07:59:30+03:00", 0.5, "2026-03-02T08:00:30+03:00"),  # the greeting's 30 seconds
    (PLAIN, "2026-03-02T07:00+03:00", 600, "2026-03-02T18:00+03:00"),
    # Weekends.
    (PLAIN, "2026-03-13T17:55+03:00", 10, "2026-03-16T08:05+03:00"),  # Friday evening
    (PLAIN, "2026-03-01T12:00+03:00", 10, "2026-03-02T08:10+03:00"),  # Sunday
    (SATURDAYS, "2026-03-13T18:30+10:00", 60, "2026-03-14T10:30+10:00"),
    (SATURDAYS, "2026-03-14T13:50+10:00", 20, "2026-03-16T10:10+10:00"),
    # New Year: from the 31st of December (moved from a Sunday of January) to the 11th of January.
    (PLAIN, "2025-12-30T17:50+03:00", 30, "2026-01-12T08:20+03:00"),
    (PLAIN, "2026-12-30T17:00+03:00", 120, "2027-01-11T09:00+03:00"),
    (PLAIN, "2026-01-05T12:00+03:00", 10, "2026-01-12T08:10+03:00"),
    (SATURDAYS, "2025-12-30T18:50+10:00", 20, "2026-01-10T10:10+10:00"),  # a Saturday after the holidays works as ever
    # Holidays of the law, and what is free in their place.
    (PLAIN, "2026-03-06T19:00+03:00", 10, "2026-03-10T08:10+03:00"),  # the 8th is a Sunday: Monday is free
    (PLAIN, "2026-05-08T17:00+03:00", 120, "2026-05-12T09:00+03:00"),  # the 9th is a Saturday
    (PLAIN, "2026-04-30T17:58+03:00", 600, "2026-05-04T17:58+03:00"),
    # Saturdays that officially work.
    (PLAIN, "2025-10-31T17:55+03:00", 10, "2025-11-01T08:05+03:00"),
    (PLAIN, "2025-11-01T17:59+03:00", 2, "2025-11-05T08:01+03:00"),
    (PLAIN, "2027-02-19T17:30+03:00", 60, "2027-02-20T08:30+03:00"),
    (PLAIN, "2027-02-20T17:30+03:00", 60, "2027-02-24T08:30+03:00"),
    (SATURDAYS, "2025-10-31T18:30+10:00", 360, "2025-11-01T15:30+10:00"),  # with Monday's hours, not till two
    # One moment, three clocks.
    (PLAIN, "2026-03-02T07:00+00:00", 240, "2026-03-02T14:00+03:00"),
    (EARLY, "2026-03-02T07:00+00:00", 240, "2026-03-02T16:00+05:00"),
    (SATURDAYS, "2026-03-02T07:00+00:00", 240, "2026-03-03T12:00+10:00"),
    (EARLY, "2026-12-30T12:59+00:00", 2, "2027-01-11T09:01+05:00"),
    # The centre's own days.
    (WITH_DAYS, "2025-12-30T17:50+03:00", 30, "2025-12-31T08:20+03:00"),
    (WITH_DAYS, "2026-02-27T17:59+03:00", 2, "2026-03-03T08:01+03:00"),
    (WITH_DAYS, "2026-03-06T18:00+03:00", 150, "2026-03-10T08:30+03:00"),
    # Clocks that are put on and back: an hour is an hour.
    (DAY_AND_NIGHT, "2026-03-29T01:30+01:00", 60, "2026-03-29T03:30+02:00"),
    (DAY_AND_NIGHT, "2026-10-25T02:30+02:00", 60, "2026-10-25T02:30+01:00"),
    (DAY_AND_NIGHT, "2026-03-30T23:30+02:00", 60, "2026-03-31T00:30+02:00"),
    # Years that nobody has decided about yet: the week and the holidays of the law.
    (PLAIN, "2040-01-06T12:00+03:00", 10, "2040-01-09T08:10+03:00"),
    (PLAIN, "2205-07-01T17:55+03:00", 10, "2205-07-02T08:05+03:00"),
]


@pytest.mark.parametrize(("hours", "start", "minutes", "due"), TABLE)
def test_deadlines_count_the_working_time_of_a_centre(hours: WorkingTime, start: str, minutes: float, due: str) -> None:
    """Forwards the deadline, backwards the minutes that are left to it."""
    begin, end = datetime.fromisoformat(start), datetime.fromisoformat(due)
    assert hours.after(begin, minutes).astimezone(UTC) == end.astimezone(UTC)
    assert hours.after(begin, minutes).utcoffset() == end.utcoffset()
    assert hours.minutes_between(begin, end) == pytest.approx(minutes)
    assert hours.minutes_between(end, begin) == pytest.approx(-minutes)


def test_a_centre_that_is_closed_for_good_never_opens() -> None:
    """Its deadlines never come, and asking ends."""
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert CLOSED.next_opening(now) is None
    assert CLOSED.after(now, 10) == NEVER
    assert CLOSED.minutes_between(now, NEVER) == inf
    assert CLOSED.minutes_between(now, now + timedelta(days=900)) == 0
    last = WorkingTime({}, MOSCOW, {date(2026, 3, 3): TEN_TO_TWO})
    assert last.next_opening(now) == datetime(2026, 3, 3, 10, tzinfo=MOSCOW)
    assert last.after(now, 241) == NEVER
    assert PLAIN.after(now, 10**9) == NEVER


def test_the_hours_of_a_day_are_said() -> None:
    """A day of its own goes before the week, midnight is the end of a day."""
    assert str(WITH_DAYS.hours_on(date(2025, 12, 31))) == "08:00–12:00"
    assert WITH_DAYS.hours_on(date(2026, 3, 2)) is None
    assert str(DAY_AND_NIGHT.hours_on(date(2026, 3, 30))) == "00:00–24:00"
    assert DAY_AND_NIGHT.is_open(datetime(2026, 3, 30, 23, 59, tzinfo=DAY_AND_NIGHT.time_zone))
    with pytest.raises(ValueError, match="forwards"):
        PLAIN.after(datetime(2026, 3, 2, tzinfo=UTC), -1)


moments = st.datetimes(datetime(2024, 12, 1), datetime(2028, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001
centres = st.sampled_from([PLAIN, EARLY, SATURDAYS, WITH_DAYS, DAY_AND_NIGHT])
amounts = st.integers(0, 20_000)


@given(centres, moments, amounts)
def test_minutes_passed_are_minutes_counted(hours: WorkingTime, start: datetime, minutes: int) -> None:
    """`after` and `minutes_between` undo each other, and a deadline falls into working time."""
    due = hours.after(start, minutes)
    assert hours.minutes_between(start, due) == pytest.approx(minutes)
    assert not minutes or hours.is_open(due - timedelta(microseconds=1))


@given(centres, moments, moments, moments, amounts, amounts)
def test_later_is_never_earlier(
    hours: WorkingTime, one: datetime, two: datetime, three: datetime, some: int, more: int
) -> None:
    """Who asks later, or is promised more time, has a later deadline; pieces of time add up."""
    first, second, third = sorted((one, two, three))
    assert hours.after(first, some) <= hours.after(second, some)
    assert hours.after(first, some) <= hours.after(first, some + more)
    whole = hours.minutes_between(first, third)
    assert hours.minutes_between(first, second) + hours.minutes_between(second, third) == pytest.approx(whole)
    opening = hours.next_opening(first)
    assert opening is not None
    assert hours.minutes_between(first, opening) == 0
