"""Who may do what at the desk: every command and every button, tried by everybody who should not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from bot.database import Base
from bot.messages import Person
from operators import roles, staff
from operators.desk.registry import BUTTONS, COMMANDS, StaffButton, StaffCommand
from operators.roles import Role, StaffRole
from tests.operators.group import ANNA, GROUP, Operator
from tests.operators.room import Room

pytestmark = pytest.mark.parametrize("tables", ["sqlite"], indirect=True)

STRANGER = Operator("Глеб", 777)
ELSEWHERE = {"id": -100555, "type": "supergroup", "title": "Чужая", "is_forum": True}
QUIET = {"inbox", "cursors", "conversations"}
"""What intake keeps of any update."""
SAID = {"outbox", "message_links"}
"""What the bot said."""


def data_of(button: StaffButton) -> str:
    """Forged data that the button's pattern takes."""
    pattern = button.pattern.replace("(?:", "").replace(")?", ")")
    data = re.sub(r"\(\[0-9\][^)]*\)", "999", re.sub(r"\(\[a-z[^)]*\)", "forged", pattern)).replace(")", "")
    assert re.fullmatch(button.pattern, data), data
    return data


async def rows(room: Room, *, but: Iterable[str] = ()) -> dict[str, int]:
    """How many rows each table has."""
    async with room.database.read() as session:
        return {
            table.name: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name not in {*QUIET, *but}
        }


async def says_in(room: Room, chat: dict[str, Any], text: str) -> None:
    """A message of the stranger in another chat."""
    message = {"message_id": 5, "date": 1, "chat": chat, "from": STRANGER.raw, "text": text}
    await room.update({"message": message})


async def presses_in(room: Room, chat: dict[str, Any], data: str) -> None:
    """A forged press of the stranger's in another chat."""
    bot = {"id": 900, "is_bot": True, "first_name": "Пульт"}
    message = {"message_id": 6, "date": 1, "chat": chat, "from": bot, "text": "…"}
    query = {"id": "q", "from": STRANGER.raw, "chat_instance": "1", "message": message, "data": data}
    await room.update({"callback_query": query})


def private() -> dict[str, Any]:
    """The stranger's chat with the desk's bot."""
    return {"id": STRANGER.id, "type": "private", "first_name": STRANGER.name}


async def test_a_stranger_in_private_gets_one_refusal(room: Room) -> None:
    """Whatever command is tried: one sentence a day, and not a row changes; a button answers by a sentence."""
    await room.asks()
    before = await rows(room, but=SAID)
    shown = len(room.group.calls)
    for command in COMMANDS:
        for name in command.names:
            await says_in(room, private(), f"/{name} 1 эксперт")
    for button in BUTTONS:
        room.signals.clear()
        await presses_in(room, private(), data_of(button))
        assert "служебный бот" in room.answers[0].text
    assert await rows(room, but=SAID) == before
    (refusal,) = room.group.chats[str(STRANGER.id)].values()
    assert "служебный бот" in refusal.text
    assert len(room.group.calls) == shown + 1
    room.clock.move(25 * 3600)
    await says_in(room, private(), "есть кто?")
    assert len(room.group.chats[str(STRANGER.id)]) == 2


async def test_a_group_that_is_no_desk_hears_nothing(room: Room) -> None:
    """Commands and buttons in any other group come to nothing at all."""
    number = await room.asks()
    before, shown = await rows(room), len(room.group.calls)
    for command in COMMANDS:
        await says_in(room, ELSEWHERE, f"/{command.names[0]} {number}")
    for button in BUTTONS:
        await presses_in(room, ELSEWHERE, data_of(button).replace("999", str(number)))
    assert await rows(room) == before
    assert len(room.group.calls) == shown


async def test_a_group_that_the_settings_name_no_longer_hears_nothing(room: Room) -> None:
    """It was a desk; its topics stay, and nothing can be done there."""
    await room.asks()
    async with room.database.write() as session:
        await session.execute(delete(Base.metadata.tables["desk_purposes"]))
    shown = len(room.group.calls)
    for command in COMMANDS:
        await room.writes(ANNA, f"/{command.names[0]}")
    assert len(room.group.calls) == shown


@pytest.mark.parametrize("role", [None, *Role])
async def test_each_role_may_what_the_table_says(room: Room, role: Role | None) -> None:
    """Commands with a rule are refused in a sentence to whoever lacks the role, and change nothing; a forged press
    finds nothing whoever does it."""
    async with room.database.write() as session:
        anna = await staff.recognise(session, Person(str(ANNA.id), ANNA.name), room.clock.now())
        if role is not None:
            session.add(StaffRole(staff_id=anna.id, role=role, given_at=datetime.now(UTC)))
    for command in COMMANDS:
        text = f"/{command.names[0]} {'999 31.12' if _needs_words(command) else ''}"
        before = await rows(room, but=SAID)
        await room.writes(ANNA, text)
        refused = "Это может только" in room.last().text and room.last().text != text
        assert refused is not _may(command, role), command.names
        if refused:
            assert await rows(room, but=SAID) == before
    for button in BUTTONS:
        before = await rows(room)
        told = await room.pushes(ANNA, "1", data_of(button))
        assert ("Это может только" in told) is not _may(button, role), button.pattern
        assert told, button.pattern
        assert await rows(room) == before


def _may(what: StaffCommand | StaffButton, role: Role | None) -> bool:
    needed = what.rule.roles
    return not needed or role in needed or role is Role.ADMINISTRATOR


def _needs_words(command: StaffCommand) -> bool:
    return command.when is not None and not {"staff", "centre"}.isdisjoint(command.names)


async def test_roles_are_looked_at_anew_each_time(room: Room) -> None:
    """`roles.may_act_as`: an administrator is everything."""
    async with room.database.write() as session:
        anna = await staff.recognise(session, Person(str(ANNA.id), ANNA.name), room.clock.now())
        session.add(StaffRole(staff_id=anna.id, role=Role.ADMINISTRATOR, given_at=room.clock.now()))
        await session.flush()
        assert all([await roles.may_act_as(session, anna.id, one) for one in Role])
    assert GROUP
