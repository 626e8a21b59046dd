"""Unanswered questions are put together: whatever is typed, each is counted once, and the same ones group the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from knowledge.grouping import Asked, grouped
from knowledge.small_talk import small_talk
from knowledge.text import normalise
from tests.fakes import START


def _asked(*texts: str, at: datetime = START) -> list[Asked]:
    return [Asked(number, text, at + timedelta(minutes=number)) for number, text in enumerate(texts, 1)]


def test_the_same_in_other_words_is_one_group() -> None:
    """Word order, endings, typos, case, the wrong layout; the most frequent wording comes first."""
    groups = grouped(
        _asked(
            "Как оплатить счёт через интернет-банк?",
            "сколько стоит парковка у офиса",
            "как оплатить счет через интернет банк",
            "через интернет-банк счёт оплачивать как",
            "как оплатить счет черз интернет банк",
            "rfr jgkfnbnm cxtn xthtp bynthytn ,fyr",
            "СКОЛЬКО СТОИТ ПАРКОВКА У ОФИСА?!",
            "где купить билет на концерт",
        )
    )
    assert [group.count for group in groups] == [5, 2, 1]
    assert groups[0].wordings[0] == "Как оплатить счёт через интернет-банк?"
    assert [one.id for one in groups[0].questions] == [1, 3, 4, 5, 6]
    assert groups[1].newest == START + timedelta(minutes=7)


def test_different_subjects_stay_apart() -> None:
    """A common word makes no group, nor does a name that differs in its digits."""
    texts = ["как изменить пароль", "как изменить адрес доставки", "форма 6-НДФЛ", "форма 3-НДФЛ"]
    assert [group.count for group in grouped(_asked(*texts))] == [1, 1, 1, 1]


def test_what_asks_nothing_is_left_out() -> None:
    """Small talk, smileys, nothing at all."""
    assert grouped(_asked("Здравствуйте!", "спасибо большое", "🙂", "", "   ", "ты бот?")) == []


_VOCABULARY = ("как", "где", "оплатить", "оплата", "счёт", "счета", "парковка", "6-НДФЛ", "договра", "спасибо", "??")
_WORDS = st.lists(st.sampled_from(_VOCABULARY), max_size=6).map(" ".join)


@given(st.lists(st.one_of(_WORDS, st.text(max_size=30)), max_size=12), st.randoms(use_true_random=False))
def test_every_question_stands_in_one_group_whatever_the_order(texts: list[str], shuffled: Random) -> None:
    """But those that ask nothing; the largest group is first."""
    asked = _asked(*texts)
    groups = grouped(asked)
    ids = [one.id for group in groups for one in group.questions]
    expected = [one.id for one in asked if normalise(one.text) and small_talk(one.text) is None]
    assert sorted(ids) == expected
    assert [group.count for group in groups] == sorted((group.count for group in groups), reverse=True)
    for group in groups:
        assert set(group.wordings) <= {one.text.strip() for one in group.questions}
    mixed = list(asked)
    shuffled.shuffle(mixed)
    assert grouped(mixed) == groups


@given(_WORDS.filter(lambda text: bool(normalise(text)) and small_talk(text) is None), st.integers(2, 5))
def test_the_same_words_are_always_one_group(text: str, times: int) -> None:
    """However odd they are."""
    (group,) = grouped(_asked(*[text] * times))
    assert group.count == times
    assert len(group.wordings) == 1
