"""Choosing by number: what is a number, and above all what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.choosing import chosen_number

NUMBERS = {"2": 2, "2.": 2, "№2": 2, "2)": 2, "второе": 2, "Второй вариант": 2, "первый, пожалуйста": 1, "третий": 3}


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_a_number_alone(text: str, number: int) -> None:
    """However it is put."""
    assert chosen_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "2 документа", "44-ФЗ", "6-НДФЛ", "10", "0", "второй день не работает", "1 2", "1.2"]
)
def test_no_number(text: str) -> None:
    """Names with digits, counts, several numbers."""
    assert chosen_number(text) is None


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    """A number from 1 to 9, or none."""
    assert chosen_number(text) in {None, *range(1, 10)}
