"""Roles, skills, absences and membership, as staff say them in the group."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import pytest

from bot.messages import Person
from operators import absences, giving_roles, members, roles, skill_reminders, staff, tickets, transfers
from operators.purposes import Purpose
from operators.roles import Role
from operators.staff import Staff
from tests.operators.acts import assigned
from tests.operators.group import ANNA, GROUP, OLEG, Operator
from tests.operators.room import Room

pytestmark = pytest.mark.parametrize("tables", ["sqlite"], indirect=True)

VERA = Operator("Вера", 503)


async def begun(room: Room) -> None:
    """Anna is the administrator of the settings; all three have written something."""
    async with room.database.write() as session:
        await giving_roles.appoint(session, [ANNA.id], room.clock.now())
    for who in (ANNA, OLEG, VERA):
        await room.writes(who, "Здравствуйте")


async def known(room: Room, who: Operator) -> Staff:
    """The operator as a member of staff."""
    async with room.database.write() as session:
        return await staff.recognise(session, Person(str(who.id), who.name), room.clock.now())


async def roles_of(room: Room, who: Operator) -> frozenset[Role]:
    """What they were given."""
    person = await known(room, who)
    async with room.database.read() as session:
        return await roles.roles_of(session, person.id)


def answering(who: Operator) -> dict[str, Any]:
    """A reply to a message of theirs."""
    chat = {"id": GROUP, "type": "supergroup", "title": "Операторы"}
    return {"reply_to_message": {"message_id": 3, "date": 1, "chat": chat, "from": who.raw, "text": "…"}}


async def test_roles_are_given_by_those_who_may(room: Room) -> None:
    """By name or in reply; a senior gives no senior; an operator gives nothing; the last administrator stays."""
    await begun(room)
    await room.writes(OLEG, "/staff эксперт", **answering(OLEG))
    assert room.last().text == "Это может только старший. Роли раздаёт администратор: /staff"
    await room.writes(ANNA, "/staff старший", **answering(OLEG))
    assert room.last().text == "Олег теперь старший."
    await room.writes(OLEG, "/staff Вера эксперт")
    assert room.last().text == "Вера теперь эксперт."
    await room.writes(OLEG, "/сотрудники вера эксперт")
    assert room.last().text == "Вера — эксперт уже сейчас."
    await room.writes(OLEG, "/staff Вера администратор")
    assert "только администратор" in room.last().text
    assert await roles_of(room, VERA) == {Role.EXPERT}
    await room.writes(ANNA, "/staff Анна администратор снять")
    assert "только там" in room.last().text
    await room.writes(ANNA, "/staff Вера эксперт снять")
    assert await roles_of(room, VERA) == frozenset()
    await room.writes(ANNA, "/staff Глеб эксперт")
    assert "пока не знаю" in room.last().text
    await room.writes(ANNA, "/staff что-нибудь")
    assert "Роли: эксперт" in room.last().text
    await room.writes(OLEG, "/staff")
    assert "Анна — администратор\nОлег — старший\nВера — оператор" in room.last().text


async def test_the_last_administrator_stays(room: Room) -> None:
    """One who was given the role, after the settings named nobody any more."""
    await begun(room)
    await room.writes(ANNA, "/staff Олег админ")
    async with room.database.write() as session:
        await giving_roles.appoint(session, [], room.clock.now())
    assert await roles_of(room, ANNA) == frozenset()
    await room.writes(OLEG, "/staff Олег администратор снять")
    assert "последний администратор" in room.last().text
    assert await roles_of(room, OLEG) == {Role.ADMINISTRATOR}


async def test_whoever_hides_behind_the_group_gives_nothing(room: Room) -> None:
    """An anonymous administrator of the group is nobody."""
    await begun(room)
    chat = {"id": GROUP, "type": "supergroup", "title": "Операторы"}
    await room.writes(ANNA, "/staff Олег эксперт", sender_chat=chat)
    assert "Отключите анонимность" in room.last().text
    await room.writes(ANNA, "/отпуск до 12.12", sender_chat=chat)
    assert "Отключите анонимность" in room.last().text


async def test_the_experts_queue_needs_the_role_and_the_skill(room: Room) -> None:
    """Else a sentence says why, and who can; a skill counts until its last day."""
    await begun(room)
    number = await room.asks()
    async with room.database.write() as session:
        ticket = (await tickets.all_open(session))[0]
        assert await transfers.transfer(session, ticket, Purpose.EXPERTS, room.clock.now(), skill="бухгалтерия")
    await room.deliver()
    assert "передано экспертам" in room.shown(await room.thread(number))[0].text
    assert "Это обращение для экспертов. Взять его сейчас некому" in await room.presses(OLEG, "Взять")
    await room.writes(ANNA, "/staff Вера эксперт")
    await room.writes(ANNA, "/staff Олег эксперт")
    assert "нужен действующий навык «бухгалтерия»" in await room.presses(OLEG, "Взять")
    await room.writes(ANNA, "/staff Олег навык Бухгалтерия до 12.07.2026")
    assert room.last().text == "Олег: навык «бухгалтерия» действует до 12.07.2026 включительно."
    assert "Могут взять: Олег." in await room.presses(VERA, "Взять")
    thread = await room.thread(number)
    await room.writes(VERA, "Отвечу я", thread)
    assert "Могут взять: Олег." in await room.presses(VERA, "Отправить клиенту")
    assert await room.presses(OLEG, "Взять") == "Обращение ваше"


async def test_seniors_are_told_that_a_skill_ends(room: Room) -> None:
    """Two weeks before, once; another end is told of anew."""
    await begun(room)
    for ahead, told in ((15, 0), (14, 1), (3, 2)):
        until = (room.clock.now() + timedelta(days=ahead)).date()
        await room.writes(ANNA, f"/staff Олег навык налоги до {until:%d.%m.%Y}")
        for _ in range(2):
            async with room.database.write() as session:
                await skill_reminders.sweep(session, room.clock.now(), UTC)
            await room.deliver()
        reminders = [text for text in room.general() if "Скоро закончится" in text]
        assert len(reminders) == told
        assert not reminders or f"Олег: «налоги» до {until:%d.%m.%Y}" in reminders[-1]


async def test_whoever_is_away_takes_nothing_new(room: Room) -> None:
    """From the first day to the last; «отменить» ends it; in plain words too, in General."""
    await begun(room)
    await room.asks()
    until = (room.clock.now() + timedelta(days=5)).date()
    await room.writes(OLEG, f"/отпуск до {until:%d.%m.%Y} за меня Вера")
    assert "получит Вера" in room.last().text
    assert f"в отпуске до {until:%d.%m.%Y}" in await room.presses(OLEG, "Взять")
    person, deputy = await known(room, OLEG), await known(room, VERA)
    async with room.database.read() as session:
        assert await absences.stand_in(session, person.id, until) == deputy.id
    await room.writes(OLEG, "/отпуск отменить")
    assert room.last().text == "С возвращением! Отпуск отменён."
    assert await room.presses(OLEG, "Взять") == "Обращение ваше"
    await room.writes(VERA, f"В отпуске до {until:%d.%m}.")
    assert "Записали" in room.last().text
    await room.writes(VERA, "/отпуск до завтра")
    assert "Не понимаю дни" in room.last().text


async def test_plain_words_in_a_topic_are_the_clients(room: Room) -> None:
    """The assignee tells the client about a leave: nothing is kept of it."""
    _, thread = await assigned(room)
    await room.writes(ANNA, "В отпуске до 12.12", thread)
    assert len(room.heard()) == 1


async def test_whoever_left_is_no_operator_there(room: Room) -> None:
    """Their tickets wait again, their buttons are refused; whoever writes is back."""
    number, thread = await assigned(room)
    await room.update({"chat_member": left(ANNA, at=2_000_000_000)})
    assert (await room.ticket(number)).assignee is None
    assert "Анна больше не в группе" in room.last(thread).text
    assert "Вы вышли из этой группы" in await room.presses(ANNA, "Взять")
    person = await known(room, ANNA)
    async with room.database.read() as session:
        assert await members.gone_from_all(session) == {person.id}
    await room.writes(ANNA, "я снова здесь", date=2_000_000_001)
    assert await room.presses(ANNA, "Взять") == "Обращение ваше"


def left(who: Operator, at: int) -> dict[str, Any]:
    """Somebody leaves the group."""
    chat = {"id": GROUP, "type": "supergroup", "title": "Операторы"}
    old, new = ({"status": status, "user": who.raw} for status in ("member", "left"))
    return {"chat": chat, "from": who.raw, "date": at, "old_chat_member": old, "new_chat_member": new}
