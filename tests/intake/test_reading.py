"""Reading a source: nothing is acknowledged before it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import select

from bot import inbox
from bot.database import Database
from bot.errors import RetryLater
from bot.inbox import InboxRow
from bot.intake import Reader
from bot.intake.reading import accept
from bot.messages import Batch
from tests.fakes import FakeClock, ListSource, until, update


@asynccontextmanager
async def _reading(
    database: Database, source: ListSource, accepted: Callable[[], None] = lambda: None
) -> AsyncIterator[Reader]:
    stop = asyncio.Event()
    reader = Reader(database, source, FakeClock(), accepted)
    running = asyncio.create_task(reader.run(stop))
    try:
        yield reader
    finally:
        stop.set()
        async with asyncio.timeout(5):
            await running


async def _texts(database: Database) -> list[str]:
    async with database.read() as session:
        return [row.payload["text"] for row in await session.scalars(select(InboxRow).order_by(InboxRow.id))]


async def test_the_next_request_carries_the_cursor_of_what_was_kept(database: Database) -> None:
    """Each batch is written before the platform hears of it by the next offset."""
    source = ListSource([Batch([update(1), update(2)], "3"), Batch([], None), Batch([update(3)], "4")])
    heard: list[int] = []
    async with _reading(database, source, lambda: heard.append(1)):
        await until(lambda: len(source.asked) == 4)
        assert source.asked == [None, "3", "3", "4"]
        assert await _texts(database) == ["строка 1", "строка 2", "строка 3"]
        assert len(heard) == 2
    assert source.given_up == 1


async def test_a_replay_wakes_nobody(database: Database) -> None:
    """What is known already is acknowledged again, and that is all."""
    source = ListSource([Batch([update(1)], "2"), Batch([update(1)], "2")])
    heard: list[int] = []
    async with _reading(database, source, lambda: heard.append(1)):
        await until(lambda: len(source.asked) == 3)
    assert len(heard) == 1


async def test_reading_goes_on_where_it_was_after_a_restart(database: Database) -> None:
    """The cursor outlives the process."""
    first, second = ListSource([Batch([update(1)], "2")]), ListSource([])
    async with _reading(database, first):
        await until(lambda: len(first.asked) == 2)
    async with _reading(database, second):
        await until(lambda: second.asked == ["2"])


async def test_a_source_in_trouble_is_asked_again(database: Database) -> None:
    """A platform that cannot be reached, and one that says when: both are waited for, the reason can be seen and is
    forgotten once it is read again."""
    source = ListSource(
        [RetryLater(0.05, None, "слишком часто"), RetryLater(None, None, "нет связи"), Batch([update(1)], "2")]
    )
    async with _reading(database, source) as reader:
        assert reader.trouble
        await until(lambda: reader.trouble == "слишком часто")
        await until(lambda: reader.trouble == "нет связи")
        await until(lambda: reader.trouble == "")
    assert await _texts(database) == ["строка 1"]
    assert (reader.name, source.asked) == ("memory", [None, None, None, "2"])


async def test_what_cannot_be_written_is_fetched_again(database: Database) -> None:
    """A database that fails costs nothing but time: the batch was not acknowledged."""

    class Dying(ListSource):
        async def fetch(self, cursor: str | None) -> Batch:
            if len(self.asked) == 0:
                self.asked.append(cursor)
                raise ConnectionResetError
            return await super().fetch(cursor)

    source = Dying([Batch([update(1)], "2")])
    async with _reading(database, source):
        await until(lambda: len(source.asked) == 3)
    assert await _texts(database) == ["строка 1"]


async def test_a_batch_in_hand_is_kept_when_the_stop_comes(database: Database) -> None:
    """A stop gives the waiting up, never the writing; whatever is kept, its cursor is kept with it."""
    stop = asyncio.Event()

    class Stopping(ListSource):
        async def fetch(self, cursor: str | None) -> Batch:
            stop.set()
            return await super().fetch(cursor)

    await Reader(database, Stopping([Batch([update(1)], "2")]), FakeClock(), lambda: None).run(stop)
    async with database.read() as session:
        cursor = await inbox.read_cursor(session, "memory")
    assert (await _texts(database), cursor) in [(["строка 1"], "2"), ([], None)]


async def test_a_reader_that_is_cancelled_leaves_no_request_behind(database: Database) -> None:
    """Whoever ends the task ends its request too."""
    source = ListSource([])
    running = asyncio.create_task(Reader(database, source, FakeClock(), lambda: None).run(asyncio.Event()))
    await until(lambda: bool(source.asked))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert source.given_up == 1


async def test_intake_does_not_care_where_updates_come_from(database: Database) -> None:
    """A webhook hands a batch without a cursor; the long poll's is left alone."""
    clock = FakeClock()
    assert await accept(database, "memory", Batch([update(1)], "2"), clock) == 1
    assert await accept(database, "memory", Batch([update(2), update(1)], None), clock) == 1
    async with database.read() as session:
        assert await inbox.read_cursor(session, "memory") == "2"
