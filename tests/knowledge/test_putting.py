"""Entries put into the base and written into files again, on either database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.cli.kb.standing import standing
from bot.database import Database
from bot.richtext import RichText, Span, SpanKind, bold, rich
from knowledge import state, store
from knowledge.articles import Article, SourceLink
from knowledge.entries import Entry, all_or_none
from knowledge.files import Kind, read_base
from knowledge.importing import Fate, batches, compare
from knowledge.putting import put
from knowledge.saving import writing
from knowledge.spool import Spool
from knowledge.store import Act
from tests.fakes import FakeClock

NOW = FakeClock().now()
ORDER = Article(
    "Заказ/1",
    "Как заказать документ 😀",
    bold("Заполните") + rich(" форму.\nИ отправьте."),
    ("заказ документа", "где 'документ'"),
    ("м",),
    (SourceLink("Порядок", "https://example.org/a?b=1"),),
    owner="Анна",
    valid_until=date(2027, 1, 31),
    centre="Северный",
)
LOGIN = Article("login", "Вход", rich("Смените пароль."))


async def import_all(database: Database, entries: Iterable[Entry | str], *, replaces: bool = False) -> list[Fate]:
    """As the command does it; returns what was foretold."""
    fates: list[Fate] = []
    with Spool() as spool:
        async with database.read() as session:
            for good, faults in batches(entries):
                assert not faults
                spool.add(good)
                fates += [one.fate for one in await compare(session, good, {}, replaces=replaces)]
        async with database.write() as session:
            await put(session, spool.batches(2), "Ольга", NOW, replaces=replaces)
    return fates


async def states(database: Database, article_id: str) -> list[tuple[int, Act, bool]]:
    async with database.read() as session:
        return [(one.number, one.act, one.enabled) for one in reversed(await store.history(session, article_id))]


async def version(database: Database) -> int:
    async with database.read() as session:
        return await state.version(session)


def entries(*articles: Article, enabled: bool | None = None) -> list[Entry]:
    return [Entry(article, enabled, "base", line) for line, article in enumerate(articles, 1)]


@pytest.mark.parametrize("kind", list(Kind))
async def test_export_and_import_change_nothing(database: Database, tmp_path: Path, kind: Kind) -> None:
    """Every field comes back from a file as it is in the database; the second import writes nothing."""
    await import_all(database, [*entries(ORDER), *entries(LOGIN, enabled=False)])
    path = tmp_path / ("base" if kind is Kind.MARKDOWN else f"base.{kind.value}")
    async with database.read() as session:
        with writing(path, kind) as writer:
            async for one in standing(session):
                writer.add(one.article, enabled=one.enabled)
    before = await version(database)
    assert {one.article for one in all_or_none(read_base(path))} == {ORDER, LOGIN}
    assert await import_all(database, read_base(path), replaces=True) == [Fate.UNCHANGED] * 2
    assert await version(database) == before
    assert await states(database, "login") == [(1, Act.ADDED, False)]


async def test_every_step_is_a_revision(database: Database) -> None:
    """Added, edited, switched off as left over, edited and switched on; the running copies are told each time."""
    await import_all(database, entries(ORDER, LOGIN))
    await import_all(database, entries(replace(ORDER, title="Иначе")))
    await import_all(database, entries(LOGIN), replaces=True)
    assert await import_all(database, entries(ORDER, LOGIN), replaces=True) == [Fate.CHANGED, Fate.UNCHANGED]
    steps = [
        (1, Act.ADDED, True),
        (2, Act.EDITED, True),
        (3, Act.OFF, False),
        (4, Act.EDITED, False),
        (5, Act.ON, True),
    ]
    assert await states(database, ORDER.id) == steps
    assert await states(database, LOGIN.id) == steps[:1]
    assert await version(database) == 4
    async with database.read() as session:
        row = await store.get(session, ORDER.id)
        assert row is not None
        assert (row.article, row.revision, row.enabled, row.changed_at) == (ORDER, 5, True, NOW)


async def test_the_order_of_formatting_is_no_change(database: Database) -> None:
    """Nor is another way of writing the same content, as an older release may have left it."""
    spans = (Span(SpanKind.BOLD, 0, 3), Span(SpanKind.ITALIC, 0, 3))
    article = Article("a", "т", RichText("раз", spans))
    async with database.write() as session:
        await store.save(session, replace(article, answer=RichText("раз", spans[::-1])), "Анна", NOW)
    assert await import_all(database, entries(article)) == [Fate.UNCHANGED]
    assert await states(database, "a") == [(1, Act.ADDED, True)]


async def test_few_statements_write_many_articles(database: Database) -> None:
    """However large a batch is: on SQLite nobody else writes meanwhile."""
    many = [replace(LOGIN, id=str(number)) for number in range(300)]
    counted: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        counted.append(statement)

    with Spool() as spool:
        spool.add(entries(*many))
        async with database.write() as session:
            event.listen((await session.connection()).sync_connection, "before_cursor_execute", note)
            await put(session, spool.batches(500), "Ольга", NOW, replaces=True)
    assert len(counted) <= 8
