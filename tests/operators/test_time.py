"""Working time, and what its passing does to tickets."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from operators import expiry, lifecycle, tickets
from operators.calendar import WorkingTime
from operators.events import TicketExpired
from operators.tickets import TicketState
from tests.operators.room import Room

MOSCOW = ZoneInfo("Europe/Moscow")
HOURS = WorkingTime.on_weekdays(time(8), time(18), MOSCOW)


def at(text: str) -> datetime:
    """A moment by Moscow's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-03-02 08:00", "2026-03-02 08:00"),  # open: now
        ("2026-03-02 17:59", "2026-03-02 17:59"),
        ("2026-03-02 18:00", "2026-03-03 08:00"),
        ("2026-03-02 07:59", "2026-03-02 08:00"),
        ("2026-03-06 19:00", "2026-03-10 08:00"),  # the 8th is a Sunday, the 9th is free instead
        ("2025-12-30 19:00", "2026-01-12 08:00"),  # the New Year's holidays, with a Friday moved to them
        ("2025-10-31 19:00", "2025-11-01 08:00"),  # a Saturday made a working day
    ],
)
def test_the_centre_opens_by_its_own_clock_and_the_official_calendar(moment: str, opening: str) -> None:
    """Weekends, holidays and days that were moved."""
    now = at(moment)
    opens = HOURS.next_opening(now)
    assert opens is not None
    assert opens == at(opening)
    assert HOURS.is_open(now) == (moment == opening)
    assert opens.utcoffset() == timedelta(hours=3)


def test_the_zone_of_the_moment_does_not_matter() -> None:
    """20:00 in Vladivostok is 13:00 in Moscow."""
    assert HOURS.is_open(datetime(2026, 3, 2, 20, tzinfo=ZoneInfo("Asia/Vladivostok")))


async def test_a_silent_ticket_expires_once(room: Room) -> None:
    """A day after the end of the work it is closed and the conversation is told; a reopened one starts anew."""
    number = await room.asks()
    other = await room.asks("Другой", peer="43", name="Глеб")
    await ended(room, number)
    assert await swept(room) == []
    room.clock.move(24 * 3600)
    await ended(room, other)
    assert await swept(room) == [number]
    assert (await room.ticket(number)).state is TicketState.CLOSED
    assert await swept(room) == []
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        lifecycle.reopen(session, ticket, room.clock.now())
    room.clock.move(60)
    await ended(room, number)
    room.clock.move(24 * 3600)
    assert await swept(room) == [number, other]


async def ended(room: Room, number: int) -> None:
    """An operator ends the work."""
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        lifecycle.resolve(session, ticket, None, room.clock.now())


async def swept(room: Room) -> list[int]:
    """The tickets that expire now."""
    async with room.database.write() as session:
        await expiry.sweep(session, room.clock.now(), 24)
    while await room.processor.process():
        pass
    return sorted(event.ticket_id for event in room.heard() if isinstance(event, TicketExpired))
