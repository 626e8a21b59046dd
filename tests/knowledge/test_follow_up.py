"""What follows an answer («а сколько это стоит?») and what stands by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.follow_up import is_follow_up, leans, surer, with_subject
from knowledge.loading import load_shipped
from knowledge.outcome import Thresholds
from knowledge.search import Search
from tests.knowledge.questions import ANSWERABLE

FOLLOWING = (
    *(
        "а сколько это стоит?",
        "а как?",
        "где это?",
        "а для ИП?",
        "как?",
        "сколько стоит",
        "и куда?",
        "а если потеряла?",
    ),
    *("это платно?", "сколько ждать?", "Понятно, спасибо. А как записаться?", "а на него как подписаться"),
)
STANDING = (
    *(
        "как заказать документ",
        "часы работы",
        "44-ФЗ",
        "а где кнопка задать вопрос",
        "не работает",
        "версия 4016.00.12",
    ),
    *("", "?", "спасибо", "здравствуйте", "да", "нужно", "у нас новый бухгалтер, как его обучить"),
)
CHAINS = (
    ("как заказать документ", "order-document", "а сколько ждать?", "order-time"),
    ("как заказать документ которого нет в комплекте", "order-document", "а сколько ждать?", "order-time"),
    ("кто мой менеджер", "personal-manager", "а как поменять?", "manager-change"),
    ("линия консультаций что это", "expert-line", "сколько ждать?", "expert-term"),
    ("что за журнал главная книга", "glavkniga", "сколько стоит?", "glavkniga-subscribe"),
    ("что такое горячая линия", "hotline", "а какой телефон?", "hotline-phone"),
)


@pytest.fixture(scope="module")
def search() -> Search:
    return Search(load_shipped())


@pytest.mark.parametrize("text", FOLLOWING)
def test_what_may_follow(text: str) -> None:
    """It is short, and joined to something, points at it, or names hardly anything."""
    assert is_follow_up(text)


@pytest.mark.parametrize("text", STANDING)
def test_what_stands_by_itself(text: str) -> None:
    """It is never glued to what was asked before."""
    assert not is_follow_up(text)


@pytest.mark.parametrize(("before", "answered", "text", "meant"), CHAINS)
def test_the_subject_tells_what_is_meant(search: Search, before: str, answered: str, text: str, meant: str) -> None:
    """Where it makes the answer surer than the words alone."""
    plain = search.search(text, 3)
    ways = [search.search(way, 3) for way in with_subject(before, text)]
    found = [hits for hits in ways if surer(plain, hits, answered, Thresholds())]
    assert max(found, key=lambda hits: hits[0].score)[0].article.id == meant


@pytest.mark.parametrize(("text", "right"), [pair for pair in ANSWERABLE if is_follow_up(pair[0])])
def test_a_plain_answer_is_hardly_ever_given_up(search: Search, text: str, right: str) -> None:
    """What is typed as the article words it, is not; nor does a subject of its own change it."""
    plain = search.search(text, 3)
    assert not surer(plain, plain, "", Thresholds())
    if plain and plain[0].score == 1:
        ways = (search.search(way, 3) for way in with_subject("как заказать документ", text))
        assert not any(surer(plain, hits, "order-document", Thresholds()) for hits in ways)


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_raises(before: str, text: str) -> None:
    """Whatever was asked before and now."""
    assert is_follow_up(text) in (True, False)
    assert leans(text) in (True, False)
    assert all(text.strip() in way for way in with_subject(before, text))
