"""Proposed wordings are gone through one by one; a decision can be undone, and a person may put it in other words."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database
from bot.richtext import rich
from knowledge import confirming, learning, store
from knowledge.articles import Article
from knowledge.confirming import Rewording
from knowledge.learning import Origin, Wording, WordingState
from tests.fakes import FakeClock

NOW = FakeClock().now()
ORDER = Article("order", "Как заказать документ", rich("Заполните форму."), ("заказ документа",))
SEMINAR = Article("seminar", "Как записаться на семинар", rich("Выберите дату."))


async def _proposed(session: AsyncSession, *texts: str, article: str = "order") -> list[Wording]:
    for one in (ORDER, SEMINAR):
        await store.save(session, one, "Анна", NOW)
    found = [await learning.propose(session, article, text, Origin.SENT, NOW) for text in texts]
    return [one for one in found if one is not None]


async def test_skipping_goes_round(database: Database) -> None:
    """What came up most often first; behind the last one the first again; alone, there is nothing else."""
    async with database.write() as session:
        one, two, three = await _proposed(session, "где приказ", "нужен устав", "дайте справку")
        await _proposed(session, "Нужен устав!")
        assert await confirming.following(session) is two
        assert await confirming.following(session, two) is one
        assert await confirming.following(session, one) is three
        assert await confirming.following(session, three) is two
        for wording in (one, two):
            await learning.decide(session, wording, WordingState.DECLINED, "Анна", NOW)
        assert await confirming.following(session, three) is None
        assert await confirming.following(session, one) is three


@pytest.mark.parametrize("verdict", [WordingState.LEARNED, WordingState.DECLINED])
async def test_an_undone_decision_is_none(database: Database, verdict: WordingState) -> None:
    """The wording waits again, and can be decided upon again."""
    async with database.write() as session:
        (wording,) = await _proposed(session, "где приказ")
        await learning.decide(session, wording, verdict, "Анна", NOW)
        assert await confirming.undo(session, wording, NOW)
        assert not await confirming.undo(session, wording, NOW)
        assert (wording.state, wording.decided_by, wording.decided_at) == (WordingState.PROPOSED, "", None)
        assert await learning.learned(session) == {}
        assert await confirming.following(session) is wording


async def test_a_persons_own_text_is_learned_instead(database: Database) -> None:
    """And what the client wrote is not kept."""
    async with database.write() as session:
        (wording,) = await _proposed(session, "я Иван, где приказ")
        assert await confirming.learn_as(session, wording, " где \n приказ ", "Анна", NOW) is Rewording.LEARNED
        assert (wording.text, wording.normal, wording.decided_by) == ("где приказ", "где приказ", "Анна")
        assert [one.text for one in (await learning.learned(session))["order"]] == ["где приказ"]


async def test_texts_that_no_wording_can_be(database: Database) -> None:
    """They change nothing."""
    async with database.write() as session:
        (wording,) = await _proposed(session, "где приказ")
        assert await confirming.learn_as(session, wording, " … ", "Анна", NOW) is Rewording.NO_WORDS
        assert await confirming.learn_as(session, wording, "слово " * 60, "Анна", NOW) is Rewording.TOO_LONG
        assert wording.state is WordingState.PROPOSED


async def test_a_text_that_the_article_has_is_not_learned_twice(database: Database) -> None:
    """Its own wording, and one that waits beside it."""
    async with database.write() as session:
        one, two, three = await _proposed(session, "где приказ", "где взять приказ", "где взять его")
        assert await confirming.learn_as(session, one, "Заказ документа", "Анна", NOW) is Rewording.KNOWN
        assert await confirming.learn_as(session, two, "где взять его", "Анна", NOW) is Rewording.LEARNED
        assert [wording.state for wording in (one, two, three)] == ["declined", "declined", "learned"]


async def test_learned_wordings_are_found_by_their_words_and_by_the_title(database: Database) -> None:
    """Newest first, so many of them, and how many more there are."""
    async with database.write() as session:
        those = await _proposed(session, "где приказ", "приказы дайте")
        those += await _proposed(session, "хочу на вебинар", article="seminar")
        for wording in those:
            await learning.decide(session, wording, WordingState.LEARNED, "Анна", NOW)
        assert await confirming.find_learned(session, limit=2) == ([those[2], those[1]], 1)
        assert await confirming.find_learned(session, "Приказ") == ([those[1], those[0]], 0)
        assert await confirming.find_learned(session, "семинар вебин") == ([those[2]], 0)
        assert await confirming.find_learned(session, "нет такого") == ([], 0)
