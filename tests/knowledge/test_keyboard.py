"""The wrong keyboard layout and Latin letters, read as they were meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.keyboard import as_meant
from knowledge.text import tokens

KNOWN = frozenset(
    tokens(
        "как заказать документ съемка объект юбилей жалоба хочу я бы еще rutube ндфл чтобы обучение отчет видео video "
        "с студия мяч какой настроить был инд"
    )
)


def read(text: str) -> list[str]:
    return tokens(as_meant(text, KNOWN.__contains__))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rfr pfrfpfnm ljrevtyn", "как заказать документ"),
        ("Rfr pfrfpfnm ljrevtyn&", "как заказать документ"),
        (",s [jxe j,extybt", "бы хочу обучение"),
        ("c]tvrf j,]trn", "съемка объект"),
        ("kak zakazat' dokument", "как заказать документ"),
        ("4tobi xochu obuchenie", "чтобы хочу обучение"),
        ("kak zhaloba v rutube", "как жалоба в rutube"),
        ("как rutube", "как rutube"),
        ("кфк rutube", "кфк rutube"),
        ("6-ndfl kak", "6-ндфл как"),
        ("kak zakazat' video", "как заказать видео"),
        ("video", "video"),
        ("kakoi miach kak nastroit' studiya", "какой мяч как настроить студия"),
        ("kak byl dokument", "как был документ"),
        ("дoкумент", "документ"),
        ("кгегиу", "rutube"),
        ("как заказать документ?", "как заказать документ"),
    ],
)
def test_it_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    """Layout, also where letters become punctuation; transliterations; names that the base has stay."""
    assert read(typed) == meant.split()


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_nothing_is_refused(text: str) -> None:
    """Whatever is typed is read, and what has no Latin letter and no unknown word stays as it is."""
    assert isinstance(as_meant(text, KNOWN.__contains__), str)
    assert as_meant(text, lambda _: True).split() == text.split() or any(char.isalpha() for char in text)
