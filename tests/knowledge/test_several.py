"""Several questions in one message: where they are parted, and where they must not be."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.loading import load_shipped
from knowledge.outcome import Answered, Thresholds, Unknown
from knowledge.parting import MOST_QUESTIONS, questions_in
from knowledge.search import Search
from knowledge.several import asked_apart
from knowledge.text import tokens

FIELD = [json.loads(line) for line in Path(__file__).with_name("field.jsonl").read_text("utf-8").splitlines()]

ONE = (
    "У нас новый бухгалтер. Как её обучить?",
    "У нас новый бухгалтер\nкак её обучить",
    "Как записаться на обучение? Сколько это стоит?",
    "Не могу войти в систему. Что делать?",
    "откуда ваши специалисты берут ответы? из интернета?",
    "где мой ответ?? отправила через форму, в спаме тоже смотрела, пусто",
    "как связаться с тех. поддержкой в субботу",
    "посеяла корочки, сделаете ещё раз?",
    "как заказать документ и журнал",
    "Версия 4016.00.12 не открывается",
    "Здравствуйте! Подскажите, пожалуйста. Как заказать документ? Спасибо!",
)
TWO = (
    "как заказать документ? когда семинар?",
    "как заказать документ?когда семинар?",
    "как заказать документ\nкогда семинар",
    "1) как заказать документ 2) когда семинар",
    "1. как заказать документ\n2. когда семинар",
    "- как заказать документ\n- когда семинар",
    "как заказать документ и ещё когда семинар",
    "как заказать документ, а также когда семинар",
    "Здравствуйте! Хочу узнать, как заказать документ. И ещё вопрос: когда семинар? Спасибо",
)
PIECES = (
    "как",
    "заказать",
    "семинар",
    "а",
    "также",
    "и",
    "ещё",
    "спасибо",
    "1)",
    "2.",
    "-",
    "?",
    ".",
    "\n",
    "тех.",
    "…",
    ";",
)


@pytest.fixture(scope="module")
def search() -> Search:
    return Search(load_shipped())


@pytest.mark.parametrize("text", ONE)
def test_one_question_stays_one(text: str) -> None:
    """With the story before it, the fragment behind it, politeness around it."""
    assert len(questions_in(text)) == 1


@pytest.mark.parametrize("text", TWO)
def test_two_questions_are_two(text: str, search: Search) -> None:
    """By question marks, lines, lists, «и ещё», «а также»; each finds its article."""
    first, second = questions_in(text)
    assert "заказать документ" in first
    assert "семинар" in second
    parts = asked_apart(text, search.search, Thresholds())
    assert [part.article for part in parts] == ["order-document", "seminar-signup"]


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        (
            "Здравствуйте! Как записаться на семинар и сколько стоит звонок на горячую линию?",
            ["seminar-signup", "call-tariff"],
        ),
        (
            "Добрый день. Не могу войти в систему. И ещё подскажите, кто мой менеджер?",
            ["login-problem", "personal-manager"],
        ),
        ("Не могу войти в систему и подскажите, кто мой менеджер", ["login-problem", "personal-manager"]),
        ("как записаться на семинар, а кто мой менеджер", ["seminar-signup", "personal-manager"]),
        ("Как заказать документ? И когда его пришлют?", ["order-document", "order-time"]),
        ("как заказать документ и когда его пришлют", ["order-document", "order-time"]),
        ("не могу войти\nтелефон горячей линии", ["login-problem", "hotline-phone"]),
    ],
)
def test_what_no_form_parts_is_parted_by_two_sure_answers(search: Search, text: str, articles: list[str]) -> None:
    """Joined by «и», by «, а», by a line break; what points at the first is asked with it."""
    assert [part.article for part in asked_apart(text, search.search, Thresholds())] == articles


@pytest.mark.parametrize(
    "text",
    [
        *ONE,
        "где и когда семинар",
        "как и куда позвонить",
        "главная книга для кого и как часто выходит",
        "как записаться на семинар и когда он будет",
        "Отправила эксперту вопрос, а как долго ждать ответа?",
    ],
)
def test_one_question_is_answered_as_one(search: Search, text: str) -> None:
    """However many clauses it has."""
    assert asked_apart(text, search.search, Thresholds()) == ()


@pytest.mark.parametrize("text", ["", "???", "подскажите", "Здравствуйте! Подскажите, пожалуйста", "спасибо", "👍"])
def test_what_asks_nothing_has_no_questions(text: str) -> None:
    """Politeness is none."""
    assert questions_in(text) == ()


def test_at_most_three(search: Search) -> None:
    """What is beyond belongs to the last."""
    text = "как заказать документ? где семинар? кто мой менеджер? выдают ли сертификат?"
    assert questions_in(text)[2:] == ("кто мой менеджер?\nвыдают ли сертификат?",)


def test_questions_for_the_same_article_are_one(search: Search) -> None:
    """Then the whole is asked as ever."""
    assert asked_apart("не могу войти? забыла пароль?", search.search, Thresholds()) == ()


def test_what_is_not_found_stands_beside_what_is(search: Search) -> None:
    """For people to see to; where nothing is found at all, there is nothing to part."""
    found, missing = asked_apart("Как заказать документ? Почему слоны боятся мышей?", search.search, Thresholds())
    assert isinstance(found.outcome, Answered)
    assert isinstance(missing.outcome, Unknown)
    assert asked_apart("Почему слоны боятся мышей? Зачем жирафу шея?", search.search, Thresholds()) == ()


def test_no_question_of_the_field_is_torn_apart(search: Search) -> None:
    """They ask one thing each."""
    asked = [row["query"] for row in FIELD if row["split"] == "dev"]
    assert [text for text in asked if asked_apart(text, search.search, Thresholds())] == []


@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_no_word_is_lost(text: str) -> None:
    """But separators, numbers of a list, politeness and small talk; no text raises, and nothing is said twice."""
    parts = questions_in(text)
    assert len(parts) <= MOST_QUESTIONS
    said, kept = Counter(tokens(text)), Counter(token for part in parts for token in tokens(part))
    assert kept <= said
    if text and parts:
        lost = said - kept
        assert not {"заказать", "семинар", "тех"} & lost.keys()
