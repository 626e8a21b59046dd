"""Personal managers in the group: their profile, and notes to their clients."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot import clients
from bot.messages import Person
from operators import contacts, looking_after, opt_outs, staff
from operators.events import ManagerNote
from operators.opt_outs import Mailing
from operators.organisations import ContractState, Organisation
from operators.roles import Role, StaffRole
from operators.tickets import Ticket
from tests.operators.group import ANNA, GROUP, OLEG
from tests.operators.room import Room

pytestmark = pytest.mark.parametrize("tables", ["sqlite"], indirect=True)


async def manages(room: Room) -> int:
    """Anna is a manager, and Vera of «Ромашка» is her client; Vera's client id."""
    number, now = await room.asks(), room.clock.now()
    async with room.database.write() as session:
        anna = await staff.recognise(session, Person(str(ANNA.id), ANNA.name), now)
        session.add(StaffRole(staff_id=anna.id, role=Role.MANAGER, given_at=now))
        manager = await looking_after.claim_profile(session, anna)
        organisation = Organisation(
            inn="7700000000", name="ООО «Ромашка»", contract=ContractState.MAINTAINED, arrears=0, updated_at=now
        )
        organisation.manager_id = manager.id
        session.add(organisation)
        await session.flush()
        client_id = (await session.get_one(Ticket, number)).client_id
        (address,) = await clients.addresses_of(session, client_id)
        clients.record_consent(session, address, "1", now)
        (await contacts.card_for(session, client_id, now)).organisation_id = organisation.id
    return client_id


def answering(text: str) -> dict[str, Any]:
    """A reply to a message of Anna's."""
    chat = {"id": GROUP, "type": "supergroup", "title": "Операторы"}
    return {"reply_to_message": {"message_id": 3, "date": 1, "chat": chat, "from": ANNA.raw, "text": text}}


async def test_a_note_is_looked_at_before_it_goes_once(room: Room) -> None:
    """The preview counts; only its author decides; a second press finds nothing."""
    await manages(room)
    await room.writes(ANNA, "/note", **answering("С 1 января новый раздел"))
    preview = room.last()
    assert "получат: 1, согласны на рекламу: 0" in preview.text
    assert "С 1 января новый раздел" in preview.text
    assert await room.presses(OLEG, "Отправить: 1") != "Отправляем клиентам: 1."
    assert room.heard() == []
    assert await room.pushes(ANNA, preview.id, "mail:send") == "Отправляем клиентам: 1."
    (event,) = room.heard()
    assert isinstance(event, ManagerNote)
    assert (event.text.text, event.advertising) == ("С 1 января новый раздел", False)
    assert await room.pushes(ANNA, preview.id, "mail:send") == "Кнопка устарела"
    assert room.heard() == []


async def test_a_note_goes_to_those_who_want_it(room: Room) -> None:
    """One organisation by name or INN; nobody is left of those who have unsubscribed."""
    client_id = await manages(room)
    await room.writes(ANNA, "/note ромашка", **answering("Новость"))
    assert "получат: 1" in room.last().text
    await room.writes(ANNA, "/note 7711111111", **answering("Новость"))
    assert "Некому: подходящих клиентов 0" in room.last().text
    async with room.database.write() as session:
        await opt_outs.stop(session, client_id, Mailing.MANAGER, room.clock.now())
    await room.writes(ANNA, "/note всем", **answering("Новость"))
    assert "Некому: подходящих клиентов 1" in room.last().text
    await room.writes(ANNA, "/note")
    assert "Ответьте на своё сообщение" in room.last().text


async def test_a_profile_is_what_clients_see(room: Room) -> None:
    """Phone and hours by words; what is not understood changes nothing."""
    await manages(room)
    await room.writes(ANNA, "/profile телефон +7 495 000-00-00; часы 9–18")
    assert "Телефон: +7 495 000-00-00\nЧасы: 9–18" in room.last().text
    assert "Клиентов с чатом: 1" in room.last().text
    await room.writes(ANNA, "/profile рост 180")
    assert "Напишите, что изменить" in room.last().text
    await room.writes(OLEG, "/profile телефон 1")
    assert "Это может только менеджер" in room.last().text


async def test_a_manager_names_a_deputy(room: Room) -> None:
    """Another manager, by name or in reply to them; from then on they answer where an absence names nobody."""
    await manages(room)
    today = room.clock.now().date()
    await room.writes(OLEG, "привет")
    await room.writes(ANNA, "/profile заместитель Олег")
    assert "Олег — не менеджер" in room.last().text
    async with room.database.write() as session:
        oleg = await staff.recognise(session, Person(str(OLEG.id), OLEG.name), room.clock.now())
        session.add(StaffRole(staff_id=oleg.id, role=Role.MANAGER, given_at=room.clock.now()))
    await room.writes(ANNA, "/profile заместитель Анна")
    assert "Замещать себя нельзя" in room.last().text
    await room.writes(ANNA, "/profile часы 9–18; заместитель Олег")
    assert "Часы: 9–18" in room.last().text
    assert "Без вас отвечает: Олег" in room.last().text
    await room.writes(ANNA, f"/отпуск до {today + timedelta(days=3):%d.%m.%Y}")
    async with room.database.read() as session:
        anna = await staff.recognise(session, Person(str(ANNA.id), ANNA.name), room.clock.now())
        manager = await looking_after.of_staff(session, anna.id)
        assert manager is not None
        answers = await looking_after.who_answers(session, manager, today)
        assert answers is not None
        assert (answers.staff.name, answers.in_place) == ("Олег", True)
    await room.writes(ANNA, "/profile заместитель нет")
    assert "Без вас отвечает" not in room.last().text
