"""The desk inside intake's transaction: failures, parking, rights, the group's new id."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from bot import inbox
from bot.inbox import InboxState
from operators.desk.application import desk_application
from operators.desk.offline import Spoke
from operators.notes import DeskNote
from operators.topics import Desk
from tests.operators.acts import failing
from tests.operators.group import ANNA, GROUP
from tests.operators.room import Room


async def test_a_failing_handler_leaves_no_trace_and_is_tried_again(room: Room) -> None:
    """What the handlers had written is undone with the failure; the next attempt does all of it once."""
    number = await room.asks()
    thread = await room.thread(number)
    before = len(room.group.calls)
    await failing(room, times=1)
    await room.writes(ANNA, "кто возьмёт?", thread)
    async with room.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(DeskNote)) == 0
    assert len(room.group.calls) == before
    room.clock.move(10)
    await room.processor.process()
    await room.deliver()
    async with room.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(DeskNote)) == 1
    assert len(room.group.calls) == before + 1


async def test_what_cannot_be_processed_is_told_where_it_stands(room: Room) -> None:
    """After the third failure: under the message in the topic, with the row's number; in General for General."""
    number = await room.asks()
    thread = await room.thread(number)
    await failing(room, times=6)
    for place in (thread, None):
        message = await room.writes(ANNA, "/help", place)
        for seconds in (6, 16):
            room.clock.move(seconds)
            await room.processor.process()
        await room.deliver()
        async with room.database.read() as session:
            row = (await inbox.failed(session))[-1]
        assert row.state is InboxState.PARKED
        assert f"liniya inbox show {row.id}" in room.last(place).text
        assert room.last(place).reply_to == (message if place else None)


async def test_handlers_cannot_call_the_bot() -> None:
    """There is no network behind it, only an error of ours."""
    application = await desk_application()
    with pytest.raises(Spoke):
        await application.bot.send_message(1, "x")


async def test_an_update_of_no_known_shape_is_done_with(room: Room) -> None:
    """What the library does not know, and a reaction, come to nothing."""
    await room.asks()
    before = len(room.group.calls)
    await room.update({"quite_new": {"chat": {"id": GROUP}}})
    reaction: dict[str, Any] = {"chat": {"id": GROUP, "type": "supergroup"}, "message_id": 1, "date": 1}
    await room.update({"message_reaction": reaction | {"user": ANNA.raw, "old_reaction": [], "new_reaction": []}})
    assert len(room.group.calls) == before


async def test_lost_and_regained_rights_are_told_in_general(room: Room) -> None:
    """Once each; what the bot may do beyond topics does not matter."""
    administrator = rights(manages_topics=True)
    await room.update({"my_chat_member": changed(administrator, rights(manages_topics=False))})
    await room.update({"my_chat_member": changed(rights(manages_topics=False), member("left"))})
    assert ["прав" in text for text in room.general()] == [True]
    await room.update({"my_chat_member": changed(member("left"), administrator)})
    assert "на месте" in room.general()[-1]


@pytest.mark.parametrize("seen_in_the_old_one", [True, False])
async def test_the_desk_follows_a_group_that_is_upgraded(room: Room, seen_in_the_old_one: bool) -> None:
    """By the service message in the old group, or the one in the new group, whichever is read first."""
    old, new = (GROUP, "group"), (-100777, "supergroup")
    place, pointer = (
        (old, {"migrate_to_chat_id": -100777}) if seen_in_the_old_one else (new, {"migrate_from_chat_id": GROUP})
    )
    chat = {"id": place[0], "type": place[1], "title": "Операторы"}
    await room.update({"message": {"message_id": 1, "date": 1, "chat": chat, "from": ANNA.raw, **pointer}})
    async with room.database.read() as session:
        assert await session.scalar(select(Desk.chat_id)) == "-100777"
    await room.asks()
    assert {call.to.chat for call in room.group.calls} == {"-100777"}


def changed(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """A change of the bot's membership."""
    chat = {"id": GROUP, "type": "supergroup", "title": "Операторы"}
    return {"chat": chat, "from": ANNA.raw, "date": 1, "old_chat_member": old, "new_chat_member": new}


def member(status: str) -> dict[str, Any]:
    """The bot as a member."""
    return {"status": status, "user": {"id": 900, "is_bot": True, "first_name": "Пульт"}}


def rights(*, manages_topics: bool) -> dict[str, Any]:
    """The bot as an administrator."""
    names = (
        "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
        "can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
    )
    return member("administrator") | dict.fromkeys(names.split(), False) | {"can_manage_topics": manages_topics}
