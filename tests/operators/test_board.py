"""The pinned board of open tickets: what it shows, how seldom it is edited, and how it comes back."""

from __future__ import annotations

from bot.calls import EditCall, PinCall
from operators import board, watch
from operators.purposes import Purpose
from operators.tickets import Ticket
from tests.memory import Shown
from tests.operators.group import ANNA, GROUP
from tests.operators.room import Room
from tests.terms import STANDARD


async def kept(room: Room, seconds: float = 0) -> None:
    """Time passes, both sweeps tick, what they wrote is delivered."""
    room.clock.move(seconds)
    async with room.database.write() as session:
        await watch.sweep(session, room.clock.now(), STANDARD)
        await board.sweep(session, room.clock.now(), STANDARD)
    await room.deliver()


def pinned(room: Room) -> list[Shown]:
    """What is pinned in the group."""
    return [one for one in room.shown() if one.pinned]


def edits(room: Room, of: Shown) -> int:
    """How often a message was edited."""
    return sum(isinstance(call, EditCall) and call.message_id == of.id for call in room.group.calls)


async def test_one_pinned_message_shows_the_open_tickets(room: Room) -> None:
    """From the first ticket on: whose, how long left, each a link; several queues under their names."""
    await kept(room)
    assert room.general() == []
    number = await room.asks()
    await kept(room)
    (shown,) = pinned(room)
    assert shown.thread is None
    assert shown.text == f"Открытые обращения: 1\n№ {number} · Вера · свободно · осталось меньше минуты"
    thread = await room.thread(number)
    assert f"https://t.me/c/1234567890/{thread}" in [span.url for span in shown.rich.spans]
    await room.presses(ANNA, "Взять")
    other = await room.asks("Другой вопрос", peer="43", name="Глеб")
    async with room.database.write() as session:
        (await session.get_one(Ticket, other)).queue = Purpose.EXPERTS
    await kept(room, 15)
    assert pinned(room)[0].text.splitlines() == [
        "Открытые обращения: 2",
        "Линия консультаций",
        f"№ {other} · Глеб · свободно · осталось меньше минуты",
        "Горячая линия",
        f"№ {number} · Вера · Анна · осталось 9 мин",
    ]
    assert len(pinned(room)) == 1


async def test_it_is_edited_seldom_and_not_for_nothing(room: Room) -> None:
    """Once in fifteen seconds for what happened, once a minute for the time alone, and never for the same words."""
    number = await room.asks()
    await room.presses(ANNA, "Взять")
    await kept(room)
    (shown,) = pinned(room)
    for _ in range(3):
        await kept(room, 15)
    assert edits(room, shown) == 0
    await kept(room, 15)
    assert edits(room, shown) == 1
    await room.asks("Другой вопрос", peer="43", name="Глеб")
    await kept(room, 5)
    assert edits(room, shown) == 1
    await kept(room, 10)
    assert edits(room, shown) == 2
    async with room.database.write() as session:
        for one in (number, number + 1):
            ticket = await session.get_one(Ticket, one)
            ticket.answered_at = room.clock.now()
    await kept(room, 15)
    for _ in range(10):
        await kept(room, 60)
    assert edits(room, shown) == 3
    assert [isinstance(call, PinCall) for call in room.group.calls].count(True) == 1


async def test_what_people_delete_or_unpin_comes_back_once_an_hour(room: Room) -> None:
    """Deleted: made anew and pinned; unpinned: pinned again, which nobody would tell us of."""
    await room.asks()
    await kept(room)
    (shown,) = pinned(room)
    shown.pinned = False
    await kept(room, 1800)
    assert pinned(room) == []
    await kept(room, 1801)
    assert [one.id for one in pinned(room)] == [shown.id]
    del room.group.chats[str(GROUP)][shown.id]
    await room.asks("Другой вопрос", peer="43", name="Глеб")
    await kept(room, 60)
    await kept(room, 60)
    (anew,) = pinned(room)
    assert anew.id != shown.id
    assert anew.text.startswith("Открытые обращения: 2")
    del room.group.chats[str(GROUP)][anew.id]
    await room.presses(ANNA, "Взять")
    for _ in range(20):
        await kept(room, 60)
    assert pinned(room) == []
