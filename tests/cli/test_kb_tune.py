"""`liniya kb tune`: what it prints and what it leaves in the database."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.application import run
from knowledge.loading import load_shipped

DATABASE = Path("data/liniya.db")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the test's own, without the shipped articles but for a file with some of them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINIYA_KNOWLEDGE__SHIPPED", "false")
    articles = [
        {"id": one.id, "title": one.title, "answer": one.answer.text, "questions": one.questions}
        for one in load_shipped()[::2]
    ]
    Path("base.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")


def tune(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(["kb", "tune", *arguments]) == code
    said = capsys.readouterr()
    return said.out + said.err


def kept() -> tuple[int, str | None]:
    """The version of the base and its calibration."""
    with closing(sqlite3.connect(DATABASE)) as connection:
        version, calibration = connection.execute("SELECT version, calibration FROM kb_state").fetchone()
    return version, calibration


def _is_a_table(told: str) -> bool:
    """Before and after, each with the confidences from bottom to top."""
    _, before, after = told.split("уверенность   ")
    return all("\n0.0–0.1 " in part and "\n0.9–1.0 " in part for part in (before, after))


def test_a_trial_saves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Not of files, for which no database is made, nor of the database."""
    told = tune(capsys, "--base", "base.jsonl")
    assert _is_a_table(told)
    assert told.endswith("ничего не сохранено.\n")
    assert not DATABASE.exists()
    run(["kb", "import", "base.jsonl"])
    before = kept()
    told = tune(capsys, "--dry-run")
    assert _is_a_table(told)
    assert told.endswith("ничего не сохранено.\n")
    assert kept() == before


def test_what_is_better_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    """Under a new version, so that running copies take it over."""
    run(["kb", "import", "base.jsonl"])
    version, before = kept()
    told = tune(capsys)
    assert _is_a_table(told)
    assert "\nСохранено: " in told
    assert before in (None, "null")
    assert kept()[0] == version + 1
    assert "constant" in json.loads(kept()[1] or "null")


@pytest.mark.parametrize("is_imported", [True, False])
def test_too_few_wordings_are_refused(capsys: pytest.CaptureFixture[str], *, is_imported: bool) -> None:
    """With a sentence that says what to do; also where there is no database at all."""
    if is_imported:
        Path("small.jsonl").write_text('{"id": "a", "title": "Заказ", "answer": "Да"}\n', encoding="utf-8")
        run(["kb", "import", "small.jsonl"])
    told = tune(capsys, code=1)
    assert "нужно хотя бы 100. Добавьте статьям вопросы" in told
    assert DATABASE.exists() == is_imported


def test_without_a_database_the_shipped_articles_are_put_into_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the service would do at its start."""
    monkeypatch.setenv("LINIYA_KNOWLEDGE__SHIPPED", "true")
    assert "\nСохранено: " in tune(capsys)
    assert kept()[1] not in (None, "null")
