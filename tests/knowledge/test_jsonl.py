"""Articles and questions from JSONL: the format is a contract, and bad lines are named."""

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.articles import Article, SourceLink, rendered
from knowledge.entries import KnowledgeError
from knowledge.jsonl import Asked, load_articles, load_questions

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)
keys = st.sampled_from(["id", "title", "answer", "questions", "tags", "sources", "query", "other"])


def written(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "base.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_an_article_is_read_whole(tmp_path: Path) -> None:
    """All keys; those that are not known are not looked at; blank lines and a byte order mark do no harm."""
    source = {"title": "Закон", "url": "https://example.org/"}
    full = {"id": "a", "title": "Т", "answer": "О", "questions": ["к"], "tags": ["м"], "sources": [source], "x": 1}
    one, other = load_articles(written(tmp_path, "\ufeff", full, "", {"id": "b", "title": "", "answer": "Ответ"}))
    assert (one.id, one.title, one.answer.text, one.questions, one.tags) == ("a", "Т", "О", ("к",), ("м",))
    assert one.sources == (SourceLink("Закон", "https://example.org/"),)
    assert rendered(other).text == "Ответ"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "строка 2: здесь нужен один объект JSON"),
        ([1], "строка 2: здесь нужен один объект JSON"),
        ({"title": "т", "answer": "о"}, "строка 2: в поле «id»"),
        ({"id": "b", "title": None, "answer": "о"}, "строка 2: в поле «title»"),
        ({"id": "b", "title": "т", "answer": " "}, "строка 2: в поле «answer»"),
        ({"id": "b", "title": "т", "answer": "о", "questions": "к"}, "строка 2: поле «questions»"),
        ({"id": "b", "title": "т", "answer": "о", "sources": [{"url": "x"}]}, "строка 2: поле «sources»"),
        ({"id": "a", "title": "т", "answer": "о"}, "строка 2: id «a» уже был в строке 1"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: object, words: str) -> None:
    """One bad line is enough for none to be taken, and the sentence says where and what."""
    with pytest.raises(KnowledgeError, match=words):
        load_articles(written(tmp_path, {"id": "a", "title": "т", "answer": "о"}, line))


def test_many_bad_lines_are_counted(tmp_path: Path) -> None:
    """Twenty are named, the others only counted."""
    with pytest.raises(KnowledgeError) as caught:
        load_articles(written(tmp_path, *["{"] * 25))
    assert str(caught.value).count("\n") == 20
    assert str(caught.value).endswith("И ещё 5 таких строк.")


def test_nothing_is_no_base(tmp_path: Path) -> None:
    """An empty file, an absent one, another encoding: a sentence each."""
    with pytest.raises(KnowledgeError, match="нет ни одной статьи"):
        load_articles(written(tmp_path, ""))
    with pytest.raises(KnowledgeError, match="не читается"):
        load_articles(tmp_path / "absent.jsonl")
    (tmp_path / "old.jsonl").write_bytes("Ёлка".encode("cp1251"))
    with pytest.raises(KnowledgeError, match="UTF-8"):
        load_articles(tmp_path / "old.jsonl")


def test_questions_are_read(tmp_path: Path) -> None:
    """A number names a question as well as a text does; an empty question is one."""
    asked = load_questions(written(tmp_path, {"id": 1, "query": "как"}, {"id": "1", "query": ""}))
    assert asked == (Asked(1, "как"), Asked("1", ""))


@pytest.mark.parametrize("named", [None, True, [1], {}, float("inf"), float("nan")])
def test_what_names_no_question(tmp_path: Path, named: object) -> None:
    """Neither a text nor a number: the line is told."""
    with pytest.raises(KnowledgeError, match=r"строка 1: в поле «id» должна быть строка или число"):
        load_questions(written(tmp_path, {"id": named, "query": "как"}))


@given(lines=st.lists(st.dictionaries(keys, anything, max_size=7) | st.text(max_size=20), max_size=5))
def test_whatever_the_file_holds_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, lines: list[object]
) -> None:
    """No line brings anything but articles or a sentence."""
    path = tmp_path_factory.mktemp("base") / "base.jsonl"
    path.write_bytes("\n".join(map(json.dumps, lines)).encode())
    for load in (load_articles, load_questions):
        with contextlib.suppress(KnowledgeError):
            assert all(one.id != "" for one in load(path) if isinstance(one, Article))
