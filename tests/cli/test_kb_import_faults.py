"""What `liniya kb import` refuses and what it remarks upon, in every kind of file alike."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.cli.application import run
from bot.richtext import rich
from knowledge.articles import Article, SourceLink
from knowledge.files import Kind
from knowledge.saving import writing

ENDINGS = {Kind.MARKDOWN: "", Kind.JSONL: ".jsonl", Kind.CSV: ".csv", Kind.XLSX: ".xlsx"}
LINK = SourceLink("Т", "https://example.org/a")


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINIYA_DATABASE__URL", f"sqlite+aiosqlite:///{tmp_path / 'liniya.db'}")
    monkeypatch.setenv("LINIYA_KNOWLEDGE__SHIPPED", "false")


def kb(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(["kb", *arguments]) == code
    said = capsys.readouterr()
    return said.out + said.err


def written(kind: Kind, article: Article) -> str:
    path = Path(f"base{ENDINGS[kind]}")
    with writing(path, kind) as writer:
        writer.add(article, enabled=True)
    return path.name


def lines(*entries: dict[str, Any], name: str = "base.jsonl") -> str:
    Path(name).write_text("".join(json.dumps(one) + "\n" for one in entries), encoding="utf-8")
    return name


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    ("article", "said"),
    [
        (Article("a", "т" * 301, rich("о")), "заголовок длиннее 300 знаков (в тексте их 301); сократите."),
        (Article("a", "т", rich("о" * 20_001)), "ответ длиннее 20000 знаков (в тексте их 20001)"),
        (Article("a", "т", rich("о"), ("в" * 301,)), "формулировка длиннее 300 знаков"),
        (Article("a", "т", rich("о"), tuple(map(str, range(201)))), "формулировок больше 200 (их 201)"),
        (Article("a", "т", rich("о"), sources=(LINK,) * 51), "источников больше 50 (их 51)"),
        (Article("a", "т\x07", rich("о")), "в заголовке есть управляющий знак \\x07 (по счёту 2)"),
        (Article("a", "т", rich("о\x00")), "в ответе есть управляющий знак \\x00"),
        (Article("a", "т", rich("о"), ("\x1b[31m",)), "в формулировке есть управляющий знак \\x1b"),
        (Article("a", "т", rich("о"), owner="\x9b"), "в имени ответственного есть управляющий знак"),
    ],
)
def test_what_no_base_takes(capsys: pytest.CaptureFixture[str], kind: Kind, article: Article, said: str) -> None:
    """The entry is named, and nothing is imported."""
    assert said in kb(capsys, "import", written(kind, article), code=1)
    assert not Path("liniya.db").exists() or "Статей: 0" in kb(capsys, "list")


@pytest.mark.parametrize("kind", list(Kind))
def test_limits_may_be_reached(capsys: pytest.CaptureFixture[str], kind: Kind) -> None:
    """What is exactly as long as it may be is taken."""
    wordings = tuple(f"{number:0300}" for number in range(1, 101))
    article = Article("a", "т" * 300, rich("о" * 20_000), wordings, sources=(LINK,) * 50)
    assert kb(capsys, "import", written(kind, article)).endswith("Загружено.\n")


@pytest.mark.parametrize("kind", list(Kind))
def test_texts_of_one_line_have_one(capsys: pytest.CaptureFixture[str], kind: Kind) -> None:
    """A line's end in a title or wording is a space; in an answer it stays."""
    article = Article("a", "раз\nдва", rich("три\nчетыре"), ("пять\nшесть",))
    kb(capsys, "import", written(kind, article))
    shown = kb(capsys, "show", "a")
    assert "раз два" in shown
    assert "• пять шесть" in shown


def test_empty_wordings_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """Of Markdown as of the others."""
    Path("a.md").write_text('---\nid: a\ntitle: т\nquestions:\n  - ""\n  -\n  - да нет\n---\nо', encoding="utf-8")
    kb(capsys, "import", "a.md")
    assert kb(capsys, "show", "a").endswith("Формулировки:\n• да нет\n")


@pytest.mark.parametrize("field", ["title", "answer"])
def test_half_a_character(capsys: pytest.CaptureFixture[str], field: str) -> None:
    """Refused by line; shown as its number where a file is only looked at."""
    entry = {"id": "a", "title": "т", "answer": "о"} | {field: "\ud800"}
    assert "base.jsonl, строка 1: в" in kb(capsys, "import", lines(entry), code=1)
    assert "\\ud800" in kb(capsys, "show", "a", "--base", "base.jsonl")
    kb(capsys, "list", "--base", "base.jsonl")
    kb(capsys, "ask", "т", "--base", "base.jsonl")
    Path("base.jsonl").write_text('{"id": "a", "title": "\\ud83d\\ude00", "answer": "о"}', encoding="utf-8")
    kb(capsys, "import", "base.jsonl")
    assert "😀" in kb(capsys, "show", "a")


def test_a_terminal_obeys_nothing_that_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Files that are only looked at may have anything in them; Cyrillic, spaces and signs stay as they are."""
    nasty = "т\x1b[31m\x07\u202e\xa0👩\u200d👩"
    name = lines({"id": "a", "title": nasty, "answer": nasty, "questions": [nasty], "owner": nasty})
    said = kb(capsys, "show", "a", "--base", name) + kb(capsys, "list", "--base", name)
    said += kb(capsys, "ask", "т", "--base", name)
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert "т\\x1b[31m\\x07\\u202e\xa0👩\u200d👩" in said


def test_unknown_keys_are_told_once_or_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    """With the one that was meant; nothing is refused, and the entries are the same."""
    one = {"id": "a", "title": "т", "answer": "о", "question": ["в"], "alts": []}
    other = {"id": "b", "title": "т", "answer": "о", "enable": False, "alts": [], "tags": ["м"], "category": 1}
    said = kb(capsys, "import", lines(one, other))
    assert (
        "! base.jsonl, строка 1: ключ «question» неизвестен и не загружается; может быть, имелся в виду «questions»?"
        in said
    )
    assert (
        "! base.jsonl, строка 2: ключ «enable» неизвестен и не загружается; может быть, имелся в виду «enabled»?"
        in said
    )
    assert "! base.jsonl, строка 2: ключ «category» неизвестен и не загружается.\n" in said
    assert said.count("«alts»") == 1
    assert "ключ «alts» есть во всех строках" in said
    assert "Новых: 2" in said


def test_a_day_that_has_passed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """The article is imported all the same; the first twenty are named."""
    entries = [{"id": str(number), "title": "т", "answer": "о", "valid_until": "2020-01-31"} for number in range(23)]
    said = kb(capsys, "import", lines(*entries, {"id": "z", "title": "т", "answer": "о", "valid_until": "2999-01-31"}))
    assert "! base.jsonl, строка 20: срок «31.01.2020» уже прошёл" in said
    assert "строка 21: срок" not in said
    assert "прошёл срок и у других статей (их 3)" in said
    assert "Новых: 24" in said


def test_what_cannot_be_read_is_said_in_russian(capsys: pytest.CaptureFixture[str]) -> None:
    """Absent, a folder in a file's place, rights, an ending that nobody knows."""
    for name in ("no.csv", "no.jsonl", "no.md", "no.xlsx", "no", "no.txt"):
        assert f"{name}: файл не читается: такого файла или папки нет, проверьте имя." in kb(
            capsys, "import", name, code=1
        )
    Path("base.txt").write_text('{"id": "a", "title": "т", "answer": "о"}', encoding="utf-8")
    assert "base.txt: что в этом файле, по имени не понять. Читаются" in kb(capsys, "import", "base.txt", code=1)
    Path("base.json").write_text('{\n"id": "a"}', encoding="utf-8")
    assert "по имени не понять" in kb(capsys, "import", "base.json", code=1)
    Path("base").write_text("[]", encoding="utf-8")
    assert "по имени не понять" in kb(capsys, "list", "--base", "base", code=1)
    for name in ("base", "base.json"):
        Path("base.txt").replace(name)
        assert "Новых: 1" in kb(capsys, "import", name, "--dry-run")
        Path(name).replace("base.txt")
    assert "файл не записан: такого файла или папки нет" in kb(capsys, "export", "no/no.jsonl", code=1)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="у администратора есть все права")
def test_a_file_without_rights(capsys: pytest.CaptureFixture[str]) -> None:
    """Said so."""
    Path(lines({})).chmod(0)
    assert "файл не читается: нет прав" in kb(capsys, "import", "base.jsonl", code=1)


def test_columns_agree_in_number(capsys: pytest.CaptureFixture[str]) -> None:
    """One and several."""
    Path("base.csv").write_text("id;title;answer;ответ;x\n", encoding="utf-8")
    said = kb(capsys, "import", "base.csv", code=1)
    assert "столбец «ответ» есть дважды; оставьте один." in said
    assert "столбец «x» неизвестен; переименуйте или уберите его." in said
