"""The command line as a person meets it: help, faults of usage, exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.application import run

HEAVY = (
    "aiogram",
    "telegram",
    "sqlalchemy",
    "alembic",
    "pydantic",
    "fluent",
    "httpx",
    "rich",
    "knowledge",
    "matplotlib",
)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `liniya.toml` of the checkout."""
    monkeypatch.chdir(tmp_path)


def test_help_shows_every_command_in_russian(capsys: pytest.CaptureFixture[str]) -> None:
    """Names and headings, nothing in English."""
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    for command in ("run", "sandbox", "migrate", "check", "inbox", "kb"):
        assert f"\n  {command} " in shown
    for english in ("Usage", "Options", "Commands", "Show this", "completion"):
        assert english not in shown


@pytest.mark.parametrize("command", ["run", "sandbox", "migrate", "check", "inbox", "kb"])
def test_every_command_has_help_in_russian(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Sub-commands speak Russian too, whoever wrote them."""
    assert run([command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Использование: liniya")
    for english in ("Options", "Commands", "Show this", "completion"):
        assert english not in shown


def test_help_imports_nothing_heavy() -> None:
    """What takes long to load is loaded by the command that needs it (half a second is the contract)."""
    program = (
        "import sys; from bot.cli.application import run; run(['--help']); "
        f"print('heavy:', *(name for name in {HEAVY!r} if name in sys.modules))"
    )
    command = [sys.executable, "-c", program]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert shown.stdout.rstrip().endswith("heavy:")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["chek"], "Команды 'chek' нет: возможно, вы имели в виду 'check'.\n"),
        (["--loud"], "Параметра --loud нет: посмотрите --help.\n"),
        (["inbox", "show"], "Не указано 'НОМЕР': посмотрите --help.\n"),
        (["inbox", "show", "first"], "'НОМЕР': нужно число, посмотрите --help.\n"),
        (["--config", "absent.toml", "migrate"], "Файла настроек «absent.toml» нет: проверьте путь после --config.\n"),
    ],
)
def test_a_fault_of_usage_is_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """On stderr, with exit code 2 and no traceback."""
    assert run(arguments) == 2
    assert capsys.readouterr().err == sentence


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The name and the number."""
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("liniya 0.")


def test_a_bad_setting_ends_with_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence of the settings is all that is printed."""
    monkeypatch.setenv("LINIYA_WEB__LISTEN", "everywhere")
    assert run(["migrate"]) == 2
    assert capsys.readouterr().err.startswith("Настройка «web.listen» задана неверно")


def test_an_unreachable_database_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, without the password."""
    monkeypatch.setenv("LINIYA_DATABASE__URL", "postgresql+psycopg://u:s3cret@127.0.0.1:1/liniya")
    assert run(["migrate"]) == 1
    shown = capsys.readouterr().err
    assert shown.startswith("База данных недоступна")
    assert "s3cret" not in shown
