"""Several groups: which of them a ticket goes to, and what becomes of one that the settings name no longer."""

from __future__ import annotations

import pytest

from operators import cards, serving, tickets, topics
from operators.kinds import TicketKind
from operators.purposes import Purpose
from tests.operators.group import ANNA, GROUP
from tests.operators.room import Room

pytestmark = pytest.mark.parametrize("tables", ["sqlite"], indirect=True)

EXPERTS, SENIORS = "-1002", "-1003"


async def set_up(room: Room, **groups: str) -> None:
    """The service starts with these groups."""
    async with room.database.write() as session:
        await serving.set_up(session, {Purpose(purpose): chat for purpose, chat in groups.items()})
        await serving.bring_home(session, room.clock.now())
    await room.deliver()


async def test_a_queue_without_a_group_is_the_hotlines_but_complaints_are_nobodys(room: Room) -> None:
    """What each group serves, as it is asked before every command."""
    await set_up(room, hotline=str(GROUP), experts=EXPERTS)
    async with room.database.read() as session:
        hotline, experts = await topics.desk_for(session), await topics.desk_for(session, Purpose.EXPERTS)
        assert hotline is not None
        assert experts is not None
        assert await serving.served_by(session, hotline) == {Purpose.HOTLINE, Purpose.MARKETING}
        assert await serving.served_by(session, experts) == {Purpose.EXPERTS}
        assert await topics.desk_for(session, Purpose.SENIORS) is None


async def test_tickets_come_home_from_a_group_that_is_no_desk_any_more(room: Room) -> None:
    """Their cards stand where their queue is served now; nothing is taken from the old group any more."""
    await set_up(room, hotline=str(GROUP), experts=EXPERTS, seniors=SENIORS)
    number = await room.asks()
    async with room.database.write() as session:
        (one,), now = await tickets.all_open(session), room.clock.now()
        one.kind, one.queue = TicketKind.CONSULTATION, Purpose.EXPERTS
        desk = await topics.desk_for(session, Purpose.EXPERTS)
        assert desk is not None
        await cards.move(session, one, await topics.topic_for(session, one.client, desk, now), now)
    await room.deliver()
    assert any(f"№ {number}" in one.text for one in room.group.chats[EXPERTS].values())
    await set_up(room, hotline=str(GROUP))
    assert f"№ {number}" in room.last().text
    assert (await room.ticket(number)).queue is Purpose.EXPERTS
    assert "для экспертов" in await room.presses(ANNA, "Взять")
