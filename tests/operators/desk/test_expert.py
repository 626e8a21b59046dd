"""The expert line at the desk: handing over, putting an answer together out of sight, sending, refusing."""

from __future__ import annotations

import pytest

from bot.database import Database
from operators import lifecycle, staff, tickets
from operators.events import ExpertAnswered, ExpertRefused, HandedToExperts, StaffSaid, TicketClaimed
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.roles import Role, StaffRole
from operators.tickets import Ticket, TicketState
from tests.operators.group import ANNA, OLEG, Operator, buttons
from tests.operators.room import Room


async def _expert(room: Room, who: Operator) -> None:
    async with room.database.write() as session:
        from bot.messages import Person

        person = await staff.recognise(session, Person(str(who.id), who.name), room.clock.now())
        session.add(StaffRole(staff_id=person.id, role=Role.EXPERT, given_at=room.clock.now()))


async def _ticket(database: Database, number: int) -> Ticket:
    async with database.read() as session:
        return await session.get_one(Ticket, number)


@pytest.fixture
async def handed(room: Room) -> str:
    """A ticket that Anna has handed to the experts, of whom Oleg is one, and has taken; returns the topic's thread."""
    room.side._refused_topics = ("Споры в суде", "Расчёты")
    await _expert(room, OLEG)
    await room.asks()
    await room.presses(ANNA, "Взять")
    assert await room.presses(ANNA, "Передать эксперту") == "Передано экспертам"
    await room.presses(OLEG, "Взять")
    room.heard()
    thread = room.shown()[-1].thread
    assert thread is not None
    return thread


async def test_handed_over(room: Room) -> None:
    """It is nobody's and the experts' from then on, a consultation; only an expert may take it; once is enough."""
    await _expert(room, OLEG)
    number = await room.asks()
    await room.presses(ANNA, "Взять")
    await room.presses(ANNA, "Передать эксперту")
    assert [type(event) for event in room.heard()] == [TicketClaimed, HandedToExperts]
    ticket = await _ticket(room.database, number)
    assert (ticket.queue, ticket.kind, ticket.assignee_id) == (Purpose.EXPERTS, TicketKind.CONSULTATION, None)
    assert await room.pushes(ANNA, room.shown()[-1].id, f"expert:{number}") == "Обращение уже у экспертов"
    assert "Могут взять: Олег" in await room.presses(ANNA, "Взять")
    await room.presses(OLEG, "Взять")
    assert (await _ticket(room.database, number)).state is TicketState.ASSIGNED


async def test_a_complaint_stays_with_the_seniors(room: Room) -> None:
    """Whoever it is about would read it at the experts', whose group may be the hotline's: neither the command nor a
    forged button nor another kind takes it out."""
    number = await room.asks()
    async with room.database.write() as session:
        ticket = await session.get_one(Ticket, number)
        ticket.kind, ticket.queue = TicketKind.COMPLAINT, Purpose.SENIORS
    thread = await room.thread(number)
    await room.writes(ANNA, "/expert", thread)
    assert "Жалоба остаётся у старших" in room.last(thread).text
    assert "Жалоба остаётся" in await room.pushes(ANNA, room.last(thread).id, f"expert:{number}")
    async with room.database.write() as session:
        found = await tickets.get(session, number)
        assert found is not None
        assert not lifecycle.change_kind(session, found, TicketKind.QUESTION, room.clock.now(), None)
    ticket = await _ticket(room.database, number)
    assert (ticket.kind, ticket.queue) == (TicketKind.COMPLAINT, Purpose.SENIORS)
    assert room.heard() == []


async def test_an_answer_is_collected_and_sent(room: Room, handed: str) -> None:
    """While it is collected nothing goes to the client; a correction counts, what was taken out does not; it goes once,
    in order, and the work is done with it."""
    await room.presses(OLEG, "Собрать ответ")
    first = await room.writes(OLEG, "Вернуть можно", handed)
    wrong = await room.writes(OLEG, "Не то", handed)
    await room.writes(OLEG, "// проверить ставку", handed)
    await room.writes(OLEG, "Порядок такой", handed)
    await room.corrects(OLEG, first, "Вернуть можно всегда")
    await room.writes(OLEG, "/del", handed, reply_to=wrong)
    assert room.heard() == []
    shown = next(one for one in reversed(room.shown()) if "Ответ на № 1" in one.text)
    assert "2. Порядок такой" in shown.text
    assert "Не то" not in shown.text
    assert await room.presses(ANNA, "Отправить ответ") == "Кнопка устарела"
    assert await room.presses(OLEG, "Отправить ответ") == "Отправлено"
    (event,) = room.heard()
    assert isinstance(event, ExpertAnswered)
    assert [line.text.text for line in event.lines] == ["Вернуть можно всегда", "Порядок такой"]
    assert (await _ticket(room.database, 1)).state is TicketState.RESOLVED
    assert buttons(next(one for one in room.shown() if one.id == shown.id)) == []
    assert await room.pushes(OLEG, shown.id, "answer:send:1") == "Кнопка устарела"


async def test_put_aside(room: Room, handed: str) -> None:
    """What is written meanwhile goes to the client at once; the answer goes on where it was."""
    await room.presses(OLEG, "Собрать ответ")
    assert await room.presses(OLEG, "Отправить ответ") == "В ответе пока ничего нет"
    await room.writes(OLEG, "Первое", handed)
    await room.presses(OLEG, "Отложить")
    await room.writes(OLEG, "А какой у вас режим?", handed)
    (event,) = room.heard()
    assert isinstance(event, StaffSaid)
    await room.presses(OLEG, "Собрать ответ")
    await room.writes(OLEG, "Второе", handed)
    assert room.heard() == []
    assert "1. Первое\n2. Второе" in room.shown()[-2].text
    await room.presses(OLEG, "Не отправлять")
    await room.writes(OLEG, "Вслух", handed)
    assert len(room.heard()) == 1


async def test_refused(room: Room, handed: str) -> None:
    """A reason of the centre's list, by whoever has the ticket; a forged one finds nothing; then it is over."""
    await room.presses(OLEG, "Собрать ответ")
    await room.presses(OLEG, "Отказать")
    asked = room.shown()[-1]
    assert [text for text, _ in buttons(asked)] == ["Споры в суде", "Расчёты"]
    assert "Олег" in await room.pushes(ANNA, asked.id, "refuse:1:2")
    assert await room.pushes(OLEG, asked.id, "refuse:1:9") == "Кнопка устарела"
    assert await room.presses(OLEG, "Расчёты") == "Клиенту отправлен отказ"
    (event,) = room.heard()
    assert isinstance(event, ExpertRefused)
    ticket = await _ticket(room.database, 1)
    assert (event.reason, ticket.refusal, ticket.state) == ("Расчёты", "Расчёты", TicketState.CLOSED)


async def test_refused_by_experts_alone(room: Room) -> None:
    """While nobody has it, an operator without the role can neither ask for the reasons nor forge one."""
    room.side._refused_topics = ("Споры в суде",)
    await _expert(room, OLEG)
    await room.asks()
    await room.presses(ANNA, "Взять")
    await room.presses(ANNA, "Передать эксперту")
    card = room.shown()[-1].id
    room.heard()
    assert "Могут взять: Олег" in await room.pushes(ANNA, card, "refuse:1")
    assert "Могут взять: Олег" in await room.pushes(ANNA, card, "refuse:1:1")
    assert room.heard() == []
    assert (await _ticket(room.database, 1)).refusal is None


async def test_without_a_list_nothing_is_refused(room: Room, handed: str) -> None:
    """No button, and a forged one does nothing."""
    room.side._refused_topics = ()
    await room.presses(OLEG, "Собрать ответ")
    assert "Отказать" not in [text for text, _ in buttons(room.shown()[-1])]
    await room.pushes(OLEG, room.shown()[-1].id, "refuse:1:1")
    assert (await _ticket(room.database, 1)).state is TicketState.ASSIGNED
