"""`liniya kb`: the knowledge base from a terminal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.kb import app
from bot.errors import SettingsError


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


@pytest.mark.parametrize("question", ["", "😀", "рецепт борща", "?" * 4096])
def test_nothing_found_is_said(question: str) -> None:
    """Nothing found is no error, and is said in so many words."""
    result = kb("ask", question)
    assert (result.exit_code, result.stdout.strip()) == (0, "Не нашёл ответа в базе знаний.")
    assert json.loads(kb("ask", question, "--json").stdout)["outcome"] == "none"


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
