"""The desk's commands: taking, closing, taking back, the queue, help, and what is mistyped."""

from __future__ import annotations

from typing import Any

from bot.outgoing import Send
from operators.events import ArticleTakenBack, StaffSaid, StaffTookBack, TicketClaimed, TicketResolved
from tests.operators.group import ANNA, GROUP, OLEG, key
from tests.operators.room import Room


async def test_taking_back_needs_a_reply_to_something_that_was_sent(room: Room) -> None:
    """`/del`: otherwise one sentence says what to do."""
    number = await room.asks()
    thread = await room.thread(number)
    await room.presses(ANNA, "Взять")
    message = await room.writes(ANNA, "Лишнее", thread)
    note = await room.writes(OLEG, "Внутри", thread)
    room.heard()
    await room.writes(ANNA, "/del", thread)
    assert "ответьте на него" in room.last().text
    await room.writes(ANNA, "/del", thread, reply_to=note)
    assert "не уходило" in room.last().text
    assert room.heard() == []
    command = await room.writes(ANNA, "/del@liniya_desk_bot", thread, reply_to=message)
    assert room.heard() == [StaffTookBack(key(message), key(command), f"topic:{1}")]


async def test_an_article_is_taken_back_by_its_card(room: Room) -> None:
    """`/del` on the card: the one that was sent last; nothing else is said in the group."""
    number = await room.asks(suggested=2)
    thread, card = await room.thread(number), room.last()
    await room.writes(ANNA, "/del", thread, reply_to=card.id)
    assert "ничего не отправлено" in room.last().text
    await room.presses(ANNA, "2 · Отправить")
    await room.presses(ANNA, "1 · Отправить")
    room.heard()
    before = len(room.group.calls)
    command = await room.writes(ANNA, "/del", thread, reply_to=card.id)
    assert room.heard() == [ArticleTakenBack(number, "order", key(card.id), key(command), "topic:1")]
    assert len(room.group.calls) == before


async def test_commands_take_and_close(room: Room) -> None:
    """/take and /close do what the buttons do; a reaction says that it is done."""
    number = await room.asks()
    thread = await room.thread(number)
    await room.writes(ANNA, "/take", thread)
    assert room.last(thread).reaction == "👌"
    await room.writes(OLEG, "/take", thread)
    assert "нет" in room.last(thread).text
    await room.writes(ANNA, "/close", thread)
    assert room.last(thread).reaction == "👌"
    assert [type(event) for event in room.heard()] == [TicketClaimed, TicketResolved]
    await room.writes(ANNA, "/close", thread)
    assert "уже завершено" in room.last(thread).text


async def test_commands_may_be_russian(room: Room) -> None:
    """Telegram marks no entity on them; they work all the same."""
    number = await room.asks()
    thread = await room.thread(number)
    await room.writes(ANNA, "/Взять", thread, entities=[])
    message = await room.writes(ANNA, "Лишнее", thread)
    await room.writes(ANNA, "/удалить", thread, reply_to=message, entities=[])
    await room.writes(ANNA, "/закрыть.", thread, entities=[])
    heard = [type(event) for event in room.heard()]
    assert heard == [TicketClaimed, StaffSaid, StaffTookBack, TicketResolved]
    await room.writes(ANNA, "/помощь", entities=[])
    assert "«Взять»" in room.last().text
    await room.writes(ANNA, "/очередь", entities=[])
    assert room.last().text == "Открытых обращений нет."


async def test_taking_by_reply_says_who_has_it(room: Room) -> None:
    """/take on a card that is taken."""
    number = await room.asks()
    card = room.last()
    await room.presses(ANNA, "Взять")
    await room.writes(OLEG, "/take", await room.thread(number), reply_to=card.id)
    assert room.last().text == "Клиенту отвечает Анна"


async def test_commands_with_several_tickets_ask_for_a_card(room: Room) -> None:
    """Nothing is guessed."""
    first = await room.asks("Первый")
    await room.asks("Второй", peer="43", client_of=first)
    thread = await room.thread(first)
    await room.writes(ANNA, "/take", thread)
    assert "/take" in room.last(thread).text
    await room.writes(ANNA, "/close", thread)
    assert "/close" in room.last(thread).text
    assert room.heard() == []


async def test_a_mistyped_command_does_not_reach_the_client(room: Room) -> None:
    """Also the assignee's own; one for another bot is not even answered."""
    number = await room.asks()
    thread = await room.thread(number)
    await room.presses(ANNA, "Взять")
    room.heard()
    for typed in ("/clsoe", "/закрыт", "/закрыть_обращение сейчас", "/etc/hosts", "/1"):
        await room.writes(ANNA, typed, thread, entities=[])
        assert room.last(thread).text == "Такой команды нет, клиенту ничего не ушло. Список команд: /help"
    before = len(room.group.calls)
    await room.writes(ANNA, "/help@another_bot", thread)
    await room.writes(ANNA, "/poll@another_bot", thread)
    assert len(room.group.calls) == before
    assert room.heard() == []


async def test_the_queue_lists_open_tickets_with_links(room: Room) -> None:
    """Number, client, since when; in General and wherever it is asked for."""
    number = await room.asks(name="Вера\nПавловна")
    thread = await room.thread(number)
    room.clock.move(65 * 60)
    await room.writes(ANNA, "/queue")
    listed = room.last()
    assert listed.thread is None
    assert f"№ {number} · Вера Павловна · свободно · ждёт 1 ч" in listed.text
    row = (await room.rows())[-1]
    assert isinstance(row.body, Send)
    assert f"https://t.me/c/1234567890/{thread}" in [span.url for span in row.body.text.spans]
    await room.presses(ANNA, "Взять")
    await room.writes(ANNA, "/queue", "777")
    assert room.last().thread == "777"
    assert f"№ {number} · Вера Павловна · Анна" in room.last().text
    await room.presses(ANNA, "Завершить")
    await room.writes(ANNA, "/queue")
    assert room.last().text == "Открытых обращений нет."


async def test_help_is_there_everywhere(room: Room) -> None:
    """/help in General."""
    await room.writes(ANNA, "/help")
    assert "«Взять»" in room.last().text


async def test_service_messages_are_silent(room: Room) -> None:
    """A topic that was made, renamed or closed by hand needs no answer; a new name is kept."""
    number = await room.asks()
    thread = await room.thread(number)
    before = len(room.group.calls)
    happenings: list[dict[str, Any]] = [
        {"forum_topic_closed": {}},
        {"forum_topic_reopened": {}},
        {"forum_topic_edited": {"name": "Вера (важно)"}},
        {"new_chat_members": [ANNA.raw]},
        {"pinned_message": {"message_id": 5, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}}},
    ]
    for happening in happenings:
        await room.sends(ANNA, thread, happening)
    assert len(room.group.calls) == before
