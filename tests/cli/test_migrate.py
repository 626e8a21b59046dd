"""`liniya migrate`: the database brought up to date, and what was done."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import schema
from bot.cli.application import run


def test_migrate_says_what_it_did(
    empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line for each revision; the second time there is nothing to do."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINIYA_DATABASE__URL", empty_database)
    assert run(["migrate"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.startswith("Применено: ") for line in lines] == [True] * (len(lines) - 1) + [False]
    assert schema.pending(empty_database) == []
    assert run(["migrate"]) == 0
    assert capsys.readouterr().out == "База данных уже в порядке, менять нечего.\n"
