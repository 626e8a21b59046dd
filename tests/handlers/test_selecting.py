"""When a selection of documents is ordered, and when it is only spoken about."""

from __future__ import annotations

import pytest

from handlers import selecting


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("сделайте подборку по НДС", "НДС"),
        ("подборка документов о командировках", "командировках"),
        ("Нужна подборка судебной практики по аренде", "судебной практики по аренде"),
        ("Здравствуйте! Сделайте, пожалуйста, подборку: увольнение совместителя", "увольнение совместителя"),
        ("можете сделать подборку по командировкам за 2025 год?", "командировкам за 2025 год?"),
        ("Подборка: НДС при импорте", "НДС при импорте"),
        ("подберите документы по НДС", "НДС"),
        ("нужна подборка о том, как учесть НДС", "том, как учесть НДС"),
        ("сделайте подборку документов", ""),
        ("подберите материалы по теме", ""),
    ],
)
def test_orders(text: str, subject: str) -> None:
    """With a subject, or without one: then it is asked for."""
    assert selecting.subject(text) == subject


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🙂",
        "подборка",
        "подборка документов по теме",
        "подборка писем минфина",
        "как получить подборку",
        "где получить подборку по НДС",
        "что входит в подборку документов",
        "подборка платная?",
        "а вы делаете подборки?",
        "сколько делается подборка по НДС",
        "где моя подборка",
        "подборка готова",
        "подборку по НДС получил, спасибо",
        "подборка по НДС не открывается",
        "не нужна подборка",
        "ёлка " * 2000,
    ],
)
def test_no_orders(text: str) -> None:
    """Questions, news and trouble are for the knowledge base or for people."""
    assert selecting.subject(text) is None


def test_suggestions_and_thanks_to_be_passed_on() -> None:
    """Only where nothing else is said, and no bare thanks."""
    said = ("у меня есть предложение", "хочу оставить отзыв", "есть идея", "Хочу оставить благодарность")
    assert all(map(selecting.offers, said))
    unsaid = ("предложение", "коммерческое предложение", "как оставить отзыв", "у меня нет предложений", "")
    assert not any(map(selecting.offers, unsaid))
    assert selecting.thanks_somebody("хочу поблагодарить Марию за помощь")
    assert not any(map(selecting.thanks_somebody, ("спасибо", "как поблагодарить оператора", "")))
