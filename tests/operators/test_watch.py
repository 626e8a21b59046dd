"""The watch over the terms: who is reminded and called, where, and how often."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Person
from bot.richtext import SpanKind
from operators import cards, centres, members, sla, staff, tickets, topics, watch
from operators.centres import Centre
from operators.purposes import Purpose
from operators.roles import Role, StaffRole
from operators.tickets import Ticket
from tests.operators.group import ANNA
from tests.operators.room import Room
from tests.terms import STANDARD


async def swept(room: Room, seconds: float = 0) -> None:
    """Time passes, the sweep ticks once, what it wrote is delivered."""
    room.clock.move(seconds)
    async with room.database.write() as session:
        await watch.sweep(session, room.clock.now(), STANDARD)
    room.clock.move(31)
    await room.deliver()


async def senior(room: Room, name: str, number: str) -> None:
    """Somebody gets the role."""
    now = room.clock.now()
    async with room.database.write() as session:
        person = await staff.recognise(session, Person(number, name), now)
        session.add(StaffRole(staff_id=person.id, role=Role.SENIOR, given_at=now))


async def test_nobody_took_it_so_the_senior_is_called_once_and_the_card_is_red(room: Room) -> None:
    """Half a minute after it was opened, in General, by a mention; taking it is the first answer."""
    await senior(room, "Ольга", "700")
    number = await room.asks()
    await swept(room)
    assert room.general() == []
    await swept(room, 0)
    (called,) = [one for one in room.shown() if one.thread is None]
    assert called.text == f"🔴 Срок вышел. Ольга\n🔴 № {number} · Вера · свободно · срок вышел"
    mentions = [span.person for span in called.rich.spans if span.kind is SpanKind.MENTION]
    assert mentions == ["700"]
    card = room.shown(await room.thread(number))[0]
    assert card.text.startswith(f"🔴 № {number} · ждёт специалиста · срок вышел\n")
    await swept(room, 10)
    assert len(room.general()) == 1
    await room.presses(ANNA, "Взять")
    await swept(room)
    assert room.shown(await room.thread(number))[0].text.startswith(f"№ {number} · отвечает Анна\n")


async def test_a_senior_who_has_left_is_not_called(room: Room) -> None:
    """Their role stays on paper; a mention would tell somebody outside of clients."""
    await senior(room, "Ольга", "700")
    async with room.database.write() as session:
        person = await staff.recognise(session, Person("700", "Ольга"), room.clock.now())
        desk = await topics.desk_for(session, Purpose.HOTLINE)
        assert desk is not None
        await members.note(session, desk.id, person.id, room.clock.now(), present=False)
    await room.asks()
    await swept(room)
    await swept(room)
    assert room.general()[0].startswith("🔴 Срок вышел. Старшие не назначены")


async def test_the_assignee_is_reminded_then_the_senior_is_called(room: Room) -> None:
    """Of a question's ten minutes a quarter is left: in the topic, by name. Over it the call is one more."""
    number = await room.asks()
    await room.presses(ANNA, "Взять")
    await swept(room)
    await swept(room, 7 * 60)
    reminder = room.last(await room.thread(number))
    assert reminder.text == f"Анна, по обращению № {number} осталось 2 мин."
    assert [span.person for span in reminder.rich.spans] == [str(ANNA.id)]
    await swept(room, 10)
    assert room.last(await room.thread(number)).id == reminder.id
    await swept(room, 3 * 60)
    assert room.general() == [
        "🔴 Срок вышел. Старшие не назначены: роль даёт команда /staff.\n"
        f"🔴 № {number} · Вера · Анна · просрочено на 1 мин"
    ]
    await swept(room, 20 * 60)
    card = room.shown(await room.thread(number))[0]
    assert "просрочено больше чем на 15 мин" in card.text
    assert len(room.general()) == 1


async def test_an_answer_stops_the_watch_and_a_missed_tick_loses_nothing(room: Room) -> None:
    """What waits for its client is not due; what became due while nobody looked is told once, without a reminder."""
    answered, left = await room.asks(), await room.asks("Другой вопрос", peer="43", name="Глеб")
    async with room.database.write() as session:
        for number in (answered, left):
            ticket = await tickets.get(session, number)
            assert ticket is not None
            sla.reacted(ticket, room.clock.now())
        ticket = await tickets.get(session, answered)
        assert ticket is not None
        sla.answered(ticket, room.clock.now())
    await swept(room, 3 * 3600)
    (told,) = room.general()
    assert (f"№ {left} ·" in told, f"№ {answered} ·" in told) == (True, False)


async def test_several_calls_are_one_message(room: Room) -> None:
    """While the last one has not left, what comes is added to it."""
    await room.asks()
    async with room.database.write() as session:
        await watch.sweep(session, room.clock.now(), STANDARD)
    room.clock.move(40)
    await room.asks("Другой вопрос", peer="43", name="Глеб")
    async with room.database.write() as session:
        await watch.sweep(session, room.clock.now(), STANDARD)
        room.clock.move(40)
        await watch.sweep(session, room.clock.now(), STANDARD)
    await room.deliver()
    (told,) = room.general()
    assert ("Вера" in told, "Глеб" in told) == (True, True)


async def test_a_complaint_is_told_at_the_seniors_desk_alone(room: Room) -> None:
    """And nowhere where there is none; the seniors' desk is where other calls go as well."""
    number = await room.asks()
    async with room.database.write() as session:
        complaint = await session.get_one(Ticket, number)
        complaint.queue = Purpose.SENIORS
    await swept(room)
    await swept(room)
    assert room.general() == []
    async with room.database.write() as session:
        desk = await topics.set_up_desk(session, "-100777", Purpose.SENIORS)
        ticket = await tickets.get(session, number)
        assert ticket is not None
        topic = await topics.topic_for(session, ticket.client, desk, room.clock.now())
        await cards.move(session, ticket, topic, room.clock.now())
        sla.recount(ticket)
    await room.asks("Другой вопрос", peer="43", name="Глеб")
    await swept(room, 60)
    assert room.general() == []
    told = [one.text for one in room.group.chats["-100777"].values() if one.thread is None]
    assert len(told) == 1
    assert ("Вера" in told[0], "Глеб" in told[0]) == (True, True)


async def test_a_day_that_the_centre_is_closed_moves_the_deadline(room: Room) -> None:
    """What is open at the centre is counted anew, by its own hours and clock; whoever was called is not called again
    for the same."""
    number = await room.asks()
    async with room.database.write() as session:
        centre = Centre(key="spb", name="Петербург", region="Петербург", time_zone="Europe/Moscow")
        centre.aliases = centre.phones = centre.emails = centre.sites = centre.socials = []
        centre.hours, centre.updated_at = {"1": ["09:00", "18:00"], "2": ["09:00", "18:00"]}, room.clock.now()
        session.add(centre)
        await session.flush()
        (await session.get_one(Ticket, number)).centre_id = centre.id
    await swept(room)
    before = (await room.ticket(number)).solution_due
    async with room.database.write() as session:
        today = room.clock.now().date()
        await centres.set_day(session, await session.get_one(Centre, centre.id), today, None)
        await sla.hours_changed(session, centre.id)
    await swept(room)
    after = (await room.ticket(number)).solution_due
    assert before is not None
    assert after is not None
    assert (before.date(), after.date()) == (today, today + timedelta(days=1))
