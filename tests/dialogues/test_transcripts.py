"""Every dialogue in this folder is held, and whatever the client sees of it has to be what the file tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.database import Database
from tests import databases
from tests.dialogues.actions import is_at_once, perform
from tests.dialogues.line import Line
from tests.dialogues.transcript import compared, difference, read, seen_by_client, seen_by_staff

FILES = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_transcript(path: Path, sqlite_url: str) -> None:
    """The dialogue comes as the file tells it, and no row is left behind."""
    databases.lay_tables(sqlite_url)
    database = Database(sqlite_url)
    try:
        await _hold(path, database)
    finally:
        await database.close()


async def _hold(path: Path, database: Database) -> None:
    transcript = read(path)
    line = Line(database)
    await line.open()
    told, came = [], []
    for number, step in enumerate(transcript.steps):
        await perform(line, step.action)
        following = transcript.steps[number + 1].action if number + 1 < len(transcript.steps) else ""
        if is_at_once(following):
            assert not step.seen, f"{path.name}: nothing is seen yet behind «{step.action}»"
            told.append(step.action)
            came.append(step.action)
            continue
        happened = await line.settle()
        expected, actual = compared(step, seen_by_client(happened, line), seen_by_staff(happened, await line.card()))
        told += expected
        came += actual
    if found := difference(told, came):
        pytest.fail(f"{path.name}: {transcript.title}\n{found}", pytrace=False)
    states = await line.states()
    unreadable = sum(step.action == "Приходит нечитаемое" for step in transcript.steps)
    assert states.get("new", 0) == 0
    assert states.get("parked", 0) == unreadable
