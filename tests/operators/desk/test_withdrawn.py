"""A client who has withdrawn their consent: nobody at the desk can write to them, until they agree again."""

from __future__ import annotations

from datetime import timedelta

from handlers.holdings import HOLDINGS
from operators import destroying, lifecycle, withdrawing
from operators.destructions import Ground
from operators.events import ConsentWithdrawn, StaffSaid
from tests.operators.group import ANNA
from tests.operators.room import Room


async def _withdrawn(room: Room, number: int) -> str:
    """As the conversation's own turn does it; returns the thread."""
    thread = await room.thread(number)
    now = room.clock.now()
    async with room.database.write() as session:
        ticket = await session.merge(await room.ticket(number))
        due = now + timedelta(days=1)
        await withdrawing.withdraw(session, ticket.client_id, Ground.WITHDRAWN, "telegram", due, now)
        lifecycle.close(session, ticket, now)
    return thread


async def test_nobody_writes_to_them(room: Room) -> None:
    """A line of the assignee's stays inside; whoever wants to send it is told why."""
    number = await room.asks()
    await room.presses(ANNA, "Взять")
    thread = await _withdrawn(room, number)
    await room.process()
    assert any(isinstance(event, ConsentWithdrawn) for event in room.heard())
    await room.writes(ANNA, "Вы ещё здесь?", thread)
    assert "отозвал согласие" in await room.presses(ANNA, "Написать клиенту")
    assert not any(isinstance(event, StaffSaid) for event in room.heard())


async def test_the_topic_goes_with_the_data(room: Room) -> None:
    """In the night that was set the bot deletes the topic; the call is none of the group's budget."""
    number = await room.asks()
    await _withdrawn(room, number)
    room.heard()
    room.clock.move(2 * 86400)
    async with room.database.write() as session:
        while await destroying.step(session, HOLDINGS, room.clock.now()):
            pass
    await room.deliver()
    assert type(room.group.calls[-1]).__name__ == "DropTopicCall"
