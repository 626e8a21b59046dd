"""What ends a request, and above all what does not: nobody's question may be closed by a misread word."""

from __future__ import annotations

import pytest

from handlers.ending import may_want_end, wants_end

ENDS = (
    "завершить обращение", "Завершить обращение", "завершите обращение пожалуйста", "закройте заявку № 12",
    "закройте мою заявку", "закрыть обращение", "отменить обращение", "вопрос решён", "Вопрос решен, спасибо!",
    "да, вопрос решён", "проблема решена", "всё решено", "решено", "вопрос закрыт", "всё заработало, закрывайте заявку",
    "завирши обращение",
)  # fmt: skip
NO_ENDS = (
    "вопрос не решён", "проблема не решена", "не решено", "вопрос решён?", "как завершить обращение", "не закрывайте",
    "закрыть окно", "как закрыть программу", "отменить заказ", "вопрос", "обращение", "всё", "закрыть", "завершите",
    "решите вопрос", "когда решится вопрос", "", "👍",
)  # fmt: skip
MAY_BE_ENDS = ("закрыть", "завершить", "закройте", "можно закрыть?", "завершите пожалуйста", "закрыть обращение?")
NO_MAY_BE_ENDS = ("закрыть окно", "не закрывайте", "как закрыть", "обращение", "решение")


@pytest.mark.parametrize("text", ENDS)
def test_an_end(text: str) -> None:
    """These words end the request: nothing else can be meant."""
    assert wants_end(text)


@pytest.mark.parametrize("text", NO_ENDS)
def test_no_end(text: str) -> None:
    """These look like an end and are something else."""
    assert not wants_end(text)


@pytest.mark.parametrize("text", MAY_BE_ENDS)
def test_perhaps_an_end(text: str) -> None:
    """Perhaps an answer to what the operator asked: better to ask."""
    assert may_want_end(text)


@pytest.mark.parametrize("text", NO_MAY_BE_ENDS)
def test_surely_no_end(text: str) -> None:
    """There is nothing to ask about."""
    assert not may_want_end(text)
