"""The ids of articles that people write in the group."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.database import Database
from bot.richtext import rich
from knowledge import naming, store
from knowledge.articles import Article
from tests.fakes import FakeClock


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Как заказать документ?", "kak-zakazat-dokument"),
        ("Форма 6-НДФЛ, щёлочь и подъезд", "forma-6-ndfl-shcheloch-i-podezd"),
        ("Где найти обучающие видеоролики о системе КонсультантПлюс", "gde-nayti-obuchayushchie-videoroliki-o"),
        ("???", "article"),
        ("一二三", "article"),
    ],
)
def test_a_title_in_latin_letters(title: str, name: str) -> None:
    """Cut between words."""
    assert naming.id_from(title) == name


@given(st.text())
def test_every_title_has_an_id_that_is_a_key(title: str) -> None:
    """At most forty plain characters, and the same as the key."""
    name = naming.id_from(title)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?", name)
    assert Article(name, title, rich("")).key == name


async def test_a_taken_id_gets_a_number(database: Database) -> None:
    """However often."""
    title = "Где найти обучающие видеоролики о системе КонсультантПлюс"
    names = []
    async with database.write() as session:
        for _ in range(3):
            names.append(await naming.free_id(session, title))
            await store.save(session, Article(names[-1], title, rich("Там.")), "Анна", FakeClock().now())
    assert len(set(names)) == 3
    assert names[2].endswith("-3")
    assert all(len(name) <= 40 for name in names)
