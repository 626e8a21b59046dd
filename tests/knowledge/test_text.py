"""Normalisation: one form, whatever was typed."""

from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.stems import stem
from knowledge.text import normalise, tokens

any_text = st.text(st.characters(exclude_categories=()))


@given(any_text)
def test_normalising_twice_changes_nothing(text: str) -> None:
    """Whatever Unicode comes in, surrogates included, the form is stable."""
    once = normalise(text)
    assert normalise(once) == once
    assert tokens(once) == once.split(" ") if once else tokens(text) == []


@given(any_text)
def test_digits_survive(text: str) -> None:
    """No digit of a number, a law or a version is ever lost."""
    assume("\x1b[" not in text)
    digits = Counter(char for char in text if char in "0123456789")
    assert digits <= Counter(normalise(text))


@given(st.text(st.sampled_from("ёЁйЙеИ́̈̆\u00ad\u200b-–.№²½İẞ 1aЯ"), max_size=12))
def test_what_composes_and_vanishes_is_stable_too(text: str) -> None:
    """Stress marks, invisible characters and composed letters are where a normal form usually breaks."""
    assert normalise(normalise(text)) == normalise(text)


@given(st.data())
def test_control_characters_change_nothing(data: st.DataObject) -> None:
    """Neither between words nor inside them, nor a terminal's orders for colour and place."""
    said = "Как заказать 6-НДФЛ, версия 4016.00.12?"
    dropped = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\v\f\r\x85\x1b"]
    orders = ["\x1b[31m", "\x1b[0m", "\x1b[2J", "\x1b[10;5H", "\x1b[?25l", "\x1b[1;31m"]
    between = st.lists(st.sampled_from(dropped + orders), max_size=2).map("".join)
    text = "".join(data.draw(between) + char for char in said) + data.draw(between)
    assert normalise(text) == normalise(said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("как\x01 заказать\x1b[31m документ\x7f", "как заказать документ"),
        ("Ещё ЁЖ", "еще еж"),
        ("  как\u00a0заказать,\tдокумент?!\n", "как заказать документ"),
        ("44-ФЗ «6‑НДФЛ» рсв—1", "44-фз 6-ндфл рсв-1"),
        ("версия 4016.00.12.", "версия 4016.00.12"),
        ("с 08:00 до 18:00", "с 08:00 до 18:00"),
        ("онлайн-диалог", "онлайн диалог"),
        ("ст.15, №5", "ст 15 5"),
        ("замо́к доку\u00adмент", "замок документ"),
        ("snake_case", "snake case"),
        ("😀👍🏽", ""),
        ("", ""),
    ],
)
def test_one_form(text: str, expected: str) -> None:
    """Case, ё, dashes, punctuation and white space do not matter; names with digits stay whole."""
    assert normalise(text) == expected


@given(any_text)
def test_any_word_has_a_stem(text: str) -> None:
    """A stem is the beginning of its word, and never empty."""
    for word in tokens(text):
        assert stem(word)
        assert word.startswith(stem(word))


@pytest.mark.parametrize(
    "forms",
    [
        "документ документа документы документами",
        "семинар семинаре семинары",
        "пароль пароли паролем",
        "оплаты оплатить",
    ],
)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    """Cases and numbers fall together."""
    assert len({stem(form) for form in forms.split()}) == 1
