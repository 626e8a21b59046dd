"""Clients' words proposed, confirmed, declined, taken back; and what was asked in vain."""

from __future__ import annotations

from bot.database import Database
from bot.richtext import rich
from knowledge import gaps, learning, state, store
from knowledge.articles import Article
from knowledge.gaps import Why
from knowledge.learning import Origin, WordingState
from tests.fakes import FakeClock

NOW = FakeClock().now()
ORDER = Article("order", "Как заказать документ", rich("Заполните форму."))


async def test_a_wording_is_learned_by_a_persons_decision_only(database: Database) -> None:
    """Until then the search does not change; taking it back changes it again."""
    async with database.write() as session:
        await store.save(session, ORDER, "Анна", NOW)
        wording = await learning.propose(session, "order", "Где взять  приказ?", Origin.HELPED, NOW)
        assert wording is not None
        assert await learning.propose(session, "order", "где взять приказ", Origin.SENT, NOW) is wording
        before = await state.version(session)
        assert [one.times for one in await learning.proposed(session)] == [2]
        assert await learning.decide(session, wording, WordingState.LEARNED, "Анна", NOW)
        assert not await learning.decide(session, wording, WordingState.LEARNED, "Олег", NOW)
        assert [one.text for one in (await learning.learned(session))["order"]] == ["Где взять приказ?"]
        assert await learning.decide(session, wording, WordingState.TAKEN_BACK, "Олег", NOW)
        assert await learning.learned(session) == {}
        assert await state.version(session) == before + 2


async def test_what_was_declined_is_not_proposed_again(database: Database) -> None:
    """Nor does declining anything change the search."""
    async with database.write() as session:
        await store.save(session, ORDER, "Анна", NOW)
        wording = await learning.propose(session, "order", "привет всем", Origin.SENT, NOW)
        assert wording is not None
        before = await state.version(session)
        assert await learning.decide(session, wording, WordingState.DECLINED, "Анна", NOW)
        await learning.propose(session, "order", "Привет всем!", Origin.SENT, NOW)
        assert await learning.count_proposed(session) == 0
        assert await state.version(session) == before


async def test_what_cannot_be_a_wording(database: Database) -> None:
    """Its own title, nothing to read, a story, an article that is not there."""
    async with database.write() as session:
        await store.save(session, ORDER, "Анна", NOW)
        for article, text in (
            ("order", "КАК ЗАКАЗАТЬ ДОКУМЕНТ?"),
            ("order", "…"),
            ("order", "я " * 200),
            ("no", "как"),
        ):
            assert await learning.propose(session, article, text, Origin.HELPED, NOW) is None


async def test_a_gap_is_one_row_however_often_it_shows(database: Database) -> None:
    """Nothing was found, then a person was called: the same question."""
    async with database.write() as session:
        await gaps.note(session, "Где бухгалтерия?", Why.NOTHING_FOUND, NOW, None)
        await gaps.note(session, "Где бухгалтерия?", Why.NOT_CHOSEN, NOW, None)
        await gaps.note(session, "  ", Why.NOTHING_FOUND, NOW, None)
        await gaps.note(session, "Кто директор?", Why.NOT_HELPED, NOW, None)
        assert [one.question for one in await gaps.opened(session)] == ["Где бухгалтерия?", "Кто директор?"]
