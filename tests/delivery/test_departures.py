"""Delivery's view of the outbox: who may leave next, and what a look at it costs."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import text

from bot.database import Database
from bot.delivery import departures
from bot.messages import Address
from bot.outbox import Lane, OutboxRow, OutboxState, Precedence, enqueue
from bot.outgoing import OpenTopic, Send
from bot.richtext import rich
from tests.delivery.post import may_leave
from tests.fakes import START, query_plans, watched_statements

A, B = Address("memory", "a"), Address("memory", "b")


async def test_only_the_first_of_each_queue_may_leave(database: Database) -> None:
    """Towards one address in order, addresses side by side; a head that waits, or is in flight, holds its queue."""
    async with database.write() as session:
        one, two, three = [await enqueue(session, to, Send(rich("x")), START) for to in (A, A, B)]
        assert await may_leave(session) == [one.id, three.id]
        one.due_at = START + timedelta(seconds=5)
        assert await may_leave(session) == [three.id]
        one.state = OutboxState.IN_FLIGHT
        assert await may_leave(session, 10) == [three.id]
        one.state = OutboxState.SENT
        assert await may_leave(session) == [two.id, three.id]


async def test_lanes_choose_between_addresses(database: Database) -> None:
    """Dialogue before notices before bulk, however late it was written."""
    async with database.write() as session:
        bulk, notice, said = [
            await enqueue(session, Address("memory", str(lane)), Send(rich("x")), START, lane=lane)
            for lane in (Lane.BULK, Lane.NOTICE, Lane.DIALOGUE)
        ]
        assert await may_leave(session) == [said.id, notice.id, bulk.id]
        after = departures.due_heads("memory", START, after=said)
        assert [row.id for row in await session.scalars(after)] == [notice.id, bulk.id]


async def test_towards_one_address_bulk_gives_way_and_steps_go_first(database: Database) -> None:
    """Notices keep their place among dialogue; what is in flight is waited for even by a step."""
    async with database.write() as session:
        bulk = await enqueue(session, A, Send(rich("рассылка")), START, lane=Lane.BULK)
        notice = await enqueue(session, A, Send(rich("x")), START, lane=Lane.NOTICE)
        said = await enqueue(session, A, Send(rich("x")), START)
        step = await enqueue(session, A, OpenTopic("x"), START, precedence=Precedence.STEP)
        for expected in (step, notice, said, bulk):
            assert await may_leave(session) == [expected.id]
            expected.state = OutboxState.SENT
        bulk.state, step.state = OutboxState.IN_FLIGHT, OutboxState.WAITING
        assert await may_leave(session) == []


async def test_a_queue_of_its_own_is_set_apart(database: Database) -> None:
    """A row in another queue waits for nothing of its address's."""
    async with database.write() as session:
        first = await enqueue(session, A, Send(rich("x")), START)
        card = await enqueue(session, A, Send(rich("x")), START, queue="card")
        assert await may_leave(session) == [first.id, card.id]


async def test_another_channel_s_rows_are_left_alone(database: Database) -> None:
    """Each channel drains its own."""
    async with database.write() as session:
        await enqueue(session, Address("other", "a"), Send(rich("x")), START)
        assert await may_leave(session) == []
        assert await departures.next_due(session, "memory") is None
        assert await departures.next_due(session, "other") == START
        assert await departures.next_due(session, "other", after=START) is None


async def test_what_was_in_flight_waits_again_after_a_crash(database: Database) -> None:
    """Of the channels that are on; nothing else is touched."""
    async with database.write() as session:
        flying, sent = [await enqueue(session, A, Send(rich("x")), START) for _ in range(2)]
        flying.state, sent.state = OutboxState.IN_FLIGHT, OutboxState.SENT
    async with database.write() as session:
        assert await departures.recover(session, ["other"]) == 0
        assert await departures.recover(session, ["memory"]) == 1
    async with database.read() as session:
        assert (await session.get_one(OutboxRow, flying.id)).state is OutboxState.WAITING
        assert (await session.get_one(OutboxRow, sent.id)).state is OutboxState.SENT


async def test_old_rows_cost_nothing(database: Database) -> None:
    """With a hundred thousand rows done, looking for the next ones goes by the index."""
    fill = """
        INSERT INTO outbox (channel, peer, queue, lane, precedence, body_json, context, state, attempts, next_part,
            due_at, created_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        SELECT 'memory', 'a', 'memory:a', 0, 1, '{}', '{}', 'sent', 1, 0, :now, :now FROM n
    """
    async with database.write() as session:
        moment = START.replace(tzinfo=None).isoformat(" ") if database.is_sqlite else START
        await session.execute(text(fill), {"now": moment})
        row = await enqueue(session, A, Send(rich("x")), START)
    with watched_statements(database) as statements:
        async with database.write() as session:
            assert await may_leave(session) == [row.id]
            assert await departures.next_due(session, "memory") == START
            assert await departures.followers(session, row, 30) == []
            await session.scalars(departures.due_heads("memory", START, after=row).limit(100))
    if database.is_sqlite:
        plans = await query_plans(database, statements)
        async with database.write() as session:
            await session.execute(text("ANALYZE"))
        plans += await query_plans(database, statements)
        assert len(plans) == 8
        assert not [plan for plan in plans if re.search(r"SCAN outbox\S*(?! USING INDEX ix_outbox_)", plan)]
