"""What the conversation leaves for the knowledge base to learn from: gaps, and clients' own words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from knowledge import gaps, learning, seeding
from knowledge.gaps import Why
from knowledge.learning import AnswerMark, Origin
from knowledge.loading import load_shipped
from tests.dialogues.line import Line


@pytest.fixture(autouse=True)
async def _shipped(line: Line) -> None:
    """The shipped articles as rows."""
    async with line.database.write() as session:
        await seeding.seed(session, load_shipped(), line.clock.now())


async def asked_in_vain(line: Line) -> list[tuple[str, Why]]:
    async with line.database.read() as session:
        return [(gap.question, gap.why) for gap in await gaps.opened(session)]


async def proposed(line: Line) -> list[tuple[str, str, Origin]]:
    async with line.database.read() as session:
        return [(one.article_id, one.text, one.origin) for one in await learning.proposed(session)]


async def say(line: Line, *words: str) -> None:
    """Each is taken for itself."""
    for text in words:
        await line.says(text)
        await line.settle()


async def press(line: Line, label: str) -> None:
    await line.presses(label)
    await line.settle()


async def test_what_nothing_was_found_for_is_a_gap(line: Line) -> None:
    """Once, though a person is called then."""
    await say(line, "сколько длится беременность у слонов")
    await press(line, "Позвать специалиста")
    assert await asked_in_vain(line) == [("сколько длится беременность у слонов", Why.NOTHING_FOUND)]


async def test_what_did_not_help_is_a_gap(line: Line) -> None:
    """With the words that were looked up."""
    await say(line, "как заказать документ которого нет в комплекте")
    await press(line, "Не помогло")
    assert await asked_in_vain(line) == [("как заказать документ которого нет в комплекте", Why.NOT_HELPED)]


async def test_an_offer_from_which_nothing_is_chosen_is_a_gap(line: Line) -> None:
    """From the moment on when a person is called."""
    await say(line, "сертификат")
    assert await asked_in_vain(line) == []
    await press(line, "Позвать специалиста")
    assert await asked_in_vain(line) == [("сертификат", Why.NOT_CHOSEN)]


async def test_a_choice_is_no_gap_and_teaches_the_article_when_it_helps(line: Line) -> None:
    """The client's words are proposed as a wording; for a person to confirm."""
    await say(line, "сертификат")
    await press(line, "Выдают ли сертификат после обучения")
    await press(line, "Помогло")
    await say(line, "позовите оператора")
    assert await asked_in_vain(line) == []
    assert await proposed(line) == [("certificate", "сертификат", Origin.HELPED)]


async def test_what_was_answered_at_once_teaches_nothing(line: Line) -> None:
    """The base knew it already."""
    await say(line, "где мне заказать документ которого нет в комплекте")
    await press(line, "Помогло")
    assert await proposed(line) == []


async def test_small_talk_is_no_gap(line: Line) -> None:
    """Nobody has to write an article about it."""
    await say(line, "ты бот?", "тест", "дурак", "до свидания")
    assert await asked_in_vain(line) == []


async def test_of_several_questions_each_is_marked_and_missed_for_itself(line: Line) -> None:
    """The mark is about the words that found the answer, the gap about those that found none."""
    await say(line, "Почему слоны боятся мышей? И как заказать документ, которого у нас нет?")
    await press(line, "Помогло")
    assert await asked_in_vain(line) == [("Почему слоны боятся мышей?", Why.NOTHING_FOUND)]
    async with line.database.read() as session:
        mark = (await session.scalars(select(AnswerMark))).one()
    assert (mark.article_id, mark.question) == ("order-document", "И как заказать документ, которого у нас нет?")


async def test_what_follows_is_kept_with_its_subject(line: Line) -> None:
    """By itself it would tell nobody what was asked."""
    await say(line, "как заказать документ которого нет в комплекте", "а сколько ждать?")
    await press(line, "Не помогло")
    kept = "как заказать документ которого нет в комплекте\nа сколько ждать?"
    assert await asked_in_vain(line) == [(kept, Why.NOT_HELPED)]


async def test_what_follows_in_vain_is_kept_with_its_subject(line: Line) -> None:
    """«А как?» is no question that anybody could write an article about."""
    await say(line, "что такое онлайн-диалог", "а как?")
    assert await asked_in_vain(line) == [("что такое онлайн-диалог\nа как?", Why.NOTHING_FOUND)]
