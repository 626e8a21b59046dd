"""Slips of the finger, words written as one, and foreign names written by ear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sounds import Sounds
from knowledge.spelling import Speller
from knowledge.stems import stem
from knowledge.vocabulary import Typed, Vocabulary

WORDS = (
    "документ",
    "семинар",
    "пароль",
    "заказать",
    "не",
    "могу",
    "войти",
    "систему",
    "зайти",
    "44-фз",
    "6-ндфл",
    "скан",
)
SPELLER = Speller({word: stem(word) for word in WORDS}, frozenset({"не"}))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("докумнет", "документ"),
        ("симинар", "семинар"),
        ("закзать", "заказать"),
        ("пароьл", "пароль"),
        ("сакн", "скан"),
        ("аойти", "войти"),
    ],
)
def test_a_slip_is_forgiven(typed: str, meant: str) -> None:
    """A letter changed, lost, added or swapped with its neighbour."""
    assert max(SPELLER.near(typed).items(), key=lambda pair: pair[1])[0] == stem(meant)


@pytest.mark.parametrize("typed", ["54-фз", "3-ндфл", "44фз", "кот", "аквариум", "план", ""])
def test_another_thing_stays_another_thing(typed: str) -> None:
    """Names with digits are never corrected, nor are short words, nor the first letter of a shortish one."""
    assert SPELLER.near(typed) == {}


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("немогу", "не могу"),
        ("заказатьдокумент", "заказать документ"),
        ("заказатьдокумнет", "заказать документ"),
        ("зокозатьдокумнет", ""),
        ("заакзатьдокумнет", "заказать документ"),
    ],
)
def test_words_written_as_one_are_parted(typed: str, parts: str) -> None:
    """Both known, or one of them misspelt, or both by a common slip; with more slips nothing is sure."""
    assert list(SPELLER.parts(typed)) == [stem(part) for part in parts.split()]


@given(st.text(st.characters(exclude_categories=()), max_size=50))
def test_nothing_is_refused(word: str) -> None:
    """Likeness is a share, whatever is looked up; there may be no words at all."""
    assert all(0 < likeness <= 1 for likeness in SPELLER.near(word).values())
    assert len(SPELLER.parts(word)) in {0, 2}
    assert Speller({}, frozenset()).near(word) == {}


@pytest.mark.parametrize(
    ("typed", "name"), [("рутуб", "rutube"), ("ютуб", "youtube"), ("вайбер", "viber"), ("телеграм", "telegram")]
)
def test_a_name_is_heard(typed: str, name: str) -> None:
    """A Latin name of the base is found by how Russians write it."""
    assert Sounds(["rutube", "youtube", "viber", "telegram", "windows"]).heard(typed) == [name]


def test_a_missing_soft_sign_makes_no_other_word() -> None:
    """«Сколко» is «сколько», surer than by any slip, and counts as a known word when Latin letters are read."""
    vocabulary = Vocabulary({stem("сколько"): 0}, {"сколько": 0}, {})
    assert vocabulary.knows("сколко")
    assert vocabulary.meanings(Typed("сколко", stem("сколко")))[0] > 0.9


def test_a_name_by_ear_gives_way_to_a_word_that_is_near() -> None:
    """«Стрим» with a slip is «стрим» rather than the Latin name that it sounds like as well."""
    names = {"стрим": 0, "stream": 1}
    found = Vocabulary(names, names, {}).meanings(Typed("стирм", "стирм"))
    assert max(found, key=found.__getitem__) == 0
