"""Whatever a client writes, in whatever state the dialogue is, they get a reply or people get the line."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.database import Database
from tests import databases
from tests.dialogues.actions import perform
from tests.dialogues.line import Line
from tests.dialogues.messenger import Happened

OPENED = ("-- клиент уже дал согласие", "Клиент: позовите оператора, не печатается счёт")
TAKEN = (*OPENED, "Оператор Анна берёт")
STATES: dict[str, Sequence[str]] = {
    "nothing yet": (),
    "answered": ("Клиент: как заказать документ которого нет в комплекте",),
    "consent": ("Клиент: оператор",),
    "open ticket": OPENED,
    "open ticket without a question": ("-- клиент уже дал согласие", "Клиент: оператор"),
    "taken ticket": TAKEN,
    "solved?": (*TAKEN, "Оператор Анна завершает"),
    "mark": (*OPENED, "Клиент: вопрос решён"),
    "comment": (*OPENED, "Клиент: вопрос решён", "Клиент нажимает: 4"),
    "expired": (*TAKEN, "Оператор Анна завершает", "-- проходит 25 часов"),
}
WORDS = st.sampled_from(
    ["да", "нет", "оператор", "спасибо", "привет", "закрыть", "завершить обращение", "5", "👍", "?", "не", "помогло",
     "как", "документ", "сертификат", "/start", "<b>", "\u200b", "\u202e", "консультант плюс", "в"]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=5).map(" ".join),
    st.text(min_size=1, max_size=80),
    st.just("я" * 4096),
)
_copies = itertools.count()


@pytest.fixture(scope="module", params=STATES, ids=lambda name: name.replace(" ", "-"))
def state(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which the dialogue stands in a state."""
    file = tmp_path_factory.mktemp("state") / "liniya.db"
    databases.lay_tables(_url(file))
    asyncio.run(_bring(file, STATES[request.param]))
    return file


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_every_text_has_an_effect(state: Path, text: str) -> None:
    """There is a reply, or a line in the topic, and no row is left behind."""
    happened, states = asyncio.run(_do(state, partial(Line.says, text=text)))
    assert any(one.what in ("said", "card") for one in happened), text
    assert set(states) == {"done"}, states


@pytest.mark.parametrize("what", ["фото", "голосовое", "стикер", "файл «база.zip» 30 МБ", "геопозицию", "опрос"])
def test_every_content_has_an_effect(state: Path, what: str) -> None:
    """With words and without."""
    for caption in (None, "вот", "спасибо"):
        happened, states = asyncio.run(_do(state, partial(Line.sends, what=what, caption=caption)))
        assert any(one.what in ("said", "card") for one in happened), caption
        assert set(states) == {"done"}, states


async def _bring(file: Path, actions: Sequence[str]) -> None:
    database = Database(_url(file))
    line = Line(database)
    await line.open()
    for action in actions:
        await perform(line, action)
        await line.settle()
    await database.close()


async def _do(state: Path, act: Callable[[Line], Awaitable[None]]) -> tuple[list[Happened], dict[str, int]]:
    copy = state.with_name(f"{next(_copies)}.db")
    shutil.copy(state, copy)
    database = Database(_url(copy))
    try:
        line = Line(database, first=1000)
        line.clock.move(26 * 3600 if await _is_later(line) else 60)
        await act(line)
        return await line.settle(), await line.states()
    finally:
        await database.close()
        copy.unlink()


async def _is_later(line: Line) -> bool:
    """Whether a day has passed in this state already: the clock never goes back."""
    return await line.latest_moment() > line.clock.now()


def _url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"
