"""`liniya kb gaps` and `liniya kb stale`: what the base lacks, and what grows old, from a terminal."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot import schema
from bot.cli.application import run
from bot.database import Database
from bot.richtext import rich
from knowledge import gaps, store
from knowledge.articles import Article
from knowledge.gaps import Why

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
ORDER = Article("order", "Как заказать документ", rich("Заполните форму."), owner="Анна", valid_until=date(2026, 1, 31))


class _Closing(Database):
    async def aclose(self) -> None:
        await self.close()


@pytest.fixture
def url(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with nothing in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINIYA_DATABASE__URL", sqlite_url)
    schema.upgrade(sqlite_url)
    return sqlite_url


def _fill(url: str) -> None:
    async def fill() -> None:
        async with contextlib.aclosing(_Closing(url)) as database, database.write() as session:
            await store.save(session, ORDER, "Анна", NOW)
            await store.save(session, replace(ORDER, id="later", valid_until=date(9999, 1, 1)), "Анна", NOW)
            await store.save(session, replace(ORDER, id="nobody", owner="", valid_until=date(2026, 2, 1)), "Анна", NOW)
            for days, text in enumerate(["заказать документ", "где парковка у офиса", "Где у офиса парковка?"]):
                await gaps.note(session, text, Why.NOTHING_FOUND, NOW + timedelta(days), None)

    asyncio.run(fill())


def test_gaps_are_shown_by_group(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """How often, when last, examples, the nearest article; the largest group first."""
    _fill(url)
    assert run(["kb", "gaps"]) == 0
    shown = capsys.readouterr().out
    assert "Вопросов без ответа: 3." in shown
    assert "1. Спросили 2 раза, последний раз 25.11.2026" in shown
    assert "  «где парковка у офиса»\n  «Где у офиса парковка?»" in shown
    assert "2. Спросили 1 раз, последний раз 23.11.2026" in shown
    assert "Ближе всего: " in shown
    assert run(["kb", "gaps", "--limit", "1"]) == 0
    assert "И ещё 1 группа" in capsys.readouterr().out


def test_gaps_as_json(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An array for scripts, since a day by the centre's clock."""
    _fill(url)
    assert run(["kb", "gaps", "--json", "--since", "2026-11-24"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "count": 2,
            "newest": "2026-11-25T06:30:00+00:00",
            "examples": ["где парковка у офиса", "Где у офиса парковка?"],
            "nearest": None,
        }
    ]
    assert run(["kb", "gaps", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[1]["nearest"]["title"] == "Как заказать документ"


def test_no_gaps(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It says so; that is no failure."""
    assert run(["kb", "gaps"]) == 0
    assert capsys.readouterr().out == "Вопросов без ответа нет.\n"
    assert run(["kb", "gaps", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_wrong_date_is_named(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With what was expected."""
    assert run(["kb", "gaps", "--since", "вчера"]) == 2
    assert "--since" in capsys.readouterr().err


def test_stale_articles_are_listed_with_their_owners(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The oldest first; those that stay right for long are left out."""
    assert run(["kb", "stale"]) == 0
    assert "нет" in capsys.readouterr().out
    _fill(url)
    assert run(["kb", "stale"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "устарела 31.01.2026 · order: Как заказать документ · владелец: Анна",
        "устарела 01.02.2026 · nobody: Как заказать документ · владелец: не назначен",
        "Проверьте 2 статьи: исправьте их или продлите срок.",
    ]
