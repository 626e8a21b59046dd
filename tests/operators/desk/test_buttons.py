"""The desk's buttons: what each does once, and what is refused."""

from __future__ import annotations

import pytest

from bot.delivery.settling import finish
from bot.errors import Rejected, Unreachable
from bot.messages import Address
from bot.outbox import OutboxState, enqueue
from bot.outgoing import Send
from bot.richtext import rich
from operators.events import StaffSaid, TicketClaimed, TicketResolved
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
        "Передать эксперту",
        "Завершить",
        "Вид обращения",
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
    assert words_on(card) == ["1 · Показать", "Передать эксперту", "Завершить", "Вид обращения"]


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


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Unreachable("Forbidden: bot was blocked by the user"), "Не доставлено: клиент заблокировал бота."),
        (Rejected("MESSAGE_TOO_ODD"), "Не доставлено: мессенджер отказал, попробуйте отправить текстом."),
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
    assert words_on(card) == ["Передать эксперту", "Завершить", "Вид обращения"]
    assert (await room.ticket(number)).state is TicketState.ASSIGNED
