"""The outbox's rows: what they hold, and what an edit does to a message wherever it stands."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot import links, outbox
from bot.database import Database
from bot.links import MessageKey
from bot.messages import Address
from bot.outbox import Lane, OutboxRow, OutboxState, enqueue
from bot.outgoing import Body, Button, ButtonStyle, Delete, Edit, Menu, OpenTopic, React, Ref, ReopenTopic, Send
from bot.richtext import bold, rich
from tests.delivery.post import may_leave
from tests.fakes import START

A = Address("memory", "a")
BUTTONS = ((Button("Да", data="yes", style=ButtonStyle.PRIMARY), Button("Сайт", url="https://example.org")),)


async def _row(database: Database, row_id: int) -> OutboxRow:
    async with database.read() as session:
        return await session.get_one(OutboxRow, row_id)


async def _said(database: Database, state: OutboxState = OutboxState.WAITING, **values: object) -> int:
    async with database.write() as session:
        row = await enqueue(session, A, Send(rich("было"), keyboard=BUTTONS), START)
        row.state = state
        for name, value in values.items():
            setattr(row, name, value)
    return row.id


async def _edits(database: Database) -> list[Edit]:
    async with database.read() as session:
        bodies = [row.body for row in await session.scalars(select(OutboxRow).order_by(OutboxRow.id))]
    return [body for body in bodies if isinstance(body, Edit)]


@pytest.mark.parametrize(
    "body",
    [
        Send(bold("а") + " б", BUTTONS, Menu((("Меню",),), "пишите"), Ref(outbox=7), joinable=True, silent=True),
        Send(rich("")),
        Edit(Ref(platform="5"), None, BUTTONS),
        Edit(Ref(outbox=1), rich("новое")),
        Delete(Ref(outbox=1)),
        React(Ref(platform="9"), "👍"),
        React(Ref(platform="9"), None),
        OpenTopic("Иванова", 7322096),
        ReopenTopic(),
    ],
    ids=lambda body: type(body).__name__,
)
async def test_a_body_comes_back_as_it_was_written(database: Database, body: Body) -> None:
    """Every kind of body survives the database, spans and buttons included."""
    async with database.write() as session:
        row = await enqueue(session, A, body, START, context={"ticket": 1})
    found = await _row(database, row.id)
    assert (found.body, found.context, found.address, found.state) == (body, {"ticket": 1}, A, OutboxState.WAITING)


async def test_a_waiting_message_is_rewritten(database: Database) -> None:
    """Nobody sees the old text; what is not named stays."""
    row_id = await _said(database)
    async with database.write() as session:
        await outbox.change(session, row_id, rich("стало"), START)
    assert (await _row(database, row_id)).body == Send(rich("стало"), keyboard=BUTTONS)
    async with database.write() as session:
        await outbox.change(session, row_id, None, START, keyboard=())
    assert (await _row(database, row_id)).body == Send(rich("стало"))
    assert await _edits(database) == []


@pytest.mark.parametrize(
    ("state", "next_part"), [(OutboxState.IN_FLIGHT, 0), (OutboxState.SENT, 0), (OutboxState.WAITING, 1)]
)
async def test_behind_a_message_on_its_way_an_edit_is_queued(
    database: Database, state: OutboxState, next_part: int
) -> None:
    """Sent, in flight or with a part out already: the edit stands behind it, and edits that wait are merged."""
    row_id = await _said(database, state, next_part=next_part)
    for words in ("раз", "два"):
        async with database.write() as session:
            await outbox.change(session, row_id, rich(words), START)
    assert await _edits(database) == [Edit(Ref(outbox=row_id), rich("два"), BUTTONS)]


async def test_merging_keeps_what_the_later_edit_does_not_name(database: Database) -> None:
    """Text from one edit and buttons from another end up together."""
    row_id = await _said(database, OutboxState.SENT)
    async with database.write() as session:
        await outbox.change(session, row_id, None, START, keyboard=())
        await outbox.change(session, row_id, rich("стало"), START)
        await outbox.change(session, row_id, None, START)
    assert await _edits(database) == [Edit(Ref(outbox=row_id), rich("стало"), ())]


async def test_an_edit_in_flight_is_not_touched_but_its_buttons_count(database: Database) -> None:
    """Behind an edit that takes the buttons away, an edit of the text does not bring them back."""
    row_id = await _said(database, OutboxState.SENT)
    async with database.write() as session:
        first = await outbox.change(session, row_id, None, START, keyboard=())
        assert first is not None
        first.state = OutboxState.IN_FLIGHT
    for words in ("раз", "два"):
        async with database.write() as session:
            await outbox.change(session, row_id, rich(words), START)
    assert await _edits(database) == [Edit(Ref(outbox=row_id), None), Edit(Ref(outbox=row_id), rich("два"), ())]


@pytest.mark.parametrize("state", [OutboxState.UNREACHABLE, OutboxState.REJECTED, OutboxState.CANCELLED])
async def test_what_was_never_sent_is_not_edited(database: Database, state: OutboxState) -> None:
    """There is nothing to change; the caller is told."""
    row_id = await _said(database, state)
    async with database.write() as session:
        assert await outbox.change(session, row_id, rich("стало"), START) is None
        assert await outbox.change(session, 10_000, rich("стало"), START) is None
    assert await _edits(database) == []


async def test_a_card_s_edits_stand_in_a_lane_and_queue_of_their_own(database: Database) -> None:
    """What is said in a topic never waits behind its card."""
    row_id = await _said(database, OutboxState.SENT, context={"edit_lane": Lane.NOTICE})
    async with database.write() as session:
        edit = await outbox.change(session, row_id, rich("стало"), START)
        said = await enqueue(session, A, Send(rich("x")), START)
        assert edit is not None
        assert (edit.lane, edit.queue) == (Lane.NOTICE, f"edit:{row_id}")
        assert await may_leave(session) == [said.id, edit.id]


async def test_delivery_s_claim_is_seen_by_an_edit_that_read_the_row_before(database: Database) -> None:
    """A row that another transaction took meanwhile is not rewritten behind its back (PostgreSQL; SQLite has one
    writer)."""
    if database.is_sqlite:
        pytest.skip("SQLite has one writer")
    row_id = await _said(database)
    async with database.write() as session:
        await session.get_one(OutboxRow, row_id)
        async with database.write() as other:
            (await other.get_one(OutboxRow, row_id)).state = OutboxState.IN_FLIGHT
        await outbox.change(session, row_id, rich("стало"), START)
    assert len(await _edits(database)) == 1


async def test_a_failed_row_is_tried_again_when_asked_for(database: Database) -> None:
    """«Повторить» starts from nothing but the parts that stand."""
    row_id = await _said(database, OutboxState.REJECTED, attempts=3, error="x", done_at=START, next_part=1)
    async with database.write() as session:
        outbox.retry(await session.get_one(OutboxRow, row_id), START)
        assert await may_leave(session) == [row_id]
    row = await _row(database, row_id)
    assert (row.attempts, row.error, row.done_at, row.next_part) == (0, None, None, 1)


async def test_a_row_is_tied_to_the_messages_it_carries(database: Database) -> None:
    """Before it is sent, and undone with its transaction."""
    source = MessageKey("desk", "-100", "7")
    async with database.write() as session:
        row = await enqueue(session, A, Send(rich("x")), START, sources=[source])
    async with database.read() as session:
        assert await links.rows_carrying(session, source) == [row.id]
