"""Days of absences and skills, as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from operators.desk.people.dates import BadDay, day, span

TODAY = date(2026, 12, 5)


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("до 12.12", TODAY, date(2026, 12, 12)),
        ("до 10 января", TODAY, date(2027, 1, 10)),
        ("01.12–12.12", date(2026, 12, 1), date(2026, 12, 12)),
        ("с 28.12 по 09.01", date(2026, 12, 28), date(2027, 1, 9)),
        ("01.02.2027 - 14.02.2027", date(2027, 2, 1), date(2027, 2, 14)),
    ],
)
def test_days_are_read_as_they_are_meant(words: str, since: date, until: date) -> None:
    """Without a year the next ones; what has begun lately may be told of."""
    assert span(words, TODAY) == (since, until)


@pytest.mark.parametrize("words", ["до 31.02", "до 04.12.2026", "12.12", "12.12–01.12.2026", "до 01.01.2031", "до 🎄"])
def test_days_that_cannot_be_meant_are_refused(words: str) -> None:
    """No such day, over already, backwards, too long."""
    with pytest.raises(BadDay):
        span(words, TODAY)
    assert day("29.02.2028", TODAY) == date(2028, 2, 29)
