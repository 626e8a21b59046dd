"""«Прежние обращения» on a card."""

from __future__ import annotations

from operators import lifecycle, tickets
from operators.kinds import TicketKind
from operators.tickets import Ticket
from tests.operators.group import ANNA
from tests.operators.room import Room

BUTTON = "Прежние обращения"


async def _ended(room: Room, number: int, kind: TicketKind = TicketKind.QUESTION, mark: int | None = None) -> None:
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        ticket.kind = kind
        lifecycle.close(session, ticket, room.clock.now())
        if mark is not None:
            lifecycle.rate(session, ticket, mark, room.clock.now())


async def test_the_other_requests_of_the_client_in_one_message(room: Room) -> None:
    """Number, day, kind, state, mark and first words, newest first; complaints are not for this desk, other clients'
    for nobody; the first request has no such button."""
    first = await room.asks("Как заказать документ?")
    assert BUTTON not in [button.text for row in room.last().keyboard for button in row]
    await _ended(room, first, TicketKind.DOCUMENT, mark=5)
    complaint = await room.asks("Мне нагрубили")
    await _ended(room, complaint, TicketKind.COMPLAINT)
    await room.asks("Чужой вопрос", peer="77")
    second = await room.asks("Не печатается\nсчёт")
    await _ended(room, second)
    await room.asks("И снова не печатается")
    await room.presses(ANNA, BUTTON)
    assert room.last().text.splitlines() == [
        "Прежние обращения клиента",
        f"№ {second} · 02.03.2026 · вопрос · закрыто · Не печатается счёт",
        f"№ {first} · 02.03.2026 · заказ документа · закрыто · оценка 5 из 5 · Как заказать документ?",
    ]


async def test_a_forged_number_lists_nothing(room: Room) -> None:
    """A ticket that does not stand at this desk has no list."""
    number = await room.asks()
    async with room.database.write() as session:
        (await session.get_one(Ticket, number)).topic_id = None
    assert await room.pushes(ANNA, room.last().id, f"earlier:{number}") == "Кнопка устарела"
