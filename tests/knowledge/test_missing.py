"""What the base lacks, and what grows old in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.database import Database
from bot.richtext import rich
from knowledge import gaps, learning, store
from knowledge.articles import Article
from knowledge.gaps import GapState, Why
from knowledge.learning import Origin, WordingState
from knowledge.missing import ageing, last_asked, missing, open_among, reopen, standing
from knowledge.search import Search
from tests.fakes import FakeClock

NOW = FakeClock().now()
ORDER = Article("order", "Как заказать документ", rich("Заполните форму."))
SEMINAR = Article("seminar", "Как записаться на семинар", rich("Выберите дату."))


async def test_groups_come_with_the_nearest_articles(database: Database) -> None:
    """The largest first; what nothing comes near has none; an article that is switched off is not named."""
    async with database.write() as session:
        for article in (ORDER, SEMINAR):
            await store.save(session, article, "Анна", NOW)
        for text in ("где парковка у офиса", "заказать документ", "парковка у офиса где", "семинар"):
            await gaps.note(session, text, Why.NOTHING_FOUND, NOW, None)
        row = await store.get(session, "seminar")
        assert row is not None
        await store.switch(session, row, "Анна", NOW, enabled=False)
        articles, asked = await standing(session), await gaps.opened(session)
    found, more = missing(asked, Search(articles), 2)
    assert more == 1
    assert [one.group.count for one in found] == [2, 1]
    assert found[0].nearest == ()
    nearest = {
        one.group.wordings[0]: [hit.article.id for hit in one.nearest] for one in missing(asked, Search(articles), 9)[0]
    }
    assert nearest["заказать документ"] == ["order"]
    assert nearest["семинар"] == []


async def test_what_stands_has_its_learned_wordings(database: Database) -> None:
    """Those that are learned now."""
    async with database.write() as session:
        await store.save(session, ORDER, "Анна", NOW)
        wording = await learning.propose(session, "order", "где приказ", Origin.SENT, NOW)
        assert wording is not None
        assert await standing(session) == [ORDER]
        await learning.decide(session, wording, WordingState.LEARNED, "Анна", NOW)
        assert await standing(session) == [replace(ORDER, learned=("где приказ",))]


async def test_a_group_is_settled_once_and_can_be_opened_again(database: Database) -> None:
    """What somebody has done something about is asked no more."""
    async with database.write() as session:
        assert await last_asked(session) is None
        for text in ("раз", "два", "три"):
            await gaps.note(session, text, Why.NOTHING_FOUND, NOW, None)
        assert await last_asked(session) == NOW
        ids = [gap.id for gap in await gaps.opened(session)]
        assert await gaps.settle(session, ids[:2], GapState.DISMISSED) == 2
        assert [gap.id for gap in await open_among(session, ids)] == ids[2:]
        assert await gaps.settle(session, ids, GapState.MERGED) == 1
        assert await gaps.opened(session) == []
        await reopen(session, ids[:2])
        assert [gap.id for gap in await gaps.opened(session)] == ids[:2]
        assert await open_among(session, []) == []


def test_stale_articles_are_named_before_they_are_stale() -> None:
    """The last day passed, is today, is in two weeks; later ones and those without one are not."""
    today = date(2026, 11, 30)
    days = {"past": -1, "today": 0, "soon": 14, "later": 15}
    articles = [replace(ORDER, id=name, valid_until=today + timedelta(days)) for name, days in days.items()]
    found = ageing([ORDER, *reversed(articles)], today)
    assert [(one.article.id, one.expired) for one in found] == [("past", True), ("today", False), ("soon", False)]
