"""Two accounts are linked, and parted, while messages of both and of the operators are under way: every line arrives,
once, where it belongs."""

from __future__ import annotations

import asyncio
import itertools
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot import clients
from bot.database import Database
from bot.intake import Processor
from bot.messages import Address
from bot.outbox import OutboxRow
from bot.outgoing import Send
from operators import topics
from operators.tickets import Ticket
from tests import databases
from tests.dialogues import staff
from tests.dialogues.actions import perform
from tests.dialogues.line import Line
from tests.dialogues.messenger import PEER

OPENED = (
    "-- подключены оба мессенджера",
    "-- клиент уже дал согласие",
    "Клиент: позовите оператора, не печатается счёт",
    "Оператор Анна берёт",
    "-- клиент пишет в ВКонтакте",
    "-- клиент уже дал согласие",
    "Клиент: позовите оператора, не открывается база",
    "Оператор Олег берёт",
    "Клиент: связать аккаунты",
)
UNDO = "linking:undo:1"
STEPS = st.lists(st.sampled_from(["telegram", "vk", "Анна", "Олег", "process"]), max_size=8)
_copies = itertools.count()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database with two people who each have an open ticket, and the code that one of them got."""
    file = tmp_path_factory.mktemp("opened") / "liniya.db"
    databases.lay_tables(_url(file))
    return file, asyncio.run(_open(Database(_url(file))))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=STEPS, between=STEPS, after=STEPS, undoing=st.sampled_from(["", "telegram", "vk", "both"]))
def test_every_line_arrives_once(
    opened: tuple[Path, str], before: list[str], between: list[str], after: list[str], undoing: str
) -> None:
    """Whatever is said around the code and around «Отменить», in whatever order it is taken."""
    file, code = opened
    copy = file.with_name(f"{next(_copies)}.db")
    shutil.copy(file, copy)
    asyncio.run(_hold(Database(_url(copy)), code, (before, between, after), undoing))
    copy.unlink()


async def test_two_processes_at_once(database: Database) -> None:
    """Lines of both accounts are taken side by side with the link, by two processors: nothing waits for ever, nothing
    is lost (on a database server they hold locks at the same time)."""
    code = await _open(database, close=False)
    line = await _line(database)
    said = _Said()
    second = Processor(database, line._sides, line.clock, lambda _signals: None)
    for _ in range(4):
        await said.by(line, "telegram")
        await said.by(line, "vk")
        await said.by(line, "Анна")
        await said.by(line, "Олег")
    await _types(line, "telegram", code)
    for _ in range(4):
        await said.by(line, "telegram")
        await said.by(line, "vk")
    await _types(line, "telegram", UNDO, press=True)
    for _ in range(4):
        await said.by(line, "vk")
    async with asyncio.timeout(60):
        await asyncio.gather(_drain(line.process), _drain(second.process))
        await line.settle()
    await _check(line, said)


class _Said:
    """What was said, with a number in every line."""

    def __init__(self) -> None:
        self.numbers = itertools.count(1)
        self.lines: dict[str, str] = {}
        """The line, and who said it: a messenger or an operator."""

    async def by(self, line: Line, who: str) -> None:
        """A messenger: the client says something there; a name: the operator answers."""
        words = f"строка-{next(self.numbers)}."
        self.lines[words] = who
        if who in ("telegram", "vk"):
            await _types(line, who, words)
        else:
            line.channel = "telegram" if who == "Анна" else "vk"
            await staff.answers_as(line, who, words)


async def _open(database: Database, *, close: bool = True) -> str:
    line = Line(database)
    await line.open()
    for action in OPENED:
        await perform(line, action)
        await line.settle()
    found = [re.search(r"\b\w{4}-\w{4}\b", one.text) for one in line.screens.at("client").values()]
    if close:
        await database.close()
    return next(code[0] for code in reversed(found) if code is not None)


async def _line(database: Database) -> Line:
    line = Line(database, first=1000)
    line.connect()
    line.clock.move(60)
    return line


async def _hold(database: Database, code: str, steps: Sequence[Sequence[str]], undoing: str) -> None:
    line, said = await _line(database), _Said()
    try:
        for number, some in enumerate(steps):
            for step in some:
                await (line.process() if step == "process" else said.by(line, step))
            if number == 0:
                await _types(line, "telegram", code)
            elif number == 1 and undoing:
                for channel in ("telegram", "vk") if undoing == "both" else (undoing,):
                    await _types(line, channel, UNDO, press=True)
        await line.settle()
        await _check(line, said)
    finally:
        await database.close()


async def _types(line: Line, channel: str, words: str, *, press: bool = False) -> None:
    line.channel = channel
    await line.client("press" if press else "said", words, message="nowhere")


async def _drain(process: Callable[[], object]) -> None:
    """Until there is nothing left to take."""
    idle = 0
    while idle < 3:
        taken = process()
        assert asyncio.iscoroutine(taken)
        idle = 0 if await taken else idle + 1
        await asyncio.sleep(0)


async def _check(line: Line, said: _Said) -> None:
    assert set(await line.states()) == {"done"}
    async with line.database.read() as session:
        rows = [row for row in await session.scalars(select(OutboxRow)) if "card_of" not in row.context]
        told = [(row.channel, body.text.text) for row in rows if isinstance(body := row.body, Send)]
        where = {"telegram": "desk", "vk": "desk", "Анна": "telegram", "Олег": "vk"}
        for words, who in said.lines.items():
            assert [channel for channel, text in told if words in text] == [where[who]], words
        for channel in ("telegram", "vk"):
            address = await clients.find_address(session, Address(channel, PEER))
            assert address is not None
            query = select(Ticket).where(Ticket.address_id == address.id)
            for ticket in await session.scalars(query):
                assert ticket.client_id == address.client_id
                stands = await topics.topic_of(session, address.client_id, 1)
                card = await session.get_one(OutboxRow, ticket.card_id)
                assert stands is not None
                assert (ticket.topic_id, card.peer) == (stands.id, stands.address.peer)


def _url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"
