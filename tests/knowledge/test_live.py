"""The running base: what is changed in the database changes the answers of every copy, within one look."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import OperationalError

from bot import clients
from bot.database import Database
from bot.messages import Address, Person
from bot.richtext import rich
from knowledge import building, learning, state, store
from knowledge.articles import Article
from knowledge.building import NotBuilt, Recipe, Stopped
from knowledge.confidence import Calibration
from knowledge.index import Index
from knowledge.learning import Origin, WordingState
from knowledge.live import LiveBase, Rules
from knowledge.outcome import Answered, Offered, Thresholds, outcome
from knowledge.search import Search
from knowledge.shelf import Shelf
from tests.fakes import FakeClock, until

CLOCK = FakeClock()
NOW = CLOCK.now()

ORDER = Article("order", "Как заказать документ", rich("Заполните форму."), ("заказ документа",))
LOGIN = Article("login", "Не удаётся войти в систему", rich("Смените пароль."), ("забыл пароль",))
SEMINAR = Article("seminar", "Как записаться на семинар", rich("Позвоните."))


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def damage(folder: Path) -> None:
    for file in folder.iterdir():
        file.write_bytes(b"PK")


async def put(database: Database, *articles: Article) -> None:
    async with database.write() as session:
        for one in articles:
            await store.save(session, one, "Анна", NOW)


async def switch(database: Database, number: str, *, enabled: bool) -> None:
    async with database.write() as session:
        row = await store.get(session, number)
        assert row is not None
        await store.switch(session, row, "Анна", NOW, enabled=enabled)


@pytest.fixture
async def copies(database: Database, tmp_path: Path) -> tuple[LiveBase, LiveBase]:
    """Two running copies over one database, each with a folder of its own."""
    await put(database, ORDER, LOGIN)
    both = LiveBase(database, CLOCK, tmp_path / "one"), LiveBase(database, CLOCK, tmp_path / "two")
    for copy in both:
        await copy.load(asyncio.Event())
    return both


def first(base: LiveBase, query: str) -> str | None:
    hits = base.search(query, 3)
    return hits[0].article.id if hits and hits[0].score >= Thresholds().offer else None


async def test_every_copy_takes_over_what_is_changed(database: Database, copies: tuple[LiveBase, LiveBase]) -> None:
    """Added, edited, switched off and on again: one look of each copy does it, and finds nothing twice."""
    views = [copy.articles for copy in copies]

    async def looked(expected: dict[str, str | None]) -> None:
        for copy in copies:
            assert await copy.look(asyncio.Event())
            assert not await copy.look(asyncio.Event())
            assert {query: first(copy, query) for query in expected} == expected

    await put(database, SEMINAR)
    await looked({"как записаться на семинар": "seminar", "как заказать документ": "order"})
    assert all(view["seminar"] == SEMINAR for view in views)
    await put(database, replace(ORDER, title="Как оформить подписку", questions=()))
    await looked({"как заказать документ": None, "оформить подписку": "order"})
    await put(database, replace(LOGIN, answer=rich("Обновите страницу."), owner="Олег"))
    await looked({"забыл пароль": "login"})
    assert all(copy.search("забыл пароль", 1)[0].article.owner == "Олег" for copy in copies)
    await switch(database, "seminar", enabled=False)
    await looked({"как записаться на семинар": None})
    assert all(list(view) == ["login", "order"] for view in views)
    await switch(database, "seminar", enabled=True)
    await looked({"как записаться на семинар": "seminar"})


async def test_learned_wordings_come_and_go(database: Database, copies: tuple[LiveBase, LiveBase]) -> None:
    """Confirmed, they find their article; taken back, they do not."""
    asked = "мартышка и очки"
    assert [first(copy, asked) for copy in copies] == [None, None]
    for verdict, found in ((WordingState.LEARNED, "order"), (WordingState.TAKEN_BACK, None)):
        async with database.write() as session:
            wording = await learning.propose(session, "order", asked, Origin.HELPED, NOW)
            assert wording is not None
            await learning.decide(session, wording, verdict, "Анна", NOW)
        for copy in copies:
            assert await copy.look(asyncio.Event())
            assert first(copy, asked) == found


async def test_a_failed_build_leaves_the_old_base_and_is_tried_again(database: Database, tmp_path: Path) -> None:
    """The loop goes on, and takes the change over as soon as building comes off; so it does when the database is
    away for a while."""
    troubles: list[Exception] = []

    async def build(recipe: Recipe, shelf: Shelf, stop: asyncio.Event) -> Index:
        if troubles:
            raise troubles.pop()
        return await building.build(recipe, shelf, stop)

    await put(database, ORDER)
    base = LiveBase(database, CLOCK, tmp_path, build=build)
    await base.load(asyncio.Event())
    troubles += [NotBuilt("no memory"), OperationalError("SELECT", {}, Exception("away"))]
    await put(database, LOGIN)
    for _ in range(2):
        with pytest.raises((NotBuilt, OperationalError)):
            await base.look(asyncio.Event())
        assert (first(base, "заказ документа"), first(base, "забыл пароль")) == ("order", None)
    troubles.append(NotBuilt("no memory"))
    async with running(base):
        await until(lambda: first(base, "забыл пароль") == "login")
    assert troubles == []


@asynccontextmanager
async def running(base: LiveBase) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    task = asyncio.create_task(base.run(stop))
    try:
        yield stop
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)


async def test_stop_ends_the_loop_while_something_is_built(database: Database, tmp_path: Path) -> None:
    """The process that builds is ended, and nothing is left behind but what was there."""
    in_hand = asyncio.Event()

    async def build(recipe: Recipe, shelf: Shelf, stop: asyncio.Event) -> Index:
        if len(recipe.articles) > 1:
            asyncio.get_running_loop().call_later(0.05, in_hand.set)
            return await building.build(recipe, shelf, stop, in_thread=0)
        return await building.build(recipe, shelf, stop)

    await put(database, ORDER)
    base = LiveBase(database, CLOCK, tmp_path, build=build)
    await base.load(asyncio.Event())
    before = names(tmp_path)
    await put(database, *(replace(LOGIN, id=f"a{number}") for number in range(50)))
    async with running(base) as stop:
        await asyncio.wait_for(in_hand.wait(), 10)
        stop.set()
    assert first(base, "забыл пароль") is None
    assert names(tmp_path) == before


async def test_a_process_builds_what_a_thread_would(tmp_path: Path) -> None:
    """A large base is built aside; its answers are the same. A process that fails says why."""
    shelf = Shelf(tmp_path)
    articles = [ORDER, LOGIN, replace(SEMINAR, learned=("где поучиться",))]
    index = await building.build(Recipe("aside", articles), shelf, asyncio.Event(), in_thread=0)
    assert names(tmp_path) == ["aside.npz"]
    for query in ("заказ документов", "где поучиться", "забыла пороль"):
        assert Search(articles, index=index).search(query, 3) == Search(articles).search(query, 3)
    stopped = asyncio.Event()
    stopped.set()
    with pytest.raises(Stopped):
        await building.build(Recipe("never", articles), shelf, stopped, in_thread=0)
    with pytest.raises(NotBuilt, match="exit code 1: OSError"):
        await building.build(Recipe("x" * 300, articles), shelf, asyncio.Event(), in_thread=0)


async def test_the_next_start_is_warm(database: Database, tmp_path: Path) -> None:
    """The saved index is taken when nothing changed, and when the file is damaged it is built anew."""
    built: list[str] = []

    async def build(recipe: Recipe, shelf: Shelf, stop: asyncio.Event) -> Index:
        built.append(recipe.name)
        return await building.build(recipe, shelf, stop)

    await put(database, ORDER, LOGIN)
    for times, is_damaged in ((1, False), (1, False), (2, True), (2, False)):
        if is_damaged:
            damage(tmp_path / "index")
        base = LiveBase(database, CLOCK, tmp_path / "index", build=build)
        await base.load(asyncio.Event())
        assert (first(base, "забыл пароль"), len(built)) == ("login", times)


async def test_articles_of_another_centre_are_left_out(database: Database, tmp_path: Path) -> None:
    """Those of this one, however it is written, and of every one, are found."""
    await put(database, replace(ORDER, centre="Северный"), replace(LOGIN, centre="Южный"), SEMINAR)
    base = LiveBase(database, CLOCK, tmp_path, Rules(centre="СЕВЕРНЫЙ"))
    await base.load(asyncio.Event())
    assert list(base.articles) == ["order", "seminar"]
    assert [first(base, one.title) for one in (ORDER, LOGIN, SEMINAR)] == ["order", None, "seminar"]


async def test_a_stale_article_is_offered_and_never_the_answer(database: Database, tmp_path: Path) -> None:
    """From the first minute, by the centre's clock, after its last day."""
    clock = FakeClock()  # 2 March 2026, noon in Moscow
    await put(database, replace(ORDER, valid_until=date(2026, 3, 2)), LOGIN)
    base = LiveBase(database, clock, tmp_path, Rules(time_zone=ZoneInfo("Europe/Moscow")))
    await base.load(asyncio.Event())
    assert isinstance(outcome(base.search(ORDER.title, 3)), Answered)
    clock.move(11 * 3600 + 59 * 60)
    assert isinstance(outcome(base.search(ORDER.title, 3)), Answered)
    clock.move(60)
    stale = outcome(base.search(ORDER.title, 3))
    assert isinstance(stale, Offered)
    assert stale.hits[0].article.id == "order"
    assert isinstance(outcome(base.search(LOGIN.title, 3)), Answered)


async def test_without_articles_nothing_is_found(database: Database, tmp_path: Path) -> None:
    """An empty base answers nothing and fails at nothing; a version that is not there yet is none."""
    base = LiveBase(database, CLOCK, tmp_path)
    assert base.search("заказ", 3) == []
    await base.load(asyncio.Event())
    assert (base.search("заказ", 3), base.search("заказ", 0), dict(base.articles)) == ([], [], {})


async def test_a_calibration_is_taken_over(database: Database, copies: tuple[LiveBase, LiveBase]) -> None:
    """What `kb tune` has written counts at the next look; one with other names is as good as none."""
    before = copies[0].search("заказать документы форма", 1)[0].score
    for values, is_moved in ((asdict(replace(Calibration(), constant=-9.0)), True), ({"other": 1.0}, False)):
        async with database.write() as session:
            (await state.of_the_base(session)).calibration = values
            await state.changed(session)
        for copy in copies:
            await copy.look(asyncio.Event())
            assert (copy.search("заказать документы форма", 1)[0].score < before) == is_moved


async def test_what_did_not_help_is_not_answered_again(database: Database, tmp_path: Path) -> None:
    """One client's «Не помогло»: the same question, and nearly the same, is offered a choice; a second time by the
    same client says nothing new; after three clients the article is not offered first. «Помогло» balances it."""
    limits = Thresholds(offer=0.1)
    near = replace(ORDER, id="near", title="Как заказать справку или документ", questions=())
    await put(database, ORDER, LOGIN, near)
    base = LiveBase(database, CLOCK, tmp_path, Rules(thresholds=limits))
    await base.load(asyncio.Event())
    query = "как заказать документы"
    assert isinstance(outcome(base.search(query, 3), limits), Answered)

    async def mark(client: int, *, helped: bool, question: str = query) -> list[str]:
        async with database.write() as session:
            person = Person(str(client), "Анна")
            address = await clients.meet(session, Address("telegram", str(client)), person, NOW)
            await learning.mark(session, address.id, "order", question, NOW, helped=helped)
        await base.look(asyncio.Event())
        made = outcome(base.search(query, 3), limits)
        return [] if isinstance(made, Answered) else [hit.article.id for hit in getattr(made, "hits", ())]

    assert await mark(1, helped=False) == ["order", "near"]
    assert await mark(1, helped=False, question="КАК заказать документы?!") == ["order", "near"]
    assert await mark(2, helped=True) == []
    assert await mark(3, helped=False, question="как заказать документ") == ["order", "near"]
    assert await mark(2, helped=False) == ["order", "near"]
    assert await mark(3, helped=False) == ["near", "order"]
    assert first(base, "забыл пароль") == "login"
    assert isinstance(outcome(base.search("заказ документа", 3), limits), Answered)


async def test_what_helped_needs_no_new_look(database: Database, copies: tuple[LiveBase, LiveBase]) -> None:
    """The base is the same after «Помогло» of an article that nobody has complained about."""
    async with database.write() as session:
        address = await clients.meet(session, Address("telegram", "1"), Person("1", "Анна"), NOW)
        await learning.mark(session, address.id, "order", "заказ", NOW, helped=True)
    assert not await copies[0].look(asyncio.Event())
