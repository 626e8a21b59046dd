"""What looks like personal data is pointed out, and ordinary answers are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.personal import found_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Пишите на anna.smirnova@mail.ru.", "anna.smirnova@mail.ru"),
        ("Звоните +7 (912) 345-67-89 утром", "+7 (912) 345-67-89"),
        ("тел. 89123456789", "89123456789"),
        ("СНИЛС 112-233-445 95", "112-233-445 95"),
        ("ИНН 7707083893", "7707083893"),
        ("ИНН 500100732259", "500100732259"),
        ("Спросите Смирнову Анну Петровну", "Смирнову Анну Петровну"),
        ("Договор с Иваном Ильичом Петровым", ""),
    ],
)
def test_it_is_pointed_out(text: str, found: str) -> None:
    """Addresses, numbers with right check digits, people with their father's names."""
    assert ", ".join(found_in(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "Горячая линия: 8 800 200-50-50",
        "Договор 7707083894 от 01.02.2026",
        "Форма 6-НДФЛ, 44-ФЗ, версия 4016.00.12",
        "Откройте КонсультантПлюс и нажмите «Найти».",
    ],
)
def test_ordinary_answers_are_left_alone(text: str) -> None:
    """A free line is a company's; a number without right check digits is any number."""
    assert found_in(text) == ()


def test_a_client_who_is_known_is_found_in_every_case() -> None:
    """With a capital letter: a common word that is spelt alike is no name."""
    assert found_in("Верно: Вере выслали, вера тут ни при чём. Олегу тоже.", ["Вера", "Олег"]) == ("Вере", "Олегу")


@given(st.text(), st.lists(st.text(), max_size=3))
def test_every_text_is_taken(text: str, names: list[str]) -> None:
    """Whatever people are called; what is found stands in the text."""
    assert all(piece in text for piece in found_in(text, names))
