"""Articles are made of what stands in the group: an operator's answer, a client's line, a note, any words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.links import MessageKey
from bot.richtext import bold, rich
from knowledge.articles import Article
from operators import history
from operators.history import Author
from operators.notes import DeskNote
from operators.tickets import Ticket
from tests.operators.acts import assigned
from tests.operators.contents import photo
from tests.operators.desk.kb_acts import card, filled, replying_to, row, rows
from tests.operators.group import ANNA, GROUP, OLEG, words_on
from tests.operators.room import Room


@pytest.mark.parametrize("command", ["/kb", "/вбазу", "/addkb", "/kb добавить"])
async def test_an_operators_answer_becomes_an_article(room: Room, command: str) -> None:
    """With its formatting; the client's question is the title, and the id comes from that."""
    await filled(room)
    number, thread = await assigned(room)
    entities = [{"type": "bold", "offset": 0, "length": 6}]
    answer = await room.writes(ANNA, "Логин: в письме о доступе.", thread, entities=entities)
    room.heard()
    async with room.database.write() as session:
        (await session.get_one(Ticket, number)).question = "Где взять логин от системы?"
    await room.writes(OLEG, command, thread, reply_to=answer)
    shown = card(room, thread)
    assert shown.text == (
        "Черновик новой статьи · Олег\nТак её увидит клиент. Пока не сохранено.\n\n"
        "Где взять логин от системы?\n\nЛогин: в письме о доступе.\n\nбессрочно · формулировок: 0"
    )
    await room.presses(OLEG, "Сохранить")
    saved = await row(room.database, "gde-vzyat-login-ot-sistemy")
    assert saved.article.answer == bold("Логин:") + " в письме о доступе."
    assert "Изменить" in words_on(shown)
    assert room.heard() == []


async def test_a_clients_line_is_the_title_and_the_next_answer_the_answer(room: Room) -> None:
    """Without an answer yet the bot asks for one; a name is pointed out."""
    await filled(room)
    number, thread = await assigned(room)
    ticket = await room.ticket(number)
    async with room.database.write() as session:
        source = MessageKey("telegram", "42", "c7")
        history.record(session, ticket.address_id, Author.CLIENT, "А где акт сверки?", room.clock.now(), source=source)
    await room.says(number, "А где акт сверки?", "c7")
    line = room.last(thread)
    await room.writes(ANNA, "/kb", thread, reply_to=line.id)
    shown = card(room, thread)
    assert "Ответьте на это сообщение новым текстом ответа" in shown.text
    await room.writes(ANNA, "Вера, акт в личном кабинете.", thread, reply_to=shown.id)
    assert "Проверьте: похоже на личные данные: Вера" in shown.text
    assert "А где акт сверки?\n\nВера, акт в личном кабинете." in shown.text
    said = await room.writes(ANNA, "Акт в личном кабинете.", thread)
    async with room.database.write() as session:
        note = await session.scalar(select(DeskNote).where(DeskNote.message_id == said))
        assert note is not None
        key = MessageKey("desk", str(GROUP), said)
        history.record(session, ticket.address_id, Author.STAFF, "Акт в личном кабинете.", room.clock.now(), source=key)
    await room.writes(ANNA, "/kb", thread, reply_to=line.id)
    assert "А где акт сверки?\n\nАкт в личном кабинете." in card(room, thread).text


async def test_a_tickets_card_gives_question_and_answer(room: Room) -> None:
    """What was said last before the ticket is not the answer."""
    await filled(room)
    number, thread = await assigned(room)
    first = room.shown(thread)[0]
    await room.writes(ANNA, "/kb", thread, reply_to=first.id)
    shown = card(room, thread)
    assert shown.text.startswith("Черновик новой статьи · Анна\nОтветьте на это сообщение новым текстом ответа")
    await room.writes(ANNA, "Нажмите «Заказать».", thread, reply_to=shown.id)
    assert "Похоже на: «Как заказать документ». Может быть, лучше дополнить?" in shown.text
    assert (await room.ticket(number)).question == "Как заказать документ?"


@pytest.mark.parametrize("command", ["/вбазу", "/kb"])
async def test_any_words_in_general_become_an_answer(room: Room, command: str) -> None:
    """The title is asked for first, and nothing is saved without it. What is answered begins the chain of replies."""
    await filled(room)
    said = await room.writes(OLEG, "Логин в письме. Писать на anna@example.ru")
    await room.writes(ANNA, command, **replying_to(said, "Логин в письме. Писать на anna@example.ru"))
    shown = card(room)
    assert "Ответьте на это сообщение новым заголовком" in shown.text
    await room.presses(ANNA, "К черновику")
    assert "похоже на личные данные: anna@example.ru" in shown.text
    assert (await room.presses(ANNA, "Сохранить")).startswith("Сохранять рано: заголовок пока не заполнен.")
    await room.presses(ANNA, "Заголовок")
    await room.writes(ANNA, "Где логин", reply_to=shown.id)
    assert await room.presses(ANNA, "Сохранить") == "Сохранено"
    assert (await row(room.database, "gde-login")).article.answer.text.startswith("Логин в письме.")


async def test_a_blank_draft_asks_for_title_then_answer(room: Room) -> None:
    """One message, two replies; two articles with one title have ids of their own."""
    await filled(room)
    for _ in range(2):
        await room.writes(ANNA, "/kb добавить")
        shown = card(room)
        await room.writes(ANNA, "Где логин", reply_to=shown.id)
        assert "новым текстом ответа" in shown.text
        await room.writes(ANNA, "В письме.", reply_to=shown.id)
        await room.presses(ANNA, "Сохранить")
    assert [one.id for one in await rows(room.database)] == ["gde-login", "gde-login-2", "order", "seminar"]


async def test_a_cancelled_new_article_leaves_nothing(room: Room) -> None:
    """But a line that says so."""
    await filled(room)
    await room.writes(ANNA, "/kb добавить")
    shown = card(room)
    await room.writes(ANNA, "Где логин", reply_to=shown.id)
    await room.presses(ANNA, "К черновику")
    await room.presses(ANNA, "Отменить")
    assert shown.text == "Черновик отменён: Где логин"
    assert len(await rows(room.database)) == 2


async def test_a_colleagues_note_loses_its_mark(room: Room) -> None:
    """`//` says nothing to clients."""
    await filled(room)
    _, thread = await assigned(room)
    note = await room.writes(ANNA, "// Логин в письме.", thread)
    await room.writes(OLEG, "/kb", thread, reply_to=note)
    assert "\n\nЛогин в письме.\n\n" in card(room, thread).text


async def test_a_picture_is_no_article(room: Room) -> None:
    """A message without words is answered with what to do."""
    await filled(room)
    _, thread = await assigned(room)
    picture = await room.sends(ANNA, thread, photo())
    await room.writes(ANNA, "/kb", thread, reply_to=picture)
    asking = card(room, thread).text.split("\n")
    assert asking[1] == "Файлы из сообщения в статью не входят: при желании дайте на них ссылку."
    assert asking[2].startswith("Ответьте на это сообщение новым текстом ответа.")
    said = await room.sends(OLEG, None, photo())
    await room.writes(ANNA, "/kb", **replying_to(said, ""))
    assert room.last().text.startswith("В этом сообщении только файл")


async def test_a_known_wording_is_no_reason_to_write_twice(room: Room) -> None:
    """Near articles are named before anything is saved; the article itself is not, when it is edited."""
    await filled(room, Article("login", "Где взять логин", rich("В письме."), questions=("не помню логин",)))
    await room.writes(ANNA, "/kb добавить")
    shown = card(room)
    await room.writes(ANNA, "Не помню логин", reply_to=shown.id)
    await room.writes(ANNA, "Посмотрите в письме.", reply_to=shown.id)
    assert "Похоже на: «Где взять логин»" in shown.text
