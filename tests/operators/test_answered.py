"""Whether a ticket is about a question that the base did not answer."""

from __future__ import annotations

import pytest

from operators.answered import is_about


@pytest.mark.parametrize(
    ("opened_with", "asked", "about"),
    [
        ("Где парковка у офиса?", "где парковка у офиса", True),
        ("Где парковка у офиса?", "где парковко у офиса", True),
        ("Здравствуйте!\nГде парковка у офиса? Спасибо", "Где парковка у офиса?", True),
        ("Когда придёт сертификат?", "Где парковка у офиса?", False),
        ("Как войти в вебинар", "вебинар", False),
        ("вебинар", "Вебинар!", True),
        ("", "Где парковка?", False),
        ("Где парковка?", "…", False),
    ],
)
def test_a_ticket_is_about_the_question_that_opened_it(opened_with: str, asked: str, about: bool) -> None:
    """The same but for typing errors, or among other words."""
    assert is_about(opened_with, asked) is about
