"""Saved indexes: they answer exactly like the ones that were built, and a file that is anything else is ignored."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.richtext import RichText
from knowledge import saved
from knowledge.articles import Article
from knowledge.index import Index
from knowledge.lexicon import Lexicon, load_lexicon
from knowledge.loading import load_shipped
from knowledge.postings import Postings
from knowledge.search import Search
from knowledge.shelf import Shelf, digest, signature

QUESTIONS = [
    json.loads(line)["query"] for line in Path(__file__).with_name("field.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def built() -> Index:
    return Index(load_shipped(), load_lexicon())


def test_a_loaded_index_answers_exactly_like_the_built_one(built: Index, tmp_path: Path) -> None:
    """Over all questions of this field: the same articles with the same confidence, to the last digit."""
    shelf = Shelf(tmp_path)
    shelf.save("name", built)
    loaded = shelf.load("name", built.size)
    assert loaded is not None
    one, other = Search(load_shipped(), index=built), Search(load_shipped(), index=loaded)
    for query in QUESTIONS:
        assert one.search(query, 10) == other.search(query, 10), query


words = st.lists(st.text(max_size=10), max_size=4)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text(max_size=20), words, words, st.text(max_size=30)), max_size=4), st.text(max_size=20))
def test_any_base_can_be_saved(
    tmp_path_factory: pytest.TempPathFactory,
    entries: list[tuple[str, list[str], list[str], str]],
    query: str,
) -> None:
    """Whatever characters it has, half pairs among them."""
    base = [
        Article(str(number), title, RichText(answer), tuple(questions), learned=tuple(learned))
        for number, (title, questions, learned, answer) in enumerate(entries)
    ]
    index = Index(base, Lexicon())
    file = tmp_path_factory.getbasetemp() / "any.npz"
    saved.save(file, index, "any")
    loaded = saved.load(file, "any")
    assert isinstance(loaded, Index)
    one, other = Search(base, index=index), Search(base, index=loaded)
    for asked in (query, *(one.title for one in base)):
        assert one.search(asked, 3) == other.search(asked, 3)


class Pair(NamedTuple):
    left: object
    right: object


def test_things_come_back_as_they_were(tmp_path: Path) -> None:
    """What is shared is shared again, dictionaries keep their order, numbers their kind."""
    shared = {"б": 1, "а": 2}
    grouped = defaultdict(list, {"x": ["ж", "\ud800"], "y": []})
    thing = {
        1: [shared, shared, grouped],
        "odd": (None, True, 1.5, -7, 2**70, float("inf"), frozenset({"s"}), {1}),
        "single": np.float32(0.1),
        "array": np.arange(3, dtype=np.int32),
    }
    saved.save(tmp_path / "a.npz", thing, "mark")
    back = saved.load(tmp_path / "a.npz", "mark")
    assert isinstance(back, dict)
    assert list(back) == list(thing)
    assert back[1] == thing[1]
    assert back[1][0] is back[1][1]
    assert list(back[1][0]) == ["б", "а"]
    assert back["odd"] == thing["odd"]
    assert (back["single"], back["single"].dtype) == (np.float32(0.1), np.float32)
    assert (back["array"].tolist(), back["array"].dtype) == ([0, 1, 2], np.int32)


@pytest.mark.parametrize("thing", [len, Path("x"), Pair(1, 2), np.array([object()])])
def test_what_could_run_something_is_not_saved(thing: object, tmp_path: Path) -> None:
    """Functions, other packages' objects, arrays of objects: nothing is written."""
    with pytest.raises(TypeError):
        saved.save(tmp_path / "a.npz", thing, "mark")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_anything_else_is_ignored(built: Index, tmp_path: Path) -> None:
    """Cut short, changed in the middle, empty, of another mark or size, another thing, no file at all: built anew."""
    shelf = Shelf(tmp_path)
    assert shelf.load("name", built.size) is None
    shelf.save("name", built)
    whole = shelf.path("name").read_bytes()
    middle = len(whole) // 2
    for damaged in (
        whole[:-1000],
        whole[:middle],
        b"",
        b"PK",
        whole[:middle] + bytes(255 - byte for byte in whole[middle:]),
    ):
        shelf.path("name").write_bytes(damaged)
        assert shelf.load("name", built.size) is None
    shelf.path("other").write_bytes(whole)
    assert shelf.load("other", built.size) is None
    shelf.path("name").write_bytes(whole)
    assert shelf.load("name", built.size + 1) is None
    assert shelf.load("name", built.size) is not None
    saved.save(shelf.path("name"), Postings(np.zeros(0, np.int32), np.zeros(0, np.int32), 0), "name")
    assert shelf.load("name", built.size) is None
    np.savez(shelf.path("name"), tree=np.frombuffer(b'{"mark":"name","thing":["object","os:system",{}]}', np.uint8))
    assert shelf.load("name", built.size) is None


def test_the_name_says_what_the_index_is_made_of() -> None:
    """Another word anywhere, another order, another lexicon: another name; sources and owners have no part in it."""
    one = Article("a", "Заголовок", RichText("ответ"), ("вопрос",), ("тег",))
    other = replace(one, id="b", title="Другой")
    names = {
        signature(map(digest, articles), lexicon)
        for articles, lexicon in (
            ([one, other], b""),
            ([other, one], b""),
            ([one], b""),
            ([one, other], b"x"),
            ([one, replace(other, learned=("ещё",))], b""),
            ([one, replace(other, questions=("ещё",))], b""),
            ([one, replace(other, answer=RichText("ещё"))], b""),
        )
    }
    assert len(names) == 7
    assert digest(one) == digest(replace(one, owner="Анна", centre="Северный"))


def test_only_the_newest_files_stay(built: Index, tmp_path: Path) -> None:
    """The one in use and the one before; what a process left half written an hour ago goes too."""
    import os

    shelf = Shelf(tmp_path)
    for age, name in enumerate(("newest", "before", "old", "oldest")):
        shelf.path(name).write_bytes(b"x")
        os.utime(shelf.path(name), (1000 - age, 1000 - age))
    (tmp_path / "writing-1.tmp").write_bytes(b"x")
    (tmp_path / "writing-2.tmp").write_bytes(b"x")
    os.utime(tmp_path / "writing-2.tmp", (1000, 1000))
    shelf.sweep()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["before.npz", "newest.npz", "writing-1.tmp"]
