"""Places that move, close and vanish: healed without the client's knowing, and without losing a message."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.calls import Call, Closed, Destination, Done, OpenTopicCall, ReopenTopicCall, SendCall
from bot.errors import ChatMoved, DeliveryError, Rejected, RightsLost, TopicClosed, TopicLost
from operators.topics import Desk, Topic
from tests.operators.group import ANNA, GROUP
from tests.operators.room import Room


async def test_peers_are_found_where_they_are(room: Room) -> None:
    """A topic by its thread, General without one, a topic made by hand by its own; the rest is not known."""
    number = await room.asks()
    thread = await room.thread(number)
    peers = ["topic:1", "general:1", "thread:1:777", "topic:9", "general:9"]
    async with room.database.read() as session:
        found = await room.book.find(session, peers)
    chat = str(GROUP)
    assert found == {
        "topic:1": Destination(chat, thread),
        "general:1": Destination(chat),
        "thread:1:777": Destination(chat, "777"),
    }
    assert not any(isinstance(place, Closed) for place in found.values())


async def test_a_topic_that_vanished_is_made_anew_and_the_card_comes_first(room: Room) -> None:
    """The line that found out follows into the new thread; nobody is told anything."""
    number = await room.asks()
    old = await room.thread(number)
    room.group.fail(TopicLost("message thread not found"), contains="Подробности")
    await room.says(number, "Подробности", "7")
    new = await room.thread(number)
    assert new != old
    card, line = room.shown(new)
    assert card.text.startswith(f"№ {number}")
    assert line.text == "Подробности"
    assert room.heard() == []
    assert room.general() == []
    await room.presses(ANNA, "Взять")
    assert "отвечает Анна" in card.text


async def test_a_card_that_finds_out_is_not_posted_twice(room: Room) -> None:
    """It goes to the new thread itself."""
    first = await room.asks()
    await room.presses(ANNA, "Завершить")
    room.group.fail(TopicLost("TOPIC_DELETED"), contains="Второй")
    second = await room.asks("Второй вопрос", peer="43", client_of=first)
    assert [shown.text.split(" · ")[0] for shown in room.shown(await room.thread(second))] == [f"№ {second}"]


async def test_a_topic_that_was_closed_by_hand_is_opened_again(room: Room) -> None:
    """And the line goes there."""
    number = await room.asks()
    room.group.fail(TopicClosed("TOPIC_CLOSED"), contains="Подробности")
    await room.says(number, "Подробности", "7")
    assert [type(call) for call in room.group.calls[-2:]] == [ReopenTopicCall, SendCall]
    assert room.last(await room.thread(number)).text == "Подробности"


async def test_a_closed_topic_that_vanished_meanwhile_is_made_anew(room: Room) -> None:
    """The step that was to open it makes a new one."""
    number = await room.asks()
    old = await room.thread(number)
    room.group.fail(TopicClosed("TOPIC_CLOSED"), contains="Подробности")
    perform = room.group._do
    lost = [True]

    def vanish(call: Call) -> Done:
        if isinstance(call, ReopenTopicCall) and lost.pop():
            raise TopicLost("TOPIC_ID_INVALID")
        return perform(call)

    room.group._do = vanish  # type: ignore[method-assign]
    await room.says(number, "Подробности", "7")
    assert await room.thread(number) != old
    assert room.last(await room.thread(number)).text == "Подробности"


async def test_the_rows_follow_a_group_that_moved(room: Room) -> None:
    """The topics keep their threads."""
    number = await room.asks()
    thread = await room.thread(number)
    room.group.fail(ChatMoved("-100777"), contains="Подробности")
    await room.says(number, "Подробности", "7")
    assert room.group.calls[-1].to == Destination("-100777", thread)
    async with room.database.read() as session:
        assert await session.scalar(select(Desk.chat_id)) == "-100777"


async def test_a_lost_right_is_told_in_general_once_and_the_row_waits(room: Room) -> None:
    """However often it is tried; when the right is back the row goes."""
    number = await room.asks()
    room.group.fail(RightsLost("not enough rights"), contains="Подробности", times=3)
    await room.says(number, "Подробности", "7")
    for _ in range(4):
        room.clock.move(120)
        await room.deliver()
    assert len(room.general()) == 1
    assert "прав" in room.general()[0]
    assert room.last(await room.thread(number)).text == "Подробности"


async def test_when_general_itself_fails_nothing_more_is_written(room: Room) -> None:
    """Only the log can tell; the message in General waits."""
    room.group.fail(RightsLost("bot was kicked"), times=2)
    await room.writes(ANNA, "/help")
    rows = await room.rows()
    assert len(rows) == 1
    room.clock.move(120)
    await room.deliver()
    assert "«Взять»" in room.last().text


@pytest.mark.parametrize("error", [Rejected("odd"), TopicLost("no such thread")])
async def test_what_is_not_the_places_fault_is_not_healed(room: Room, error: DeliveryError) -> None:
    """The message's own fault, or a thread of a topic made by hand."""
    await room.writes(ANNA, "/help", "777")
    (row,) = await room.rows()
    async with room.database.write() as session:
        assert not await room.book.heal(session, row, error, room.clock.now())


async def test_a_line_that_is_refused_for_good_is_told_in_general(room: Room) -> None:
    """With its reason and «Повторить»: nothing that a client wrote is lost."""
    number = await room.asks()
    room.group.fail(Rejected("MESSAGE_TOO_ODD"), contains="Подробности")
    await room.says(number, "Подробности", "7")
    assert "тему «Вера» не ушло" in room.general()[-1]
    await room.presses(ANNA, "Повторить")
    assert room.last(await room.thread(number)).text == "Подробности"


async def test_a_refused_topic_is_asked_for_again_and_nothing_goes_to_general(room: Room) -> None:
    """The card waits for its thread."""
    room.group.fail(Rejected("TOPIC_TITLE_ODD"))
    await room.asks()
    assert room.shown() == []
    room.clock.move(timedelta(minutes=2).total_seconds())
    await room.deliver()
    (card,) = room.shown()
    assert card.thread is not None
    assert [type(call) for call in room.group.calls] == [OpenTopicCall, OpenTopicCall, SendCall]


async def test_a_topic_without_thread_and_step_is_refused_as_lost(room: Room) -> None:
    """Should the step ever be missing, its rows must not land in General."""
    await room.asks()
    async with room.database.write() as session:
        (await session.get_one(Topic, 1)).thread_id = None
        place = (await room.book.find(session, ["topic:1"]))["topic:1"]
    assert isinstance(place, Destination)
    assert place.thread is not None
