"""The centre's own lexicon at the command line: the same that the running service answers with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli.application import run
from bot.cli.checks.finding import Mark
from bot.cli.checks.local import check_lexicon
from bot.settings import Settings
from bot.settings.keys import Knowledge
from knowledge.lexicon import load_lexicon

OWN = 'synonyms = [\n  "тусовка семинар",\n  "кубик ромбик",\n]\n'
BASE = {"id": "seminar", "title": "Как записаться на семинар", "answer": "Позвоните."}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in the data folder, with a base of one article in the database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINIYA_KNOWLEDGE__SHIPPED", "false")
    Path("base.jsonl").write_text(json.dumps(BASE) + "\n", encoding="utf-8")
    assert run(["kb", "import", "base.jsonl"]) == 0
    return tmp_path / "data" / "lexicon.toml"


def kb(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What `liniya kb …` says, on either stream."""
    capsys.readouterr()
    assert run(["kb", *arguments]) == code
    said = capsys.readouterr()
    return said.out + said.err


@pytest.mark.parametrize("is_set", [False, True])
def test_the_bases_words_are_asked_with_it(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, is_set: bool
) -> None:
    """The one in the data folder, or the one of the settings instead; files as well as the database."""
    if is_set:
        own = own.with_name("other.toml")
        monkeypatch.setenv("LINIYA_KNOWLEDGE__LEXICON", str(own))
    assert json.loads(kb(capsys, "ask", "тусовка", "--json"))["hits"] == []
    own.write_text(OWN, encoding="utf-8")
    for more in ([], ["--base", "base.jsonl"]):
        assert [one["id"] for one in json.loads(kb(capsys, "ask", "тусовка", "--json", *more))["hits"]] == ["seminar"]


def test_the_check_of_the_lexicon_looks_at_it(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And at the articles of the database; a file that is named takes its place."""
    own.write_text(OWN, encoding="utf-8")
    told = kb(capsys, "lexicon")
    assert f"В словаре {len(load_lexicon()) + 2} " in told
    assert "lexicon.toml, строка 3 (synonyms): кубик ромбик" in told
    assert "тусовка семинар" not in told
    assert "(synonyms): войти зайти вход" in told
    other = own.with_name("other.toml")
    other.write_text('synonyms = ["а б"]\n', encoding="utf-8")
    assert f"В словаре {len(load_lexicon()) + 1} " in kb(capsys, "lexicon", "--file", str(other))


@pytest.mark.parametrize("command", [["ask", "тусовка"], ["lexicon"], ["tune"], ["gaps"]])
def test_a_faulty_one_is_named(own: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    """By line; nothing else is said."""
    own.write_text('synonyms = ["тусовка"]\n', encoding="utf-8")
    assert kb(capsys, *command, code=1).startswith("lexicon.toml, строка 1: в группе меньше двух слов")


def test_liniya_check_looks_at_it(tmp_path: Path) -> None:
    """It need not be there, unless the settings name it; a fault is told with its line."""
    file = tmp_path / "lexicon.toml"
    by_default, named = Settings(data_dir=tmp_path), Settings(knowledge=Knowledge(lexicon=file))
    assert [check_lexicon(one).mark for one in (by_default, named)] == [Mark.OFF, Mark.WRONG]
    file.write_text(OWN, encoding="utf-8")
    for one in (by_default, named):
        found = check_lexicon(one)
        assert (found.mark, "2 группы слов" in found.words) == (Mark.FINE, True)
    file.write_text("synonyms = [", encoding="utf-8")
    found = check_lexicon(by_default)
    assert (found.mark, "lexicon.toml, строка 1: файл не читается" in found.words) == (Mark.WRONG, True)
    file.unlink()
    file.mkdir()
    assert check_lexicon(by_default).mark is Mark.WRONG
