"""`liniya kb tune`: confidences fitted to a base, from its own wordings and what people have said."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import numpy as np
import pytest

from bot import clients
from bot.database import Database
from bot.messages import Address, Person
from knowledge import gaps, judging, learning, state, store
from knowledge.confidence import Calibration, Features
from knowledge.gaps import GapState, Why
from knowledge.learning import Origin, WordingState
from knowledge.loading import load_shipped
from knowledge.outcome import Answered, outcome
from knowledge.search import Search
from knowledge.tuning import (
    Asked,
    Row,
    Tuned,
    fit,
    own_rows,
    predicted,
    reliability,
    rows,
    shortened,
    strange_questions,
    tune,
)
from tests.fakes import FakeClock

NOW = FakeClock().now()
SOME = load_shipped()[::2]


@pytest.fixture(scope="module")
def tuned() -> Tuned:
    made = tune(SOME)
    assert made is not None
    return made


def test_what_is_promised_comes_true_more_nearly_than_before(tuned: Tuned) -> None:
    """On questions that were left out of the fit; the shipped coefficients are not left far behind."""
    assert tuned.is_better
    assert tuned.after.error < tuned.before.error
    assert sum(one.count for one in tuned.after.bins) == tuned.wordings + tuned.others
    moved = np.abs(np.array(tuned.calibration.coefficients) - np.array(Calibration().coefficients))
    assert 0 < moved.max() < 4
    assert tuned.calibration.fall == Calibration().fall


def test_a_base_with_few_wordings_is_refused() -> None:
    """There is nothing to learn from; nor is there in an empty one."""
    assert tune(SOME[:5]) is None
    assert tune(()) is None


def test_the_tuned_base_still_answers(tuned: Tuned) -> None:
    """Its own titles; and of the questions about everyday things no more than before."""
    search = Search(SOME, tuned.calibration)
    assert all(isinstance(outcome(search.search(one.title, 3)), Answered) for one in SOME)
    assert len(_answered(search)) <= len(_answered(Search(SOME)))


def _answered(search: Search) -> list[str]:
    return [query for query in strange_questions() if isinstance(outcome(search.search(query, 3)), Answered)]


def test_people_are_believed() -> None:
    """Where they say that what is found for a question is wrong, it is surer to be wrong; and the other way round."""
    search, query = Search(SOME), SOME[0].title.split()[0] + " " + SOME[0].title.split()[-1]
    best = search.search(query, 1)[0].article.id
    said = {right: rows(search, [Asked(query, *pair)] * 200) for right, pair in _said(best).items()}
    before = predicted(said[True], Calibration())[0]
    sure = {right: predicted(found, Calibration().with_coefficients(fit(found)))[0] for right, found in said.items()}
    assert sure[False] < before < sure[True]


def _said(article: str) -> dict[bool, tuple[frozenset[str], frozenset[str]]]:
    return {True: (frozenset({article}), frozenset()), False: (frozenset(), frozenset({article}))}


def test_a_rejected_article_says_nothing_of_others() -> None:
    """Whether the article that is found instead is right nobody has said; a question without any answer says it."""
    assert Asked("а", wrong=frozenset({"x"})).judged("y") is None
    assert Asked("а", wrong=frozenset({"x"})).judged("x") is False
    assert Asked("а", right=frozenset({"x"})).judged("y") is False
    assert Asked("а", right=frozenset({"x"})).judged("x") is True
    assert Asked("а").judged("x") is False


def test_little_moves_little_and_much_moves_much() -> None:
    """The prior holds ten questions more firmly than a thousand."""
    terms = Features(2.0, 1.0, 0.5, 0.1, 2.0).terms
    before = np.array(Calibration().coefficients)
    few, many = (np.abs(fit([Row(terms, 1.0, right=False)] * count) - before).max() for count in (10, 1000))
    assert few < many / 2


def test_the_table_counts_by_weight() -> None:
    """Two of three, predicted as two of three: no gap. Half sure and always wrong: half a gap."""
    terms = (1.0,)
    found = [Row(terms, 1.0, right=True, weight=2.0), Row(terms, 1.0, right=False)]
    even = reliability(found, np.array([2 / 3, 2 / 3]))
    assert (even.error, even.bins[0].observed) == pytest.approx((0.0, 2 / 3))
    wrong = reliability([Row(terms, 1.0, right=False)] * 4, np.full(4, 0.5))
    assert (wrong.error, wrong.brier, wrong.bins[0].count) == (0.5, 0.25, 4)


def test_wordings_are_asked_in_part_and_where_they_are_missing() -> None:
    """The same every time; an article with a title only is asked in part, but not without it."""
    assert shortened(SOME) == shortened(SOME)
    wordings = [wording for one in SOME for wording in one.wordings for _ in range(3)]
    assert all(asked.query for asked in shortened(SOME))
    assert all(len(one.query) < len(text) for one, text in zip(shortened(SOME), wordings, strict=True) if " " in text)
    assert own_rows([replace(one, questions=()) for one in SOME]) == []


def test_the_questions_about_everyday_things_are_whole() -> None:
    """As many as are promised, none twice, and hardly one that the shipped base would answer by itself."""
    assert len(set(strange_questions())) == len(strange_questions()) >= 300
    assert len(_answered(Search(load_shipped()))) <= 0.03 * len(strange_questions())


async def test_what_was_said_is_read_from_the_database(database: Database) -> None:
    """Marks, declined wordings and dismissed questions; of an article that is gone nothing is known."""
    first, second = SOME[:2]
    async with database.write() as session:
        for one in (first, replace(second, centre="Южный")):
            await store.save(session, one, "Анна", NOW)
        address = await clients.meet(session, Address("telegram", "1"), Person("1", "Анна"), NOW)
        for key, helped in ((first.key, True), (first.key, False), ("gone", True)):
            await learning.mark(session, address.id, key, f"вопрос {helped}", NOW, helped=helped)
        wording = await learning.propose(session, first.id, "не о том", Origin.SENT, NOW)
        assert wording is not None
        await learning.decide(session, wording, WordingState.DECLINED, "Анна", NOW)
        await gaps.note(session, "кто выиграл матч", Why.NOTHING_FOUND, NOW + timedelta(seconds=1), address.id)
        (await gaps.opened(session))[0].state = GapState.DISMISSED
        known = await judging.tunable(session, "Северный")
    own = frozenset({first.id})
    assert [one.id for one in known.articles] == [first.id]
    assert set(known.judged) == {
        Asked("вопрос True", right=own),
        Asked("вопрос False", wrong=own),
        Asked("не о том", wrong=own),
        Asked("кто выиграл матч"),
    }


async def test_what_is_kept_is_a_new_version(database: Database) -> None:
    """So that running copies take it over, as it was kept."""
    calibration = replace(Calibration(), constant=-3.25)
    async with database.write() as session:
        before = await state.version(session)
        await judging.keep(session, calibration)
        assert await state.version(session) == before + 1
        assert (await judging.tunable(session, "")).calibration == calibration
        assert (await state.of_the_base(session)).calibration == asdict(calibration)
