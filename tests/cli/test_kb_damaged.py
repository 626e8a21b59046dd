"""Rows of the base that somebody has damaged: they are named and passed over, and can be mended."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.cli.application import run
from bot.database import Database
from knowledge.live import LiveBase
from tests.fakes import FakeClock

GOOD = {"id": "good", "title": "Заказ", "answer": "Позвоните"}
BAD = {"id": "bad", "title": "Борщ", "answer": "Варите свёклу"}


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A database with two articles."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "liniya.db"
    monkeypatch.setenv("LINIYA_DATABASE__URL", f"sqlite+aiosqlite:///{path}")
    monkeypatch.setenv("LINIYA_WEB__LISTEN", "127.0.0.1:0")
    monkeypatch.setenv("LINIYA_KNOWLEDGE__SHIPPED", "false")
    Path("base.jsonl").write_text(json.dumps(GOOD) + "\n" + json.dumps(BAD), encoding="utf-8")
    kb(capsys, "import", "base.jsonl")
    return path


def kb(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(["kb", *arguments]) == code
    said = capsys.readouterr()
    return said.out + said.err


def asked(capsys: pytest.CaptureFixture[str], question: str) -> list[str]:
    assert run(["kb", "ask", question, "--json"]) == 0
    return [hit["id"] for hit in json.loads(capsys.readouterr().out)["hits"]]


def damage(file: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement, values)
        connection.execute("UPDATE kb_state SET version = version + 1")
        connection.commit()


CONTENTS = [
    "{broken",
    "[]",
    "null",
    "{}",
    '{"title": 7, "answer": {"text": "т"}}',
    '{"title": "т", "answer": "нет"}',
    "",
]


@pytest.mark.parametrize("content", CONTENTS)
def test_commands_name_a_damaged_article_and_go_on(
    file: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    """Shown as such, left out of what is asked and exported, and taken back to what it was."""
    damage(file, "UPDATE kb_articles SET content = ? WHERE id = 'bad'", content)
    assert "[повреждена: liniya check]" in kb(capsys, "list")
    assert "«bad» в базе повреждена" in kb(capsys, "show", "bad", code=1)
    assert asked(capsys, "борщ") == []
    assert asked(capsys, "заказ") == ["good"]
    assert "добавлена" in kb(capsys, "history", "bad")
    assert "Не выгружены, потому что повреждены в базе: bad." in kb(capsys, "export", "out.jsonl", code=1)
    assert len(Path("out.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    kb(capsys, "links")
    kb(capsys, "stale")
    kb(capsys, "back", "bad", "1")
    assert "Борщ" in kb(capsys, "show", "bad")


def test_a_damaged_article_is_imported_anew(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its history keeps what it was; a damaged state of it is no way back."""
    damage(file, "UPDATE kb_articles SET content = '{broken' WHERE id = 'bad'")
    damage(file, "UPDATE kb_revisions SET content = '{broken' WHERE article_id = 'bad'")
    assert "Состояние 1 статьи «bad» повреждено" in kb(capsys, "back", "bad", "1", code=1)
    assert run(["check"]) == 1
    assert "целых прежних состояний нет: загрузите её заново" in capsys.readouterr().out
    assert "~ bad: изменится (прежний текст был повреждён)" in kb(capsys, "import", "base.jsonl")
    assert "Борщ" in kb(capsys, "show", "bad")


def test_the_check_says_what_to_do(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """About the article, the wording and the calibration, until all is mended."""
    assert run(["check"]) == 0
    capsys.readouterr()
    damage(file, "UPDATE kb_articles SET content = '{broken' WHERE id = 'bad'")
    damage(file, "UPDATE kb_state SET calibration = '{broken'")
    damage(
        file,
        "INSERT INTO kb_wordings (article_id, text, normal, origin, state, times, proposed_at, decided_by)"
        " VALUES ('good', X'FF', 'x', 'sent', 'learned', 1, '2026-01-01', '')",
    )
    assert run(["check"]) == 1
    said = capsys.readouterr().out
    assert "✗ Статья «bad» в базе повреждена, клиенты её не видят: верните её (liniya kb back bad 1)" in said
    assert "✗ Повреждены выученные формулировки (их 1) статей good" in said
    assert "✗ Подстройка уверенности повреждена" in said


async def test_the_running_base_serves_the_rest(file: Path, tmp_path: Path) -> None:
    """At the start and while it runs; each damaged row is named in the log once."""
    database = Database(f"sqlite+aiosqlite:///{file}")
    base = LiveBase(database, FakeClock(), tmp_path / "indexes")
    await base.load(asyncio.Event())
    with capture_logs() as logs:
        damage(file, "UPDATE kb_articles SET content = '{broken', revision = 2 WHERE id = 'bad'")
        damage(file, "UPDATE kb_state SET calibration = '{broken'")
        assert await base.look(asyncio.Event())
        damage(file, "UPDATE kb_articles SET enabled = 1")
        assert await base.look(asyncio.Event())
        restarted = LiveBase(database, FakeClock(), tmp_path / "indexes")
        await restarted.load(asyncio.Event())
    assert list(base.articles) == list(restarted.articles) == ["good"]
    assert [one["article"] for one in logs if one["event"] == "knowledge.article_unreadable"] == ["bad", "bad"]
    await database.close()
