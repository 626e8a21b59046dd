"""The inbox's rows: accepted once, with their cursor, in order; parked, retried and dropped."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot import inbox
from bot.database import Database
from bot.inbox import Handled, InboxRow, InboxState
from bot.messages import Batch, RawUpdate
from tests.fakes import START, query_plans, update, watched_statements


async def _accept(database: Database, updates: Sequence[RawUpdate], cursor: str | None = None) -> int:
    async with database.write() as session:
        return await inbox.accept(session, "memory", Batch(updates, cursor), START)


async def _texts(session: AsyncSession) -> list[str]:
    return [row.payload["text"] for row in await session.scalars(select(InboxRow).order_by(InboxRow.id))]


async def _park_first(database: Database) -> None:
    async with database.write() as session:
        row = (await session.scalars(select(InboxRow).order_by(InboxRow.id).limit(1))).one()
        row.state, row.attempts, row.error = InboxState.PARKED, 3, "почему"


async def test_a_replayed_update_is_a_no_op(database: Database) -> None:
    """An update is known by (source, external id), whether it comes again in the same batch or in a later one, and
    whatever was done with it meanwhile."""
    assert await _accept(database, [update(1), update(2), update(1, "ещё раз")]) == 2
    await _park_first(database)
    assert await _accept(database, [update(2), update(1), update(3)]) == 1
    async with database.read() as session:
        assert await _texts(session) == ["строка 1", "строка 2", "строка 3"]
        assert len(await inbox.failed(session)) == 1


async def test_sources_number_their_updates_for_themselves(database: Database) -> None:
    """The same external id from another source is another thing."""
    await _accept(database, [update(1)])
    async with database.write() as session:
        assert await inbox.accept(session, "other", Batch([update(1)], None), START) == 1


async def test_the_batch_and_its_cursor_are_one_transaction(database: Database) -> None:
    """A batch that is not written moves no cursor: it will be fetched again. A batch without a cursor keeps the old
    one."""

    async def broken() -> None:
        async with database.write() as session:
            await inbox.accept(session, "memory", Batch([update(1)], "2"), START)
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await broken()
    async with database.read() as session:
        assert await inbox.read_cursor(session, "memory") is None
        assert await _texts(session) == []
    await _accept(database, [update(1)], "2")
    await _accept(database, [], None)
    await _accept(database, [update(2)], "3")
    async with database.read() as session:
        assert await inbox.read_cursor(session, "memory") == "3"


async def test_a_batch_is_numbered_in_its_own_order(database: Database) -> None:
    """Order is the order of ids, so a hundred updates of many conversations are numbered as they came."""
    await _accept(database, [update(number, chat=str(number % 7)) for number in range(100)])
    async with database.read() as session:
        assert await _texts(session) == [f"строка {number}" for number in range(100)]


async def test_the_next_row_of_each_conversation_is_due(database: Database) -> None:
    """Conversations stand side by side, the longest waiting first; within one only the first new row counts, and while
    it waits so does the conversation."""
    await _accept(database, [update(1, chat="b"), update(2, chat="a"), update(3, chat="b")])
    async with database.write() as session:
        found = await inbox.due_conversations(session, START, 10)
        assert [one.key for one in found] == ["memory:b", "memory:a"]
        rows = await inbox.waiting_rows(session, [one.id for one in found])
        assert [[row.external_id for row in rows[one.id]] for one in found] == [["1", "3"], ["2"]]
        rows[found[0].id][0].due_at = START + timedelta(seconds=5)
    async with database.write() as session:
        assert [one.key for one in await inbox.due_conversations(session, START, 10)] == ["memory:a"]
        later = START + timedelta(seconds=5)
        assert len(await inbox.due_conversations(session, later, 10)) == 2
        assert len(await inbox.due_conversations(session, later, 1)) == 1
        assert await inbox.next_due(session) == START


async def test_a_long_conversation_is_not_read_whole(database: Database) -> None:
    """At most fifty rows of one conversation are looked at."""
    await _accept(database, [update(number) for number in range(120)])
    async with database.write() as session:
        [conversation] = await inbox.due_conversations(session, START, 10)
        rows = await inbox.waiting_rows(session, [conversation.id])
        assert [row.external_id for row in rows[conversation.id]] == [str(number) for number in range(50)]


async def test_an_internal_row_stands_in_its_conversation(database: Database) -> None:
    """What is done to another conversation is a row of it, in order; each is a thing of its own; it is undone with the
    transaction that wrote it."""
    await _accept(database, [update(1)])

    async def broken() -> None:
        async with database.write() as session:
            await inbox.post(session, "memory:1", {"text": "никогда"}, START)
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await broken()
    async with database.write() as session:
        await inbox.post(session, "memory:1", {"text": "закрыто"}, START)
        await inbox.post(session, "memory:1", {"text": "закрыто"}, START)
        await inbox.post(session, "memory:new", {"text": "новое"}, START)
    async with database.write() as session:
        assert await _texts(session) == ["строка 1", "закрыто", "закрыто", "новое"]
        assert len(await inbox.due_conversations(session, START, 10)) == 2
        row = (await session.scalars(select(InboxRow).order_by(InboxRow.id.desc()).limit(1))).one()
        assert row.source == inbox.INTERNAL
        assert await inbox.conversation_key(session, row.conversation_id) == "memory:new"


async def test_what_is_retried_by_hand_runs_after_newer_rows(database: Database) -> None:
    """The conversation has gone on: a parked row gets a new number at the end, and a replay of it is still a no-op."""
    await _accept(database, [update(1), update(2)])
    await _park_first(database)
    async with database.write() as session:
        [parked] = await inbox.failed(session)
        number = parked.id
        new = await inbox.retry(session, parked, START + timedelta(minutes=1))
    assert new > number
    assert await _accept(database, [update(1)]) == 0
    async with database.write() as session:
        [conversation] = await inbox.due_conversations(session, START, 10)
        rows = (await inbox.waiting_rows(session, [conversation.id]))[conversation.id]
        assert [(row.external_id, row.attempts, row.error) for row in rows] == [("2", 0, None), ("1", 0, None)]
        assert await inbox.failed(session) == []


async def test_a_dropped_row_stays_and_is_not_run(database: Database) -> None:
    """What is given up can still be shown."""
    await _accept(database, [update(1)])
    await _park_first(database)
    async with database.write() as session:
        [parked] = await inbox.failed(session)
        inbox.drop(parked, START)
        number = parked.id
    async with database.write() as session:
        row = await inbox.get(session, number)
        assert row is not None
        assert (row.state, row.done_at) == (InboxState.DROPPED, START)
        assert await inbox.due_conversations(session, START, 10) == []
        assert await inbox.get(session, number + 1) is None


async def test_conversations_are_made_once_by_many_writers(database: Database) -> None:
    """Two batches that meet a new conversation at the same time make it once."""

    async def accept(number: int) -> int:
        async with database.write() as session:
            batch = Batch([update(number * 10 + chat, chat=str(chat)) for chat in range(5)], None)
            return await inbox.accept(session, "memory", batch, START)

    assert sum(await asyncio.gather(*(accept(number) for number in range(6)))) == 30
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(inbox.Conversation)) == 5


async def test_conversations_in_another_process_s_hands_are_passed_over(database: Database) -> None:
    """On PostgreSQL several processes share the work: what one has locked the other leaves, however many, and takes
    the next."""
    if database.is_sqlite:
        pytest.skip("SQLite has one writer")
    await _accept(database, [update(number, chat=str(number)) for number in range(4)])
    async with database.write() as first, database.write() as second:
        mine = await inbox.due_conversations(first, START, 3)
        theirs = await inbox.due_conversations(second, START, 3)
        assert [len(mine), len(theirs)] == [3, 1]
        assert not {one.id for one in mine} & {one.id for one in theirs}


def test_a_side_that_takes_nothing_says_when_to_ask_again() -> None:
    """Or it would be asked for ever."""
    with pytest.raises(ValueError, match="at least one row"):
        Handled(rows=0)
    assert Handled(rows=0, until=START).until == START


async def test_old_rows_cost_nothing(database: Database) -> None:
    """With a hundred thousand rows done, looking for the next one goes by the index."""
    fill = """
        INSERT INTO inbox (source, external_id, conversation_id, payload, received_at, due_at, state, attempts)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        SELECT 'old', CAST(i AS VARCHAR), (SELECT min(id) FROM conversations), '{}', :now, :now, 'done', 1 FROM n
    """
    await _accept(database, [update(number, chat=str(number % 5)) for number in range(20)])
    async with database.write() as session:
        moment = START.replace(tzinfo=None).isoformat(" ") if database.is_sqlite else START
        await session.execute(text(fill), {"now": moment})
    with watched_statements(database) as statements:
        async with database.write() as session:
            assert await inbox.next_due(session) == START
            found = await inbox.due_conversations(session, START, 32)
            assert len(await inbox.waiting_rows(session, [one.id for one in found])) == len(found) == 5
    if database.is_sqlite:
        plans = await query_plans(database, statements)
        async with database.write() as session:
            await session.execute(text("ANALYZE"))
        plans += await query_plans(database, statements)
        assert len(plans) == 6
        assert not [plan for plan in plans if re.search(r"SCAN inbox\S*(?! USING INDEX ix_inbox_)", plan)]
