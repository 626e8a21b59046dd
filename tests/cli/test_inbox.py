"""`liniya inbox …`: parked updates, looked at and decided upon."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import inbox, schema
from bot.cli.application import run
from bot.database import Database
from bot.messages import Batch, RawUpdate

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
TOKEN = "123456789:AAE_this-is-not-a-real-token_0123456789"


class _Closing(Database):
    async def aclose(self) -> None:
        await self.close()


@pytest.fixture
def url(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with one parked row, № 1, and a newer one of the same conversation."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINIYA_DATABASE__URL", sqlite_url)
    schema.upgrade(sqlite_url)
    asyncio.run(_fill(sqlite_url))
    return sqlite_url


async def _fill(url: str) -> None:
    async with contextlib.aclosing(_Closing(url)) as database, database.write() as session:
        updates = [RawUpdate(str(number), "telegram:42", {"text": f"письмо {number}"}) for number in (1, 2)]
        await inbox.accept(session, "telegram", Batch(updates, None), NOW)
        row = await inbox.get(session, 1)
        assert row is not None
        row.state, row.error = inbox.InboxState.PARKED, f"Traceback …\nValueError: bot{TOKEN} is poison"


async def _read_waiting(url: str) -> list[tuple[int, str]]:
    async with contextlib.aclosing(_Closing(url)) as database, database.read() as session:
        (conversation,) = await inbox.due_conversations(session, NOW + timedelta(days=999), 10)
        rows = await inbox.waiting_rows(session, [conversation.id])
        return [(row.id, row.payload["text"]) for row in rows[conversation.id]]


def _waiting(url: str) -> list[tuple[int, str]]:
    return asyncio.run(_read_waiting(url))


def test_failed_lists_what_was_parked(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A line each: number, time by the centre's clock, conversation, last line of the error, masked."""
    assert run(["inbox", "failed"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "№ 1 · 23.11.2026 09:30 · telegram:42 · ValueError: bot<token> is poison",
        "Отложено 1 сообщение.",
    ]


def test_show_gives_the_whole_story(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What came in and the traceback, masked."""
    assert run(["inbox", "show", "1"]) == 0
    shown = capsys.readouterr().out
    assert "отложено" in shown
    assert '"text": "письмо 1"' in shown
    assert "Traceback" in shown
    assert TOKEN not in shown


def test_what_is_retried_runs_after_newer_rows(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The conversation has gone on meanwhile, so the row goes to its end."""
    assert run(["inbox", "retry", "1"]) == 0
    assert capsys.readouterr().out == "№ 1 будет обработано ещё раз, теперь это № 3.\n"
    assert _waiting(url) == [(2, "письмо 2"), (3, "письмо 1")]


def test_what_is_dropped_is_no_longer_listed(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And it is not processed."""
    assert run(["inbox", "drop", "1"]) == 0
    assert run(["inbox", "failed"]) == 0
    assert capsys.readouterr().out.endswith("Отложенных сообщений нет.\n")
    assert _waiting(url) == [(2, "письмо 2")]


@pytest.mark.parametrize("command", ["retry", "drop"])
@pytest.mark.parametrize(("number", "words"), [("2", "не отложено"), ("77", "нет")])
def test_only_parked_rows_can_be_decided_upon(
    url: str, command: str, number: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """All numbers or none: a wrong one leaves the others as they are."""
    assert run(["inbox", command, "1", number]) == 1
    assert words in capsys.readouterr().err
    assert _waiting(url) == [(2, "письмо 2")]


def test_a_database_that_is_behind_is_said_so(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No table, no traceback."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINIYA_DATABASE__URL", sqlite_url)
    assert run(["inbox", "failed"]) == 1
    assert "liniya migrate" in capsys.readouterr().err
