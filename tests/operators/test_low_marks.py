"""A mark of 1–2 calls the seniors at once, whichever way it came."""

from __future__ import annotations

from sqlalchemy import select

from bot.messages import Person
from bot.outbox import OutboxRow
from bot.outgoing import Send
from operators import staff, tickets, topics, votes
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.roles import Role, StaffRole
from tests.operators.room import Room


async def _votes(room: Room, mark: int, comment: str = "") -> None:
    async with room.database.write() as session:
        await votes.vote(session, 1, mark, comment, room.clock.now())


async def _called(room: Room) -> list[tuple[str, str]]:
    """Where and with what words."""
    async with room.database.read() as session:
        query = select(OutboxRow).where(OutboxRow.merge_key.like("senior:%")).order_by(OutboxRow.id)
        return [(row.peer, row.body.text.text) for row in await session.scalars(query) if isinstance(row.body, Send)]


async def test_low_marks_call_the_seniors(room: Room) -> None:
    """In General by name, with the way to the topic; once for a mark, once more with its comment; in their own group
    where there is one."""
    await room.asks()
    async with room.database.write() as session:
        person = await staff.recognise(session, Person("777", "Мария"), room.clock.now())
        session.add(StaffRole(staff_id=person.id, role=Role.SENIOR, given_at=room.clock.now()))
    for mark, comment in ((5, ""), (3, ""), (2, ""), (2, "Не о том"), (2, "Не о том")):
        await _votes(room, mark, comment)
    assert [words for _, words in await _called(room)] == [
        "Мария\nНизкая оценка: № 1, 2 из 5. Вера",
        "Мария\nНизкая оценка: № 1, 2 из 5. «Не о том» Вера",
    ]
    async with room.database.write() as session:
        desk = await topics.set_up_desk(session, "-100555", Purpose.SENIORS)
    await _votes(room, 1)
    assert (await _called(room))[-1] == (f"general:{desk.id}", "Низкая оценка: № 1, 1 из 5. «Не о том» Вера")


async def test_complaints_are_for_nobody_else(room: Room) -> None:
    """The mark of a complaint is told where the complaint stands."""
    await room.asks()
    async with room.database.write() as session:
        ticket = await tickets.get(session, 1)
        assert ticket is not None
        ticket.kind = TicketKind.COMPLAINT
    await _votes(room, 1)
    assert await _called(room) == []
