"""The vectors of questions: asked once, waited for a moment only, and a bad service is left alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from knowledge.semantic.questions import PATIENCE_SECONDS, QuestionVectors
from knowledge.semantic.service import EmbeddingService
from tests.knowledge.semantic.model import Model, model, rightly


class Hands:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
async def stand_in() -> AsyncIterator[Model]:
    """The service."""
    async with model() as running:
        yield running


@pytest.fixture
def hands() -> Hands:
    """The clock."""
    return Hands()


@pytest.fixture
async def questions(stand_in: Model, hands: Hands) -> AsyncIterator[QuestionVectors]:
    """What is under test."""
    service = EmbeddingService(stand_in.url, "small")
    vectors = QuestionVectors(service, "query: ", hands)
    yield vectors
    await vectors.close()
    await service.close()


async def test_a_question_is_asked_once(stand_in: Model, questions: QuestionVectors) -> None:
    """Case and punctuation make no other question; nothing to read is not asked at all."""
    await questions.prepare(["Сколько стоит?", "сколько стоит", "…"])
    await questions.prepare(["СКОЛЬКО СТОИТ"])
    assert len(stand_in.texts) == 1
    assert stand_in.texts[0].startswith("query: ")
    assert questions.of("сколько стоит!") is not None
    assert questions.of("где пароль") is None


async def test_a_slow_service_is_waited_for_a_moment_and_its_answer_kept(
    stand_in: Model, questions: QuestionVectors, hands: Hands
) -> None:
    """The client's answer goes out; the next who asks the same finds it known."""
    stand_in.open.clear()
    since = asyncio.get_running_loop().time()
    await questions.prepare(["сколько стоит"])
    assert asyncio.get_running_loop().time() - since >= PATIENCE_SECONDS * 0.9
    assert questions.of("сколько стоит") is None
    await questions.prepare(["где пароль"])
    assert len(stand_in.asked) == 1  # left alone
    late = list(questions._under_way)
    hands.at = 1.0  # as the hands of a clock: it took a second
    stand_in.open.set()
    await asyncio.wait(late)
    assert questions.of("сколько стоит") is not None
    hands.at = 1000.0
    await questions.prepare(["где пароль"])
    assert questions.of("где пароль") is not None


async def test_a_broken_service_is_tried_more_and_more_seldom(
    stand_in: Model, questions: QuestionVectors, hands: Hands
) -> None:
    """And as before once it is well again."""
    stand_in.answer = lambda _asked: (500, b"")
    asked = []
    for second in range(120):
        hands.at = float(second)
        before = len(stand_in.asked)
        await questions.prepare([f"вопрос {second}"])
        if len(stand_in.asked) > before:
            asked.append(second)
    assert asked == [0, 2, 12, 42, 102]
    stand_in.answer = rightly
    hands.at = 1000.0
    await questions.prepare(["раз"])
    await questions.prepare(["два"])
    assert questions.of("раз") is not None
    assert questions.of("два") is not None


async def test_closing_leaves_nothing_behind(stand_in: Model, questions: QuestionVectors) -> None:
    """A request under way is given up."""
    stand_in.open.clear()
    await questions.prepare(["сколько стоит"])
    under_way = list(questions._under_way)
    assert under_way
    await questions.close()
    assert all(task.done() for task in under_way)
