"""Whatever happens in whatever order: nothing is lost, order is kept, the last edit is what stands."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.database import Database
from bot.delivery import departures
from bot.errors import DeliveryError, RetryLater
from bot.outbox import OutboxState
from bot.outgoing import Send
from bot.richtext import rich
from tests import databases
from tests.delivery.post import Post

CHATS = ("a", "b")
ERRORS: tuple[DeliveryError, ...] = (
    RetryLater(2, None, "429"),
    RetryLater(3, "memory:chat:a", "429"),
    RetryLater(None, None, "502"),
)


@dataclass(frozen=True)
class Say:
    """A message towards a chat; joinable ones may share a platform message."""

    chat: str
    joinable: bool
    long: bool


@dataclass(frozen=True)
class Correct:
    """New text for one of the messages so far."""

    which: int
    long: bool


@dataclass(frozen=True)
class Refuse:
    """The next call is refused, before or after the work."""

    error: DeliveryError
    after: bool


@dataclass(frozen=True)
class Turn:
    """The loop looks once; some time goes by."""

    seconds: float


@dataclass(frozen=True)
class Crash:
    """The process dies and is started again."""


Step = Say | Correct | Refuse | Turn | Crash
STEPS = st.lists(
    st.one_of(
        st.builds(Say, st.sampled_from(CHATS), st.booleans(), st.booleans()),
        st.builds(Correct, st.integers(0, 30), st.booleans()),
        st.builds(Refuse, st.sampled_from(ERRORS), st.booleans()),
        st.builds(Turn, st.sampled_from([0.0, 0.5, 5.0])),
        st.builds(Turn, st.sampled_from([0.0, 0.5, 5.0])),
        st.builds(Crash),
    ),
    min_size=5,
    max_size=30,
)


@dataclass
class History:
    """What was asked for, and what may have doubled it."""

    wanted: dict[str, dict[int, list[str]]] = field(default_factory=lambda: {chat: {} for chat in CHATS})
    """By chat and row, the lines of its last text."""
    version: int = 0
    doubtful: bool = False

    def text(self, long: bool) -> list[str]:
        """The lines of a text that never came before; a long one needs several messages."""
        self.version += 1
        return [f"{self.version:04}.{number}" for number in range(4 if long else 1)]


async def _step(post: Post, history: History, step: Step) -> None:
    match step:
        case Say(chat=chat, joinable=joinable, long=long):
            lines = history.text(long)
            row_id = await post.put(Send(rich("\n".join(lines)), joinable=joinable), chat)
            history.wanted[chat][row_id] = lines
        case Correct(which=which, long=long):
            rows = [(chat, row) for chat in CHATS for row in history.wanted[chat]]
            if rows:
                chat, row_id = rows[which % len(rows)]
                history.wanted[chat][row_id] = history.text(long)
                await post.change(row_id, "\n".join(history.wanted[chat][row_id]))
        case Refuse(error=error, after=after):
            history.doubtful = history.doubtful or after
            post.channel.fail(error, after=after)
        case Turn(seconds=seconds):
            post.clock.move(seconds)
            await post.delivery._lines["memory"]._turn()
            await asyncio.sleep(0.001)
        case Crash():
            await _crash(post, history)


async def _crash(post: Post, history: History) -> None:
    """The tasks of the old process vanish in the middle of whatever they did."""
    line = post.delivery._lines["memory"]
    history.doubtful = history.doubtful or bool(line._flying or line._landed)
    for task in list(line._flying):
        task.cancel()
    await asyncio.gather(*line._flying, return_exceptions=True)
    post.delivery = post.delivery_again()
    async with post.database.write() as session:
        await departures.recover(session, ["memory"])


async def _play(steps: list[Step], folder: str) -> tuple[Post, History]:
    """The steps, and then everything that is left, with no more faults."""
    url = f"sqlite+aiosqlite:///{Path(folder) / 'liniya.db'}"
    databases.lay_tables(url)
    database = Database(url)
    post, history = Post(database), History()
    post.channel.text_limit = 20
    try:
        for step in steps:
            await _step(post, history, step)
        post.channel.faults.clear()
        await post.deliver()
        states = {row.state for row in (await post.rows()).values()}
    finally:
        await database.close()
    assert states <= {OutboxState.SENT}
    return post, history


def _played(steps: list[Step]) -> tuple[Post, History]:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_play(steps, folder))


def _lines(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in text.split("\n")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_nothing_is_lost_and_the_last_edit_stands(steps: list[Step]) -> None:
    """Messages and edits, refusals before and after the work, turns of the loop and crashes, in any order: the last
    text of every message stands in its chat, and nothing else does, unless an answer was lost or the process died."""
    post, history = _played(steps)
    for chat in CHATS:
        wanted = _lines("\n".join(lines) for lines in history.wanted[chat].values())
        stands = _lines(post.channel.texts(chat))
        assert set(wanted) <= set(stands)
        if not history.doubtful:
            assert sorted(stands) == sorted(wanted)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS.map(lambda steps: [step for step in steps if not isinstance(step, Correct)]))
def test_order_towards_an_address_is_kept(steps: list[Step]) -> None:
    """Every line appears for the first time after all those written before it; only what is repeated comes late."""
    post, history = _played(steps)
    for chat in CHATS:
        wanted = _lines("\n".join(lines) for lines in history.wanted[chat].values())
        appeared = _lines(text for where, text in post.channel.sent if where == chat)
        assert list(dict.fromkeys(appeared)) == wanted
        if not history.doubtful:
            assert appeared == wanted
