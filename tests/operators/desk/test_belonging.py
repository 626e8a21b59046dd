"""What operators see of a client's contract, and decide of it: their organisation, the permission for a leave."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.content import Attachment
from operators import contacts, leave_permissions, matching, permission_prompt, tickets
from operators.confirmations import OrganisationConfirmation
from operators.events import PermissionChanged
from operators.leave_permissions import LeavePermission, PermissionState
from operators.organisations import ContractState, Organisation
from tests.fakes import START
from tests.operators.group import ANNA, OLEG, words_on
from tests.operators.room import Room

INN = "7707083893"
UNTIL = START.date() + timedelta(days=60)


async def _with_contract(room: Room) -> int:
    """A ticket whose client named an INN; its number."""
    number = await room.asks()
    async with room.database.write() as session:
        now = room.clock.now()
        facts = {"contract": ContractState.MAINTAINED, "contract_until": date(2030, 12, 31), "arrears": 5}
        session.add(Organisation(inn=INN, name="ООО Первая", updated_at=now, **facts))
        await session.flush()
        ticket = await tickets.get(session, number)
        assert ticket is not None
        card = await contacts.card_for(session, ticket.client_id, now)
        card.inn = INN
        await matching.match(session, card, now)
    await room.presses(ANNA, "Взять")
    room.heard()
    return number


async def test_an_organisation_is_confirmed_by_one_button(sqlite_room: Room) -> None:
    """The card says what is known, and asks; once decided it does not ask any more, and the decision can be seen."""
    await _with_contract(sqlite_room)
    card = sqlite_room.last()
    assert f"Организация: ООО Первая, ИНН {INN}\nДоговор: сопровождается · до 31.12.2030 · долг: есть" in card.text
    assert "Известен только ИНН со слов клиента" in card.text
    assert await sqlite_room.presses(OLEG, "Подтвердить организацию") == "Подтверждено"
    assert "подтвердил оператор" in card.text
    assert "Подтвердить организацию" not in words_on(card)
    assert await sqlite_room.pushes(ANNA, card.id, "org:no:1:1") == "Отмечено: клиент не из этой организации"
    assert "Клиент не из этой организации" in card.text
    async with sqlite_room.database.read() as session:
        decided = await session.get(OrganisationConfirmation, 1)
        assert decided is not None
        assert (decided.belongs, decided.staff_id) == (False, 1)


@pytest.mark.parametrize("data", ["org:yes:1:2", "org:yes:999:1", "org:no:2:1"])
async def test_another_organisation_is_not_confirmed(sqlite_room: Room, data: str) -> None:
    """What was forged, or asked before the card changed."""
    await _with_contract(sqlite_room)
    assert "теперь у него другая организация" in await sqlite_room.pushes(ANNA, sqlite_room.last().id, data)
    async with sqlite_room.database.read() as session:
        assert await session.get(OrganisationConfirmation, 1) is None


async def _sent(room: Room) -> int:
    """A scan of a permission in the client's topic; its number."""
    number = await _with_contract(room)
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        scan: tuple[Attachment, ...] = ()
        sent = await leave_permissions.send(session, ticket.address, scan, UNTIL, room.clock.now())
        assert await permission_prompt.post(session, sent, room.clock.now())
    await room.deliver()
    return number


async def _permission(room: Room) -> LeavePermission:
    async with room.database.read() as session:
        return await session.get_one(LeavePermission, 1)


async def test_a_permission_is_confirmed_until_its_day(sqlite_room: Room) -> None:
    """With the day that the client named, or another one; the client hears of it; pressed again it is stale."""
    await _sent(sqlite_room)
    prompt = sqlite_room.last()
    assert words_on(prompt) == [f"Подтвердить до {UNTIL:%d.%m.%Y}", "Другая дата", "Отказать"]
    await sqlite_room.presses(ANNA, "Другая дата")
    assert words_on(sqlite_room.last())[0] == f"До 31.12.{sqlite_room.clock.now().year}"
    assert await sqlite_room.presses(ANNA, f"Подтвердить до {UNTIL:%d.%m.%Y}") == (
        f"Разрешение подтверждено до {UNTIL:%d.%m.%Y}"
    )
    assert sqlite_room.heard() == [PermissionChanged(1, "confirmed")]
    assert await sqlite_room.pushes(ANNA, prompt.id, f"leave:ok:1:{UNTIL:%Y%m%d}") == "Кнопка устарела"


async def test_a_permission_is_decided_by_a_command(sqlite_room: Room) -> None:
    """A typed day, a typed reason, and back at work; a day that cannot be is not taken."""
    thread = await sqlite_room.thread(await _sent(sqlite_room))
    year = sqlite_room.clock.now().year + 1
    for words, told in (("до 31.13.2027", "Подтвердить:"), ("до 31.12.2020", "уже прошло"), ("до 1.1.2099", "далеко")):
        await sqlite_room.writes(ANNA, f"/разрешение {words}", thread)
        assert told in sqlite_room.last(thread).text
    assert (await _permission(sqlite_room)).state is PermissionState.SENT
    await sqlite_room.writes(ANNA, f"/разрешение до 31.12.{year}", thread)
    assert (await _permission(sqlite_room)).until == date(year, 12, 31)
    await sqlite_room.writes(ANNA, "/разрешение", thread)
    assert f"разрешение до 31.12.{year}" in sqlite_room.last(thread).text
    await sqlite_room.writes(ANNA, "/разрешение нет не на бланке", thread)
    assert (await _permission(sqlite_room)).reason == "не на бланке"
    await sqlite_room.writes(ANNA, "/разрешение снять", thread)
    await sqlite_room.writes(ANNA, "/разрешение нужно", thread)
    news = [event.what for event in sqlite_room.heard() if isinstance(event, PermissionChanged)]
    assert news == ["confirmed", "refused", "over", "needed"]


async def test_a_permission_is_refused_with_a_reason(sqlite_room: Room) -> None:
    """One of the usual ones by a button."""
    await _sent(sqlite_room)
    await sqlite_room.presses(ANNA, "Отказать")
    assert await sqlite_room.presses(ANNA, "Нет подписи руководителя") == "Отказано, клиент узнает почему"
    assert (await _permission(sqlite_room)).state is PermissionState.REFUSED
    assert sqlite_room.heard() == [PermissionChanged(1, "refused")]


@pytest.mark.parametrize("data", ["leave:ok:1:20261399", "leave:ok:2:20271231", "leave:no:1:9", "leave:why:7"])
async def test_forged_decisions_change_nothing(sqlite_room: Room, data: str) -> None:
    """No such day, permission or reason."""
    await _sent(sqlite_room)
    assert await sqlite_room.pushes(ANNA, sqlite_room.last().id, data) == "Кнопка устарела"
    assert (await _permission(sqlite_room)).state is PermissionState.SENT
