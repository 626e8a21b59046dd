"""The articles as rows: saved, switched off, taken back to what they were, seeded; each change is a new version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.database import Database
from bot.richtext import bold, link, rich
from knowledge import state, store
from knowledge.articles import Article, SourceLink
from knowledge.loading import load_shipped
from knowledge.seeding import seed, withdraw
from knowledge.store import Act
from tests.fakes import FakeClock

NOW = FakeClock().now()
ORDER = Article(
    "Заказ/№1",
    "Как заказать документ",
    bold("Заполните") + " форму " + link("здесь", "https://example.org/form"),
    ("заказ документа",),
    ("документы",),
    (SourceLink("Порядок", "https://example.org/order"),),
    owner="Горячая линия",
    valid_until=date(2027, 1, 31),
    centre="Северный",
)
EDITED = replace(ORDER, answer=rich("Позвоните нам."))


async def test_an_article_comes_back_as_it_was_saved(database: Database) -> None:
    """All of it, formatting, sources and dates included."""
    async with database.write() as session:
        assert await store.save(session, ORDER, "Анна", NOW) is Act.ADDED
    async with database.read() as session:
        row = await store.get(session, ORDER.id)
        assert row is not None
        assert row.article == ORDER
        assert row.enabled


async def test_the_same_again_changes_nothing(database: Database) -> None:
    """No revision, no version."""
    async with database.write() as session:
        await store.save(session, ORDER, "Анна", NOW)
        before = await state.version(session)
        assert await store.save(session, ORDER, "Олег", NOW) is None
        assert await state.version(session) == before
        assert len(await store.history(session, ORDER.id)) == 1


async def test_every_change_is_kept_and_can_be_taken_back(database: Database) -> None:
    """Who, what, when; going back is a revision of its own."""
    async with database.write() as session:
        await store.save(session, ORDER, "Анна", NOW)
        await store.save(session, EDITED, "Олег", NOW)
        row = await session.get_one(store.StoredArticle, ORDER.id)
        assert await store.switch(session, row, "Олег", NOW, enabled=False) is Act.OFF
        assert await store.switch(session, row, "Олег", NOW, enabled=False) is None
        assert await store.restore(session, row, 1, "Анна", NOW) is Act.RESTORED
        assert await store.restore(session, row, 9, "Анна", NOW) is None
        assert (row.article, row.enabled) == (ORDER, True)
        told = [(one.number, one.act, one.author) for one in await store.history(session, ORDER.id)]
        assert told == [(4, "restored", "Анна"), (3, "off", "Олег"), (2, "edited", "Олег"), (1, "added", "Анна")]
        assert (await store.history(session, ORDER.id))[2].article == EDITED


async def test_each_change_is_a_new_version(database: Database) -> None:
    """Running copies see by it that they have to look again."""
    async with database.write() as session:
        assert await state.version(session) == 0
        await store.save(session, ORDER, "Анна", NOW)
        await store.save(session, EDITED, "Анна", NOW)
        assert await state.version(session) == 2


async def test_seeding_spares_what_people_touched(database: Database) -> None:
    """A new release brings its articles up to date, but not those that somebody edited or switched off."""
    first, second, third = load_shipped()[:3]
    async with database.write() as session:
        assert await seed(session, (first, second), NOW) == 2
        await store.save(session, replace(first, title="Наш заголовок"), "Анна", NOW)
        released = [replace(one, title="Новый выпуск") for one in (first, second)]
        assert await seed(session, (*released, third), NOW) == 2
        titles = {row.id: row.article.title for row in await store.everything(session)}
        assert titles == {first.id: "Наш заголовок", second.id: "Новый выпуск", third.id: third.title}


async def test_what_a_release_drops_goes_out_of_the_base(database: Database) -> None:
    """Unless somebody has touched it or written it; what comes back with a later release is on again."""
    first, second, third = load_shipped()[:3]
    async with database.write() as session:
        await seed(session, (first, second, third), NOW)
        await store.save(session, replace(second, title="Наш заголовок"), "Анна", NOW)
        await store.save(session, ORDER, "Анна", NOW)

        async def enabled() -> set[str]:
            return {row.id for row in await store.everything(session) if row.enabled}

        assert await seed(session, (first,), NOW) == 1
        assert await enabled() == {first.id, second.id, ORDER.id}
        assert (await store.history(session, third.id))[0].act is Act.OFF
        assert await seed(session, (first,), NOW) == 0
        assert await seed(session, (first, third), NOW) == 1
        assert await enabled() == {first.id, second.id, third.id, ORDER.id}


async def test_what_was_shipped_can_be_left_out(database: Database) -> None:
    """Switched off as long as nobody has touched it, and on again; what people edited or switched stays theirs."""
    first, second, third = load_shipped()[:3]
    async with database.write() as session:
        await seed(session, (first, second, third), NOW)
        await store.save(session, replace(first, title="Наш заголовок"), "Анна", NOW)
        off = await store.get(session, third.id)
        assert off is not None
        await store.switch(session, off, "Анна", NOW, enabled=False)

        async def enabled() -> list[bool]:
            rows = {row.id: row.enabled for row in await store.everything(session)}
            return [rows[one.id] for one in (first, second, third)]

        assert await withdraw(session, NOW) == 1
        assert await enabled() == [True, False, False]
        assert await withdraw(session, NOW) == 0
        assert await seed(session, (first, second, third), NOW) == 1
        assert await enabled() == [True, True, False]


def test_a_key_fits_a_button_whatever_the_id() -> None:
    """Plain ids are their own keys."""
    assert replace(ORDER, id="order-document").key == "order-document"
    odd = [replace(ORDER, id=text).key for text in ("Заказ/№1", "заказ/№1", "a:b", "x" * 200, "_0")]
    assert len(set(odd)) == len(odd)
    assert all(len(key) <= 40 and key.isascii() and ":" not in key for key in odd)
