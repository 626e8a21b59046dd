"""Hours and days as people write them."""

from __future__ import annotations

from datetime import date, time

import pytest

from operators import hours
from operators.calendar import Hours
from operators.hours import HoursError


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("пн-пт 08:00-18:00, сб 10-14", "пн-пт 08:00-18:00, сб 10:00-14:00"),
        ("ПН – ПТ: с 9 до 18; вс выходной", "пн-пт 09:00-18:00"),
        ("понедельник-четверг 9.00–18.00\nпятница 9.00–16.45", "пн-чт 09:00-18:00, пт 09:00-16:45"),
        ("пн, ср и пт 9-18, вт 10-14", "пн 09:00-18:00, вт 10:00-14:00, ср 09:00-18:00, пт 09:00-18:00"),
        ("вс 10-14", "вс 10:00-14:00"),
        ("будни 8-20, выходные 10-24", "пн-пт 08:00-20:00, сб-вс 10:00-24:00"),
        ("ежедневно круглосуточно", "пн-вс 00:00-24:00"),
    ],
)
def test_a_week_is_read_as_people_write_it(text: str, kept: str) -> None:
    """And written in one way, which is read as the same."""
    week = hours.read_week(text)
    assert hours.write_week(week) == kept
    assert hours.read_week(kept) == week


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "не разобрать"),
        ("по звонку", "не разобрать"),
        ("08:00-18:00", "какие это дни"),
        ("пн-пт 18:00-08:00", "закрытие раньше"),
        ("пн-пт 08:00-25:00", "не бывает"),
        ("пн-пт 8-18, ср 9-12", "«ср» в часах работы назван дважды"),
        ("пт-пн 8-18", "«пт-пн» — не день недели"),
        ("mon-fri 8-18", "«mon-fri» — не день недели"),
        ("пн-пт 8-18, и по записи", "не разобрать"),
        ("пн-пт закрыто", "не разобрать"),
        ("😀" * 1000, "не разобрать"),
    ],
)
def test_hours_that_cannot_be_read_are_a_sentence(text: str, fault: str) -> None:
    """It quotes no more than a line of them."""
    with pytest.raises(HoursError, match=fault) as told:
        hours.read_week(text)
    assert len(str(told.value)) < 200


def test_days_are_read_with_and_without_their_year() -> None:
    """Without one it is the next such day; a day that is in no calendar is none."""
    today = date(2026, 12, 20)
    assert hours.read_day("31.12", today) == date(2026, 12, 31)
    assert hours.read_day("01.01", today) == date(2027, 1, 1)
    assert hours.read_day("29.02", today) == date(2028, 2, 29)
    assert hours.read_day("1.2.27", today) == hours.read_day("2027-02-01", today) == date(2027, 2, 1)
    for text in ("31.02", "31.04.2027", "завтра", "99.99", "2027-13-01", ""):
        with pytest.raises(HoursError, match="не дата"):
            hours.read_day(text, today)


def test_hours_are_told_in_words() -> None:
    """A line for each run of days, days off among them."""
    week = {**dict.fromkeys(range(1, 6), Hours(time(8), time(18))), 6: Hours(time(), time())}
    assert hours.week_in_words(week) == [
        "Понедельник – пятница: 08:00–18:00",
        "Суббота: круглосуточно",
        "Воскресенье: выходной",
    ]
