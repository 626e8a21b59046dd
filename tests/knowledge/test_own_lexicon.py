"""A centre's own lexicon in the running base: edited, broken and taken away while clients ask."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.database import Database
from bot.richtext import rich
from knowledge import building, store
from knowledge.articles import Article
from knowledge.building import NotBuilt, Recipe
from knowledge.index import Index
from knowledge.lexicon_file import Group
from knowledge.live import LiveBase, Rules
from knowledge.search import Search
from knowledge.shelf import Shelf, mark_of
from tests.fakes import FakeClock

CLOCK = FakeClock()
ORDER = Article("order", "Как заказать документ", rich("Заполните форму."))
SEMINAR = Article("seminar", "Как записаться на семинар", rich("Позвоните."))
MEETING = 'synonyms = ["тусовка семинар"]\n'
PAPER = 'synonyms = ["тусовка документ"]\n'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where the centre's file is, if there is one."""
    return tmp_path / "lexicon.toml"


@pytest.fixture
async def base(database: Database, tmp_path: Path, own: Path) -> LiveBase:
    """A running base that answers already; no file yet."""
    await fill(database)
    made = LiveBase(database, CLOCK, tmp_path / "index", Rules(lexicon=own))
    await made.load(asyncio.Event())
    return made


@pytest.fixture
def logged() -> Iterator[list[Any]]:
    """What the log says meanwhile."""
    with capture_logs() as lines:
        yield lines


async def fill(database: Database) -> None:
    async with database.write() as session:
        for one in (ORDER, SEMINAR):
            await store.save(session, one, "Анна", CLOCK.now())


def put(file: Path, content: str | bytes | None) -> None:
    """Writes the file; takes it away with None."""
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def found(base: LiveBase) -> list[str]:
    return [hit.article.id for hit in base.search("тусовка", 1)]


async def looked(base: LiveBase) -> tuple[bool, list[str]]:
    """Whether a look took anything over, and what is found then."""
    return await base.look(asyncio.Event()), found(base)


async def test_the_file_is_followed(base: LiveBase, own: Path) -> None:
    """Written, edited and taken away: each counts at the next look, and nothing is done twice."""
    assert await looked(base) == (False, [])
    for text, answer in ((MEETING, ["seminar"]), (PAPER, ["order"]), (None, []), (PAPER, ["order"])):
        put(own, text)
        assert await looked(base) == (True, answer)
        assert await looked(base) == (False, answer)


@pytest.mark.parametrize("broken", [b'synonyms = ["\xd1', 'synonyms = ["тусовка док'.encode(), b'other = ["a b"]'])
async def test_a_faulty_file_leaves_the_old_words(base: LiveBase, own: Path, broken: bytes, logged: list[Any]) -> None:
    """The log has one sentence for each change; mended, it counts again."""
    put(own, MEETING)
    assert await looked(base) == (True, ["seminar"])
    for text in (broken, broken + b" "):
        put(own, text)
        for _ in range(3):
            assert await looked(base) == (False, ["seminar"])
    warned = [line for line in logged if line["log_level"] == "warning"]
    assert [line["event"] for line in warned] == ["knowledge.lexicon_faulty"] * 2
    assert all(line["why"].startswith("lexicon.toml") for line in warned)
    put(own, PAPER)
    assert await looked(base) == (True, ["order"])


@pytest.fixture
def folder(own: Path) -> None:
    """Nothing that can be read, in the file's place."""
    own.mkdir()


@pytest.mark.usefixtures("folder")
async def test_what_cannot_be_read_is_a_fault(database: Database, tmp_path: Path, own: Path, logged: list[Any]) -> None:
    """The base starts all the same."""
    await fill(database)
    base = LiveBase(database, CLOCK, tmp_path / "index", Rules(lexicon=own))
    await base.load(asyncio.Event())
    assert await looked(base) == (False, [])
    assert [line["event"] for line in logged].count("knowledge.lexicon_faulty") == 1


async def test_a_build_that_fails_is_tried_again(database: Database, tmp_path: Path, own: Path) -> None:
    """The change of the file is not lost with it."""
    troubles: list[Exception] = []

    async def build(recipe: Recipe, shelf: Shelf, stop: asyncio.Event) -> Index:
        if troubles:
            raise troubles.pop()
        return await building.build(recipe, shelf, stop)

    await fill(database)
    base = LiveBase(database, CLOCK, tmp_path / "index", Rules(lexicon=own), build)
    await base.load(asyncio.Event())
    troubles.append(NotBuilt("no memory"))
    put(own, MEETING)
    with pytest.raises(NotBuilt):
        await base.look(asyncio.Event())
    assert await looked(base) == (True, ["seminar"])


async def test_the_next_start_has_the_words_and_is_warm(base: LiveBase, database: Database, own: Path) -> None:
    """Comments make no new index, other words do; a faulty file at a start leaves the shipped words alone."""
    built: list[tuple[Group, ...]] = []

    async def build(recipe: Recipe, shelf: Shelf, stop: asyncio.Event) -> Index:
        built.append(recipe.own)
        return await building.build(recipe, shelf, stop)

    put(own, MEETING)
    await base.look(asyncio.Event())
    for text, answer, times in (
        (MEETING, ["seminar"], 0),
        ("# Наши слова\n" + MEETING, ["seminar"], 0),
        (PAPER, ["order"], 1),
        ("synonyms", [], 2),
    ):
        put(own, text)
        started = LiveBase(database, CLOCK, own.parent / "index", Rules(lexicon=own), build)
        await started.load(asyncio.Event())
        assert (found(started), len(built)) == (answer, times)


async def test_a_process_has_the_same_words(tmp_path: Path) -> None:
    """They are handed to it, so a file that changes meanwhile cannot part them from the index's name."""
    recipe = Recipe("aside", [ORDER, SEMINAR], (Group("synonyms", "тусовка семинар", 1, "lexicon.toml"),))
    index = await building.build(recipe, Shelf(tmp_path), asyncio.Event(), in_thread=0)
    assert [hit.article.id for hit in Search(recipe.articles, index=index).search("тусовка", 1)] == ["seminar"]


def test_an_edit_of_the_shipped_lexicon_makes_another_index(tmp_path: Path) -> None:
    """As an edit of any module does."""
    package = tmp_path / "knowledge"
    shutil.copytree(Path(str(files("knowledge"))), package)
    marks = {mark_of(package)}
    for edited in (package / "content" / "ru" / "lexicon.toml", package / "stems.py"):
        edited.write_bytes(edited.read_bytes() + b"# \n")
        marks.add(mark_of(package))
    assert len(marks) == 3
