"""`liniya kb`: the knowledge base from a terminal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.kb import app
from bot.cli.kb.batch import NotWritten
from bot.errors import SettingsError
from knowledge.entries import KnowledgeError


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `liniya.toml` of the developer's takes part."""
    monkeypatch.chdir(tmp_path)


def kb(*arguments: str, config: Path | None = None) -> Result:
    """The command as `liniya [--config …] kb …` calls it."""
    return CliRunner().invoke(app, list(arguments), obj=config)


def test_ask_shows_the_answer_with_its_sources() -> None:
    """Outcome, title, answer, and the address of every source written out."""
    result = kb("ask", "Здравствуйте! Забыл пароль")
    assert result.exit_code == 0
    assert result.stdout.startswith("Ответ (уверенность ")
    assert "Не удаётся войти" in result.stdout
    assert "(https://" in result.stdout


def test_ask_as_json() -> None:
    """One JSON object with outcome, confidence and hits, for scripts."""
    data = json.loads(kb("ask", "забыл пароль", "--json").stdout)
    assert set(data) == {"outcome", "confidence", "hits"}
    assert data["outcome"] == "answer"
    assert 0 < data["confidence"] <= 1
    assert set(data["hits"][0]) == {"id", "title", "score"}
    assert data["hits"][0]["score"] == data["confidence"]


def test_several_articles_are_offered() -> None:
    """A word that several articles share gives a choice."""
    assert json.loads(kb("ask", "обучение", "--json").stdout)["outcome"] == "offer"
    lines = kb("ask", "обучение").stdout.splitlines()
    assert lines[0] == "Точного ответа нет, похожие статьи:"
    assert 2 <= len(lines[1:]) <= 3


@pytest.mark.parametrize("question", ["😀", "рецепт борща", "?" * 4096])
def test_nothing_found_is_said(question: str) -> None:
    """Nothing found is no error, and is said in so many words."""
    result = kb("ask", question)
    assert (result.exit_code, result.stdout.strip()) == (0, "Не нашёл ответа в базе знаний.")
    assert json.loads(kb("ask", question, "--json").stdout)["outcome"] == "none"


@pytest.mark.parametrize("said", ["ты бот?", "спасибо", "Добрый день!"])
def test_small_talk_is_told_from_a_question(said: str) -> None:
    """A person reads that nothing is asked; the data stay as they are."""
    result = kb("ask", said)
    assert (result.exit_code, result.stdout.split(":")[0]) == (0, "Это разговор, а не вопрос")
    assert json.loads(kb("ask", said, "--json").stdout) == {"outcome": "none", "confidence": 0.0, "hits": []}


def test_the_settings_thresholds_count(tmp_path: Path) -> None:
    """The centre decides how sure an answer has to be."""
    config = tmp_path / "strict.toml"
    config.write_text("[knowledge]\nanswer_from = 1.0\noffer_from = 0.1\n", encoding="utf-8")
    data = json.loads(kb("ask", "пароль не помню", "--json", config=config).stdout)
    assert data["outcome"] == "offer"


def test_a_bad_settings_file_is_the_root_commands_matter(tmp_path: Path) -> None:
    """The error goes up as it is, to be said in one sentence as everywhere."""
    result = kb("ask", "пароль", config=tmp_path / "absent.toml")
    assert isinstance(result.exception, SettingsError)
    assert result.stdout == ""


def test_list() -> None:
    """Every article on a line, and how many there are."""
    lines = kb("list").stdout.splitlines()
    assert any(line.startswith("login-problem ") for line in lines)
    assert lines[-1].startswith(f"{len(lines) - 1} стат")


def test_no_messenger_or_database_is_loaded() -> None:
    """A question in a terminal must not wait for libraries that it does not need."""
    code = (
        "import sys, bot.cli.kb; print(*{'aiogram', 'telegram', 'sqlalchemy', 'uvicorn', 'numpy'} & set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert loaded.stdout.strip() == ""


def test_a_batch_is_answered_line_by_line(tmp_path: Path) -> None:
    """The format that others rely on: outcome, confidence and up to ten hits, in the order of the questions."""
    asked = [{"id": 7, "query": "забыл пароль"}, {"id": "x", "query": "рецепт борща"}, {"id": "y", "query": ""}]
    Path("in.jsonl").write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    result = kb("ask", "--batch", "in.jsonl", "--out", "out.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    lines = [json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["id"], line["outcome"]) for line in lines] == [(7, "answer"), ("x", "none"), ("y", "none")]
    assert all(set(line) == {"id", "outcome", "confidence", "hits"} for line in lines)
    assert 3 < len(lines[0]["hits"]) <= 10
    assert set(lines[0]["hits"][0]) == {"id", "title", "score"}
    assert kb("ask", "--batch", "in.jsonl").stdout == Path("out.jsonl").read_text(encoding="utf-8")


def test_names_of_questions_come_back_as_they_came() -> None:
    """Any text or number, also one that was there before; the order tells which is which."""
    names = [1, 1, 1.0, 2.5, -3, "", "1", "x", "x", 10**400]
    asked = [json.dumps({"id": name, "query": "забыл пароль"}) for name in names]
    Path("in.jsonl").write_text("\n".join(asked), encoding="utf-8")
    lines = kb("ask", "--batch", "in.jsonl").stdout.splitlines()
    assert [repr(json.loads(line)["id"]) for line in lines] == [repr(name) for name in names]


def test_answers_are_never_written_over_the_questions() -> None:
    """Not by another name of the file either."""
    Path("in.jsonl").write_text('{"id": 1, "query": "пароль"}\n', encoding="utf-8")
    Path("other.jsonl").symlink_to("in.jsonl")
    for out in ("in.jsonl", "./in.jsonl", "other.jsonl"):
        result = kb("ask", "--batch", "in.jsonl", "--out", out)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "другой файл" in result.stderr
    assert "outcome" not in Path("in.jsonl").read_text(encoding="utf-8")


def test_a_bad_batch_writes_nothing(tmp_path: Path) -> None:
    """The lines are named, and what was answered before stays."""
    Path("in.jsonl").write_text('{"id": "a", "query": "пароль"}\n{"id": "b"}\n', encoding="utf-8")
    Path("out.jsonl").write_text("до", encoding="utf-8")
    result = kb("ask", "--batch", "in.jsonl", "--out", "out.jsonl")
    assert isinstance(result.exception, KnowledgeError)
    assert "in.jsonl, строка 2" in str(result.exception)
    assert Path("out.jsonl").read_text(encoding="utf-8") == "до"


def test_answers_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    """A folder that is not there: a sentence, and no file left behind."""
    Path("in.jsonl").write_text("", encoding="utf-8")
    assert isinstance(kb("ask", "--batch", "in.jsonl", "--out", "no/out.jsonl").exception, NotWritten)
    assert [path.name for path in Path().iterdir()] == ["in.jsonl"]


def test_another_base_is_asked_without_importing_it(tmp_path: Path) -> None:
    """A JSONL file, where titles may be empty, or a folder of Markdown."""
    article = {"id": "b", "title": "", "answer": "Борщ варят из свёклы и капусты"}
    Path("base.jsonl").write_text(json.dumps(article), encoding="utf-8")
    data = json.loads(kb("ask", "из чего варят борщ", "--json", "--base", "base.jsonl").stdout)
    assert data["hits"][0]["id"] == "b"
    Path("md").mkdir()
    Path("md/b.md").write_text("---\nid: b\ntitle: Рецепт борща\n---\nВарите свёклу.\n", encoding="utf-8")
    assert "Варите свёклу." in kb("ask", "рецепт борща", "--base", "md").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", ""),
        ("ask", " \n", "--json"),
        ("ask", "вопрос", "--batch", "x"),
        ("ask", "вопрос", "--out", "x"),
    ],
)
def test_what_does_not_go_together_is_said(arguments: tuple[str, ...]) -> None:
    """A question or a batch, and a place for answers to a batch only."""
    result = kb(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
