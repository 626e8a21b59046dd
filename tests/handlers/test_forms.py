"""A form under whatever is said and pressed."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot import schema
from bot.database import Base, Database
from bot.outbox import OutboxRow
from handlers.conversations import Dialogue
from tests.dialogues.line import Line
from tests.dialogues.sample_form import SampleForm

_SAID = st.sampled_from(
    ["Анна", "8 912 000-00-00", "пропустить", "назад", "да", "нет", "готово", "изменить", "телефон", "по почте", "1"]
) | st.text(min_size=1, max_size=40)
_PRESSED = st.builds(
    lambda act, rest: f"sample:{act}:{rest}",
    st.sampled_from(["keep", "skip", "back", "right", "change", "pick", "offer", "field", "ready", "cancel", ""]),
    st.text(max_size=12),
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.just("says"), _SAID) | st.tuples(st.just("forges"), _PRESSED), min_size=1, max_size=8))
def test_anything_is_answered_and_nothing_breaks(acts: list[tuple[str, str]]) -> None:
    """Every message is answered, no row is parked, and what is kept can be read again."""
    asyncio.run(_hold(acts))


async def _hold(acts: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'line.db'}"
        with schema.connected(url) as connection:
            Base.metadata.create_all(connection)
            connection.commit()
        database = Database(url)
        try:
            line = Line(database)
            await line.consent()
            await line.asked_for("sample")
            await line.settle()
            for act, words in acts:
                await _one(line, act, words)
        finally:
            await database.close()


async def _one(line: Line, act: str, words: str) -> None:
    before = await _sent(line)
    await (line.says(words) if act == "says" else line.forges(words))
    await line.settle()
    states = await line.states()
    assert not states.get("parked")
    assert not states.get("new")
    assert await _sent(line) > before or line.answers
    async with line.database.read() as session:
        dialogue = (await session.scalars(select(Dialogue))).one()
        if dialogue.form == "sample":
            assert SampleForm().field(_state(dialogue)) is not None or _state(dialogue).at in "=~"


def _state(dialogue: Dialogue):  # type: ignore[no-untyped-def]
    from handlers.forms.state import FormState

    return FormState.read(dialogue)


async def _sent(line: Line) -> int:
    async with line.database.read() as session:
        return await session.scalar(select(func.count()).select_from(OutboxRow)) or 0
