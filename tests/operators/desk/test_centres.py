"""`/centre` in the operators' group, and tickets that go to a centre's own one."""

from __future__ import annotations

import pytest

from operators import centres, giving_roles, regions, tickets, topics, transfers
from operators.centres import Centre
from tests.operators.group import ANNA, OLEG
from tests.operators.room import Room
from tests.operators.test_centres import centre

pytestmark = pytest.mark.parametrize("tables", ["sqlite"], indirect=True)


async def begun(room: Room) -> list[Centre]:
    """Two centres; Anna is the administrator, Oleg an operator."""
    rows = [centre(), centre("msk", "Центр в Москве", zone="Europe/Moscow")]
    async with room.database.write() as session:
        await giving_roles.appoint(session, [ANNA.id], room.clock.now())
        session.add_all(rows)
    for who in (ANNA, OLEG):
        await room.writes(who, "Здравствуйте")
    return rows


async def test_centres_are_shown_to_operators(room: Room) -> None:
    """All in General, one by its key, the client's in their topic."""
    await room.writes(ANNA, "/centre")
    assert "Центров пока нет" in room.last().text
    rows = await begun(room)
    await room.writes(OLEG, "/centre")
    assert "ekb — Центр в Екатеринбурге (Свердловская область): пн 09:00-18:00, вт 09:00-24:00" in room.last().text
    await room.writes(OLEG, "/центр EKB")
    assert "☎ +7 343 000-00-01" in room.last().text
    await room.writes(OLEG, "/centre nsk")
    assert room.last().text == "Центра «nsk» нет. Есть: ekb, msk"
    number = await room.asks()
    thread = await room.thread(number)
    await room.writes(OLEG, "/centre", thread)
    assert "Регион клиента пока не известен" in room.last().text
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        await regions.choose(session, ticket.client_id, rows[1], room.clock.now())
    await room.writes(OLEG, "/centre", thread)
    assert room.last().text.startswith("Центр в Москве")


async def test_days_of_a_centre_are_set_by_seniors(room: Room) -> None:
    """A mistake is answered with what to write; an operator changes nothing."""
    rows = await begun(room)
    await room.writes(OLEG, "/centre ekb 31.12 закрыто")
    assert "Это может только старший" in room.last().text
    year = room.clock.now().year
    for said, answer in (
        ("31.12 закрыто", f"Центр в Екатеринбурге, 31.12.{year}: закрыто."),
        ("31.12 с 9 до 15", f"Центр в Екатеринбурге, 31.12.{year}: 09:00-15:00."),
        ("31.12 как обычно", f"Центр в Екатеринбурге, 31.12.{year}: выходной."),
        (f"30.12.{year} закрыто", f"Центр в Екатеринбурге, 30.12.{year}: закрыто."),
        ("31.02 закрыто", "Не получилось: «31.02» — не дата"),
        ("31.12 вечером", "Не получилось: часы дня «вечером» не разобрать"),
        ("31.12 18:00-09:00", "закрытие раньше открытия"),
        ("закрыто завтра", "Пишите так: /centre ekb 31.12 закрыто"),
        ("31.12.2009 закрыто", "Проверьте дату"),
    ):
        await room.writes(ANNA, f"/centre ekb {said}")
        assert answer in room.last().text, said
    async with room.database.read() as session:
        days = await centres.exceptions_of(session, rows[0])
    assert {f"{day:%d.%m}": value for day, value in days.items()} == {"30.12": None}


async def test_a_ticket_goes_to_the_group_of_its_centre(room: Room) -> None:
    """The client chose another region: the card moves to that centre's own group, and stays where groups are shared."""
    rows = await begun(room)
    number = await room.asks()
    async with room.database.write() as session:
        own = await topics.set_up_desk(session, "-1009", centre_id=rows[0].id)
        ticket = await tickets.get(session, number)
        assert ticket is not None
        before = ticket.topic_id
        await transfers.to_centre(session, ticket, rows[1].id, room.clock.now())
        assert (ticket.centre_id, ticket.topic_id) == (rows[1].id, before)
        await transfers.to_centre(session, ticket, rows[0].id, room.clock.now())
        moved = await session.get(topics.Topic, ticket.topic_id)
        assert moved is not None
        assert (moved.desk_id, ticket.topic_id == before) == (own.id, False)
