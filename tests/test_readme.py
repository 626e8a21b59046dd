"""What the README and the guides tell people to type is real."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest

from bot.cli.application import run

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
GUIDES = [README, *sorted((ROOT / "docs").glob("*.md"))]


def _first_block() -> list[str]:
    """The commands of the README's first code block, without comments."""
    block = re.search(r"^```\w*\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert block is not None, "the README has no code block"
    lines = (line.partition("#")[0].strip() for line in block[1].splitlines())
    return [line for line in lines if line]


def _said_commands(path: Path) -> set[str]:
    """Every `liniya <command>` in a guide's code."""
    text = path.read_text(encoding="utf-8")
    code = re.findall(r"^```\w*\n.*?^```|`[^`\n]+`", text, re.MULTILINE | re.DOTALL)
    calls = (re.findall(r"(?:^|\s|`)liniya ((?:[a-z]+ ?){1,2})", snippet) for snippet in code)
    return {call.strip() for found in calls for call in found}


def test_the_readme_opens_with_the_two_commands() -> None:
    """One to try the line, one to test it; each on a fresh machine, so each brings uv."""
    assert _first_block() == ["pip install uv && uv run liniya sandbox", "pip install uv && uv run pytest"]


def test_the_first_command_is_real(capsys: pytest.CaptureFixture[str]) -> None:
    """`liniya sandbox` exists. That it starts and serves the page is `tests/e2e`'s business."""
    _, _, words = _first_block()[0].partition("uv run liniya ")
    assert run([*words.split(), "--help"]) == 0
    assert capsys.readouterr().out.startswith("Использование: liniya sandbox")


def test_the_second_command_is_what_ci_runs() -> None:
    """`uv run pytest` finds the tests by the project's settings, and `.ci/run` ends with it."""
    _, _, command = _first_block()[1].partition("&& ")
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").rstrip().splitlines()[-1] == command
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["pytest"]["ini_options"]["testpaths"] == ["tests"]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_command_in_a_guide_exists(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`liniya …` in the README's and the guides' code can be typed."""
    for words in sorted(_said_commands(guide)):
        assert run([*words.split(), "--help"]) == 0, f"{guide.name}: liniya {words}"
