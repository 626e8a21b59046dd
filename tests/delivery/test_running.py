"""The loop itself: crashes, stops, databases that fail, rest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.calls import Closed, Destination, SendCall
from bot.carriage import VK
from bot.database import Database
from bot.delivery import Delivery, Outlet
from bot.errors import RetryLater
from bot.messages import Address
from bot.outbox import OutboxState, enqueue
from bot.outgoing import Send
from bot.richtext import rich
from tests.delivery.post import Post
from tests.fakes import FakeBook, until
from tests.memory import MemoryChannel


class FailingDatabase(Database):
    """A database whose next writes fail."""

    failures = 0
    refused = 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """Fails at the commit as long as it is told to."""
        async with super().write() as session:
            yield session
            if self.failures:
                self.failures -= 1
                self.refused += 1
                raise OperationalError("COMMIT", {}, Exception("disk I/O error"))


@pytest.fixture
async def failing(database: Database, tables: str) -> AsyncIterator[Post]:
    """A post whose database can be made to fail."""
    other = FailingDatabase(tables)
    yield Post(other)
    await other.close()


async def test_what_was_in_flight_is_sent_again_after_a_crash(post: Post) -> None:
    """A process that died between the platform's answer and our commit repeats what was in flight, once, and loses
    nothing."""
    await post.put("1", "a")
    await post.put("2", "b")
    line = post.delivery._lines["memory"]
    await line._turn()
    await until(lambda: len(post.channel.sent) == 2)
    assert {row.state for row in (await post.rows()).values()} == {OutboxState.IN_FLIGHT}
    post.delivery = post.delivery_again()
    await post.deliver()
    assert (post.channel.texts("a"), post.channel.texts("b")) == (["1", "1"], ["2", "2"])


async def test_an_old_try_is_doubtful_where_keys_are_forgotten(post: Post) -> None:
    """VK knows a `random_id` for an hour: after that the history has to be asked."""
    post.channel.traits = replace(VK, forgets_keys_after=3000)
    post.channel.fail(RetryLater(4000, None, "away"))
    post.channel.fail(RetryLater(10, None, "away"))
    await post.put("строка")
    await post.put("следующая")
    async with post.working():
        for calls in (1, 2, 3, 4):
            await until(lambda calls=calls: len(post.channel.calls) == calls)  # type: ignore[misc]
            post.clock.move(4001)
            post.delivery.wake()
    doubtful = [call.doubtful for call in post.channel.calls if isinstance(call, SendCall)]
    assert doubtful == [False, True, True, False]


async def test_a_stop_lands_what_is_in_flight(post: Post) -> None:
    """Nothing more is claimed; what is under way is waited for and written down."""
    post.channel.hold()
    first, second = await post.put("1"), await post.put("2")
    stop = asyncio.Event()
    running = asyncio.create_task(post.delivery.run(stop))
    await until(lambda: post.channel.flying == 1)
    stop.set()
    await asyncio.sleep(0.05)
    assert not running.done()
    post.channel.let_go()
    await asyncio.wait_for(running, 5)
    assert (await post.state(first), await post.state(second)) == (OutboxState.SENT, OutboxState.WAITING)
    assert post.channel.texts("a") == ["1"]


async def test_a_call_that_never_ends_does_not_hold_up_the_stop(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given up, and its row stays in flight: the next start sends it."""
    monkeypatch.setattr("bot.delivery.loop._SHUTDOWN_SECONDS", 0.1)
    post.channel.hold()
    row_id = await post.put("1")
    async with post.working():
        await until(lambda: post.channel.flying == 1)
    assert await post.state(row_id) is OutboxState.IN_FLIGHT
    assert post.channel.flying == 0
    post.channel.let_go()
    post.delivery = post.delivery_again()
    await post.deliver()
    assert post.channel.texts("a") == ["1"]


async def test_the_loop_survives_the_database(failing: Post) -> None:
    """A claim that cannot be written sends nothing; a result that cannot be written is kept in hand until it can."""
    database = failing.database
    assert isinstance(database, FailingDatabase)
    row_id = await failing.put("1")
    async with failing.working():
        await until(lambda: failing.channel.texts("a") == ["1"])
        while await failing.pending():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        failing.channel.hold()
        second = await failing.put("2")
        await until(lambda: failing.channel.flying == 1)
        database.failures = 1
        failing.channel.let_go()
        await until(lambda: database.refused == 1)
        while await failing.pending():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    assert failing.channel.texts("a") == ["1", "2"]
    assert failing.heard[-1] == (second, OutboxState.SENT, "2")
    assert await failing.state(row_id) is OutboxState.SENT


async def test_a_claim_that_was_not_written_sends_nothing(failing: Post) -> None:
    """In flight is committed before the platform is asked."""
    database = failing.database
    assert isinstance(database, FailingDatabase)
    async with failing.working():
        await failing.put("0", "b")
        await until(lambda: failing.channel.texts("b") == ["0"])
        while await failing.pending():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        async with Database.write(database) as session:
            await enqueue(session, Address("memory", "a"), Send(rich("1")), failing.clock.now())
        database.failures = 1
        failing.delivery.wake()
        await until(lambda: database.refused == 1)
        assert failing.channel.texts("a") == []
        await until(lambda: failing.channel.texts("a") == ["1"])


async def test_a_fault_of_the_program_ends_all_lines_loudly(database: Database) -> None:
    """Not silently, and not before what is in flight elsewhere has landed."""
    post = Post(database)
    other = MemoryChannel(name="other")

    class Broken(FakeBook):
        async def find(self, _session: AsyncSession, peers: Collection[str]) -> Mapping[str, Destination | Closed]:
            raise ZeroDivisionError

    outlets = [
        Outlet(post.channel, post.paces, post.book),
        Outlet(other, post.paces, Broken()),
    ]
    post.delivery = Delivery(database, outlets, post.clock)
    post.channel.hold()
    row_id = await post.put("1")
    running = asyncio.create_task(post.delivery.run(asyncio.Event()))
    await until(lambda: post.channel.flying == 1)
    async with database.write() as session:
        await enqueue(session, Address("other", "x"), Send(rich("2")), post.clock.now())
    post.delivery.wake()
    await asyncio.sleep(0.05)
    post.channel.let_go()
    with pytest.raises(ExceptionGroup) as caught:
        await asyncio.wait_for(running, 10)
    assert caught.group_contains(ZeroDivisionError)
    assert await post.state(row_id) is OutboxState.SENT


async def test_a_wake_up_is_never_lost(post: Post) -> None:
    """What is written while the loop looks, or goes to rest, leaves at once and not after the idle second."""
    async with post.working():
        began = asyncio.get_running_loop().time()
        for number in range(30):
            await post.put("x", str(number))
            await until(lambda number=number: len(post.channel.sent) == number + 1)  # type: ignore[misc]
        assert asyncio.get_running_loop().time() - began < 15


@pytest.mark.parametrize("waiting", [False, True])
async def test_an_idle_loop_rests(post: Post, waiting: bool) -> None:
    """With nothing to do, and with rows that have to wait, the database is asked a few times a second at most."""
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    if waiting:
        post.paces.refused("memory:chat:a", 3600, post.clock.now())
        post.channel.fail(RetryLater(3600, None, "429"))
        await post.put("1")
        await post.put("2")
        await post.put("3", "b")
        await post.put("4", "b")
    engine = post.database._engine.sync_engine
    async with post.working():
        await until(lambda: len(post.channel.calls) == int(waiting))
        await asyncio.sleep(0.2)
        event.listen(engine, "before_cursor_execute", count)
        await asyncio.sleep(1.2)
        event.remove(engine, "before_cursor_execute", count)
    assert statements <= 20


async def test_a_channel_that_is_off_keeps_its_rows(post: Post) -> None:
    """They wait until it is on again."""
    async with post.database.write() as session:
        row = await enqueue(session, Address("other", "a"), Send(rich("1")), post.clock.now())
    await post.put("x")
    async with post.working():
        await until(lambda: post.channel.texts("a") == ["x"])
    assert await post.state(row.id) is OutboxState.WAITING


async def test_memory_does_not_grow_with_what_was_sent(post: Post) -> None:
    """After many addresses nothing is kept of them."""
    for number in range(40):
        await post.put("x", str(number))
    await post.deliver()
    line = post.delivery._lines["memory"]
    assert (line._flying, line._landed, post.delivery._signals) == (set(), [], set())
    post.clock.move(60)
    post.paces.sweep(post.clock.now())
    assert post.paces._scopes == {}
