"""The desk's buttons and commands, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from bot.delivery.settling import finish
from bot.errors import Rejected, Unreachable
from bot.messages import Address
from bot.outbox import OutboxState, enqueue
from bot.outgoing import Send
from bot.richtext import rich
from operators.events import ArticleTakenBack, StaffSaid, StaffTookBack, TicketClaimed, TicketResolved
from operators.marks import StaffMark
from operators.tickets import TicketState
from tests.operators.group import ANNA, GROUP, OLEG, key, words_on
from tests.operators.room import Room


async def test_the_end_of_the_work_asks_the_client(room: Room) -> None:
    """«Завершить», once; the card has no buttons then."""
    number = await room.asks()
    await room.presses(ANNA, "Взять")
    room.heard()
    card = room.last()
    assert await room.presses(ANNA, "Завершить") == "Спросим клиента, решён ли вопрос"
    assert room.heard() == [TicketResolved(number, 1)]
    assert card.keyboard == ()
    assert await room.pushes(OLEG, card.id, f"done:{number}") == "Это обращение уже завершено"
    assert await room.pushes(OLEG, card.id, f"take:{number}") == "Это обращение уже завершено"
    assert room.heard() == []


@pytest.mark.parametrize(
    "data",
    [
        "take:999",
        "take:1:2",
        "take:x",
        "note:999:1",
        "show:1:9",
        "send:999:1",
        "retry:999",
        "drop",
        "",
        "take:" + "9" * 30,
    ],
)
async def test_forged_and_stale_buttons_say_so(room: Room, data: str) -> None:
    """Data that means nothing changes nothing."""
    await room.asks()
    assert await room.pushes(ANNA, room.last().id, data) == "Кнопка устарела"
    assert room.heard() == []


async def test_a_ticket_of_another_desk_cannot_be_pressed(room: Room) -> None:
    """A forged number does not reach a ticket that stands in no topic of this group."""
    number = await room.asks()
    async with room.database.write() as session:
        (await session.get_one(type(await room.ticket(number)), number)).topic_id = None
    assert await room.pushes(ANNA, room.last().id, f"take:{number}") == "Кнопка устарела"


async def test_a_suggested_article_is_shown_to_staff_only(room: Room) -> None:
    """«Показать» posts it in the topic."""
    await room.asks(suggested=2)
    assert words_on(room.last()) == [
        "Взять",
        "1 · Показать",
        "1 · Отправить",
        "2 · Показать",
        "2 · Отправить",
        "Завершить",
    ]
    await room.presses(ANNA, "2 · Показать")
    assert "Выберите дату." in room.last().text
    assert room.heard() == []


async def test_a_suggested_article_is_sent_once_and_claims(room: Room) -> None:
    """«Отправить» twice sends it once; the card says that it was sent."""
    number = await room.asks(suggested=1)
    card = room.last()
    assert await room.presses(ANNA, "1 · Отправить") == "Отправлено"
    assert await room.pushes(OLEG, card.id, f"send:{number}:1") == "Уже отправлено"
    claimed, said = room.heard()
    assert isinstance(claimed, TicketClaimed)
    assert isinstance(said, StaffSaid)
    assert (said.text.text, said.source) == ("Как заказать документ\n\nЗаполните форму заказа.", key(card.id))
    assert "— отправлено" in card.text
    assert words_on(card) == ["1 · Показать", "Завершить"]


async def test_a_suggestion_that_left_the_knowledge_base_is_stale(room: Room) -> None:
    """Nothing is sent by its number."""
    number = await room.asks(suggested=1)
    room.side._articles = {}
    assert await room.pushes(ANNA, room.last().id, f"send:{number}:1") == "Кнопка устарела"


async def test_the_whole_conversation_is_posted_when_the_card_is_too_small(room: Room) -> None:
    """In parts, nothing left out; a card that holds everything has no such button."""
    number = await room.asks("Почему? " * 600)
    assert "Вся переписка" in words_on(room.last())
    await room.presses(ANNA, "Вся переписка")
    thread = await room.thread(number)
    assert "".join(shown.text for shown in room.shown(thread)[1:]).count("Почему?") == 600


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
    assert f"№ {number} · Вера Павловна · ждёт 1 ч 5 мин" in listed.text
    row = (await room.rows())[-1]
    assert isinstance(row.body, Send)
    assert f"https://t.me/c/1234567890/{thread}" in [span.url for span in row.body.text.spans]
    await room.presses(ANNA, "Взять")
    await room.writes(ANNA, "/queue", "777")
    assert room.last().thread == "777"
    assert "отвечает Анна" in room.last().text
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


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Unreachable("Forbidden: bot was blocked by the user"), "Не доставлено: клиент заблокировал бота."),
        (Rejected("MESSAGE_TOO_ODD"), "Не доставлено: мессенджер ответил «MESSAGE_TOO_ODD»."),
    ],
)
async def test_what_did_not_get_through_can_be_retried(room: Room, error: Unreachable | Rejected, words: str) -> None:
    """The reason stands under the operator's message; «Повторить» makes one more attempt and goes away."""
    number = await room.asks()
    thread = await room.thread(number)
    await room.presses(ANNA, "Взять")
    message = await room.writes(ANNA, "Ответ", thread)
    row_id = await undelivered(room, message, error)
    prompt = room.last(thread)
    assert (prompt.text, prompt.reply_to, words_on(prompt)) == (words, message, ["Повторить"])
    assert await room.presses(OLEG, "Повторить") == "Отправляем ещё раз"
    assert prompt.id not in [shown.id for shown in room.shown(thread)]
    row = next(row for row in await room.rows() if row.id == row_id)
    assert row.state is OutboxState.WAITING
    assert await room.pushes(OLEG, message, f"retry:{row_id}") == "Уже отправляем"


async def test_what_was_taken_back_is_not_retried(room: Room) -> None:
    """`/del` on a line that did not get through, then a late press."""
    number = await room.asks()
    thread = await room.thread(number)
    await room.presses(ANNA, "Взять")
    message = await room.writes(ANNA, "Ответ", thread)
    row_id = await undelivered(room, message, Rejected("no"))
    await room.writes(ANNA, "/del", thread, reply_to=message)
    assert await room.pushes(ANNA, message, f"retry:{row_id}") == "Кнопка устарела"


async def undelivered(room: Room, message: str, error: Unreachable | Rejected) -> int:
    """An operator's line fails at the client's; returns its row."""
    async with room.database.write() as session:
        mark = StaffMark(str(GROUP), message, "topic:1")
        to, now = Address("telegram", "42"), room.clock.now()
        row = await enqueue(session, to, Send(rich("Ответ")), now, context=mark.to_context())
        state = OutboxState.UNREACHABLE if isinstance(error, Unreachable) else OutboxState.REJECTED
        await finish(session, room.clients_outlet, row, state, error.reason, now)
        number = row.id
    await room.deliver()
    return number


async def test_a_reopened_ticket_has_its_buttons_again(room: Room) -> None:
    """The card follows the ticket."""
    number = await room.asks()
    card = room.last()
    await room.presses(ANNA, "Взять")
    await room.presses(ANNA, "Завершить")
    await room.writes(ANNA, "Ещё одно", await room.thread(number))
    await room.presses(ANNA, "Написать клиенту")
    assert words_on(card) == ["Завершить"]
    assert (await room.ticket(number)).state is TicketState.ASSIGNED
