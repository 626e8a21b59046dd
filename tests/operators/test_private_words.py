"""What looks like personal data in a wording."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.private_words import found_in


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("перезвоните 8 912 345 67 89 пожалуйста", "8 912 345 67 89"),
        ("+79123456789", "+79123456789"),
        ("пишите на vera@example.org", "vera@example.org"),
        ("ИНН 1234567890", "1234567890"),
        ("карта 2200 1234 5678 9010 не проходит", "2200 1234 5678 9010"),
        ("меня зовут вера, где приказ", "вера"),
        ("Меня зовут Вера Павловна", "Вера Павловна"),
        ("фамилия Кузнецов", "Кузнецов"),
        ("С уважением, Анна", "Анна"),
        ("где приказ, Иванов И. И.", "Иванов И. И."),
    ],
)
def test_it_is_found(text: str, piece: str) -> None:
    """Phones, addresses, long numbers, names."""
    assert any(piece in one for one in found_in(text)), found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "как заказать документ",
        "форма 6-НДФЛ за 2025 и 2026 год",
        "44-ФЗ, 223-ФЗ",
        "версия 4016.00.12",
        "звонил на 8-800-555-35-35, не дозвонился",
        "сменилась фамилия, что делать",
        "Консультант Плюс не открывается",
        "ошибка 1603 при установке",
    ],
)
def test_ordinary_questions_are_not(text: str) -> None:
    """Names of laws and forms, versions, free numbers."""
    assert found_in(text) == ()


@given(st.text(alphabet="0123456789 -+().@яЯ.", max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    """Whatever is found stands in the text."""
    assert all(piece in text for piece in found_in(text))
