"""The queue of wordings in General: one message, one tap each, one decision however many press."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.outgoing import Edit, Send
from bot.richtext import SpanKind
from knowledge import confirming, learning, store
from knowledge.learning import Origin, Wording, WordingState
from operators import queue
from tests.operators.group import ANNA, OLEG, words_on
from tests.operators.room import ARTICLES, Room


@pytest.fixture
async def room(room: Room) -> Room:
    """A group whose articles stand in the database."""
    async with room.database.write() as session:
        for article in ARTICLES.values():
            await store.save(session, article, "Анна", room.clock.now())
    return room


async def _propose(room: Room, *texts: str, article: str = "order", origin: Origin = Origin.HELPED) -> None:
    async with room.database.write() as session:
        for text in texts:
            await learning.propose(session, article, text, origin, room.clock.now())


async def _sweep(room: Room) -> None:
    async with room.database.write() as session:
        await queue.sweep(session, room.clock.now())
    await room.deliver()


async def _states(room: Room) -> dict[str, str]:
    async with room.database.read() as session:
        return {one.text: str(one.state) for one in await session.scalars(select(Wording).order_by(Wording.id))}


async def test_a_message_asks_about_the_next_wording(room: Room) -> None:
    """The client's words as a quotation, the article, how it came about and how often, how many wait."""
    await _sweep(room)
    assert room.general() == []
    await _propose(room, "<b>где</b> приказ", "нужен устав")
    await _propose(room, "<b>где</b> приказ")
    await _sweep(room)
    asked = room.last()
    assert asked.text.splitlines() == [
        "Добавить как формулировку?",
        "<b>где</b> приказ",
        "Статья: Как заказать документ",
        "Клиент выбрал эту статью из предложенных и отметил «Помогло». Так спросили 2 раза.",
        "Другими словами: ответьте на это сообщение своим текстом.",
        "",
        "Ждут решения: 2.",
    ]
    assert words_on(asked) == ["Добавить", "Не добавлять", "Пропустить"]
    body = (await room.rows())[-1].body
    assert isinstance(body, Send)
    assert [body.text.text[s.start : s.end] for s in body.text.spans if s.kind is SpanKind.QUOTE] == [
        "<b>где</b> приказ"
    ]


async def test_one_tap_decides_and_the_same_message_asks_the_next(room: Room) -> None:
    """One edit each, nothing new in the group; at the end it says that nothing waits."""
    await _propose(room, "где приказ", "нужен устав", "дайте справку")
    await _sweep(room)
    calls = len(room.group.calls)
    assert await room.presses(ANNA, "Добавить") == "Добавлено"
    assert room.last().text.startswith("Добавлено: «где приказ» → Как заказать документ\n\nДобавить как формулировку?")
    assert await room.presses(ANNA, "Пропустить") == "Вернёмся к ней позже"
    assert "дайте справку" in room.last().text
    assert "Отменить последнее" in words_on(room.last())  # skipping decides nothing, so it loses nothing either
    assert await room.presses(ANNA, "Не добавлять") == "Больше не предложим"
    assert "нужен устав" in room.last().text
    assert await room.presses(ANNA, "Пропустить") == "Других формулировок в очереди нет"
    await room.presses(ANNA, "Добавить")
    assert room.general() == [
        "Добавлено: «нужен устав» → Как заказать документ\n\nБольше ничего не ждёт решения.",
    ]
    assert len(room.group.calls) == calls + 4
    assert await _states(room) == {"где приказ": "learned", "нужен устав": "learned", "дайте справку": "declined"}


async def test_what_was_decided_last_can_be_undone(room: Room) -> None:
    """It is asked again; a second press says that it was."""
    await _propose(room, "где приказ", "нужен устав")
    await _sweep(room)
    await room.presses(ANNA, "Добавить")
    data = next(b.data for row in room.last().keyboard for b in row if b.text == "Отменить последнее")
    assert await room.presses(OLEG, "Отменить последнее") == "Отменено, решите заново"
    assert "где приказ" in room.last().text
    assert (await _states(room))["где приказ"] == "proposed"
    assert await room.pushes(ANNA, room.last().id, data or "") == "Кнопка устарела"
    await room.presses(ANNA, "Не добавлять")
    assert await _states(room) == {"где приказ": "declined", "нужен устав": "proposed"}


async def test_of_two_who_press_the_first_one_decides(room: Room) -> None:
    """The other is told who did, and nothing changes by it."""
    await _propose(room, "где приказ", "нужен устав")
    await _sweep(room)
    shown = room.last()
    add, decline = shown.keyboard[0]
    await room.pushes(ANNA, shown.id, add.data or "")
    calls = len(room.group.calls)
    assert await room.pushes(OLEG, shown.id, decline.data or "") == "Уже добавлено, решил(а) Анна"
    assert len(room.group.calls) == calls
    assert await _states(room) == {"где приказ": "learned", "нужен устав": "proposed"}


async def test_nothing_is_posted_while_the_question_stands(room: Room) -> None:
    """Nor more than once an hour when the queue was gone through in between: then the message asks again."""
    await _propose(room, "где приказ")
    await _sweep(room)
    await _propose(room, "нужен устав")
    room.clock.move(7200)
    calls = len(room.group.calls)
    await _sweep(room)
    assert len(room.group.calls) == calls
    await room.presses(ANNA, "Добавить")
    await room.presses(ANNA, "Добавить")
    await _propose(room, "дайте справку")
    await _sweep(room)
    assert len(room.general()) == 2
    await room.presses(ANNA, "Добавить")
    await _propose(room, "куда писать")
    room.clock.move(600)
    await _sweep(room)
    assert len(room.general()) == 2
    assert "куда писать" in room.last().text


async def test_what_was_decided_elsewhere_is_not_asked_any_more(room: Room) -> None:
    """The message goes on to the next one, or to nothing."""
    await _propose(room, "где приказ")
    await _sweep(room)
    async with room.database.write() as session:
        (wording,) = await learning.proposed(session)
        await learning.decide(session, wording, WordingState.DECLINED, "Олег", room.clock.now())
    await _sweep(room)
    assert room.general() == ["Больше ничего не ждёт решения."]
    assert len([row for row in await room.rows() if isinstance(row.body, Edit)]) == 1


async def test_a_deleted_queue_is_posted_anew(room: Room) -> None:
    """By `/kb очередь`; the one before, if it is still there, goes away when it is pressed."""
    await room.writes(ANNA, "/kb очередь")
    assert room.last().text == "Ни одна формулировка не ждёт решения."
    await _propose(room, "где приказ")
    await _sweep(room)
    first = room.last()
    await room.writes(ANNA, "/база Очередь")
    assert room.last().text == first.text
    assert room.last().id != first.id
    data = first.keyboard[0][0].data or ""
    assert "в другом сообщении" in await room.pushes(ANNA, first.id, data)
    assert first.id not in [one.id for one in room.shown()]
    assert await _states(room) == {"где приказ": "proposed"}
    assert await room.presses(ANNA, "Добавить") == "Добавлено"


async def test_a_reply_is_learned_instead(room: Room) -> None:
    """A nod says so, the message goes on; what was written in the group goes nowhere else."""
    await _propose(room, "меня зовут Иван Петров, где приказ", "нужен устав")
    await _sweep(room)
    asked = room.last()
    assert "Похоже на личные данные: Иван Петров" in asked.text
    assert words_on(asked) == ["Не добавлять", "Пропустить"]
    reply = await room.writes(ANNA, "где приказ", reply_to=asked.id)
    chat = {one.id: one for one in room.shown()}
    assert chat[reply].reaction == "👌"
    assert chat[asked.id].text.startswith("Добавлено: «где приказ»")
    assert await _states(room) == {"где приказ": "learned", "нужен устав": "proposed"}
    assert room.heard() == []


async def test_a_reply_to_a_reply_answers_what_it_answers(room: Room) -> None:
    """The chain began with the queue, and what is answered is a colleague's words: nothing is learned of them."""
    await _propose(room, "где приказ")
    await _sweep(room)
    asked = room.last()
    talk = await room.writes(OLEG, "// оставим так?", reply_to=asked.id)
    await room.writes(ANNA, "да, оставим", reply_to=talk)
    assert await _states(room) == {"где приказ": "proposed"}
    assert room.last().text == "да, оставим"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("звоните +7 912 345-67-89", "Похоже на личные данные: +7 912 345-67-89"),
        ("…", "ни слова"),
        ("приказ " * 50, "не длиннее 300"),
    ],
)
async def test_replies_that_cannot_be_learned(room: Room, text: str, said: str) -> None:
    """A sentence says why, and nothing changes."""
    await _propose(room, "где приказ")
    await _sweep(room)
    await room.writes(ANNA, text, reply_to=room.last().id)
    assert said in room.last().text
    assert await _states(room) == {"где приказ": "proposed"}


async def test_personal_data_is_not_learned_by_a_forged_button(room: Room) -> None:
    """The button is not there, and its data does nothing."""
    await _propose(room, "мой ИНН 1234567890, где приказ")
    await _sweep(room)
    asked = room.last()
    data = (asked.keyboard[0][0].data or "").replace("no", "add")
    assert "личные данные" in await room.pushes(ANNA, asked.id, data)
    assert list((await _states(room)).values()) == ["proposed"]


async def test_a_reply_to_what_has_just_moved_on_is_not_taken_for_another(room: Room) -> None:
    """A colleague decided while it was being written."""
    await _propose(room, "где приказ", "нужен устав")
    await _sweep(room)
    shown = room.last()
    await room.presses(OLEG, "Не добавлять")
    await room.writes(ANNA, "где взять приказ", reply_to=shown.id)
    assert "только что ушла дальше, сейчас в ней «нужен устав»" in room.last().text
    await room.writes(ANNA, "нужен ваш устав", reply_to=shown.id)
    assert await _states(room) == {"где приказ": "declined", "нужен ваш устав": "learned"}
    await room.writes(ANNA, "ещё один", reply_to=shown.id)
    assert "ничего не ждёт" in room.last().text


async def test_buttons_that_are_forged(room: Room) -> None:
    """Numbers that are nothing's, under messages that are none."""
    await _propose(room, "где приказ")
    await _sweep(room)
    for data in ("kw:add:999", "kw:undo:1", "kw:flip:1", "kw:add:", "kw:other:1", "kw:add:99999999999"):
        assert await room.pushes(ANNA, room.last().id, data) == "Кнопка устарела"
    other = await room.writes(ANNA, "Всем привет")
    for act in ("add", "no", "skip", "undo", "flip"):
        assert await room.pushes(ANNA, other, f"kw:{act}:1") == "Кнопка устарела"
    assert await _states(room) == {"где приказ": "proposed"}


async def test_an_article_sent_from_a_card_proposes_the_question(room: Room) -> None:
    """Unless the client asked it literally so; taken back, it is not proposed any more."""
    await room.asks("где взять приказ\n[фото]", suggested=1)
    card = room.last()
    await room.presses(ANNA, "1 · Отправить")
    assert await _states(room) == {"где взять приказ": "proposed"}
    await _sweep(room)
    assert "Оператор отправил эту статью в ответ." in room.general()[-1]
    await room.writes(ANNA, "/del", card.thread, reply_to=card.id)
    assert await _states(room) == {}
    await _sweep(room)
    assert room.general() == ["Больше ничего не ждёт решения."]
    await room.asks("Как заказать документ", suggested=1, peer="43")
    await room.presses(ANNA, "1 · Отправить")
    assert await _states(room) == {}


async def test_learned_wordings_are_listed_and_taken_back(room: Room) -> None:
    """The same button returns them; the list is edited in place."""
    await room.writes(ANNA, "/kb формулировки")
    assert "пока нет" in room.last().text
    await _propose(room, "где приказ", "нужен устав")
    await _propose(room, "хочу на вебинар", article="seminar")
    async with room.database.write() as session:
        for wording in await learning.proposed(session):
            await learning.decide(session, wording, WordingState.LEARNED, "Анна", room.clock.now())
    await room.writes(OLEG, "/kb формулировки")
    assert room.last().text.splitlines()[1] == "1. «хочу на вебинар» → Как записаться на семинар · Анна"
    await room.writes(OLEG, "/kb Формулировки ПРИКАЗ")
    listed = room.last()
    assert listed.text.splitlines()[1:] == ["1. «где приказ» → Как заказать документ · Анна"]
    assert await room.presses(OLEG, "Убрать 1") == "Убрано: бот по ней больше не отвечает"
    assert (await _states(room))["где приказ"] == "taken_back"
    assert words_on(room.last()) == ["Вернуть 1"]
    assert await room.presses(ANNA, "Вернуть 1") == "Возвращено"
    assert (await _states(room))["где приказ"] == "learned"
    assert await room.pushes(ANNA, listed.id, "kw:flip:2") == "Кнопка устарела"
    await room.writes(OLEG, "/kb формулировки нет таких")
    assert "Таких формулировок нет" in room.last().text
    async with room.database.read() as session:
        assert (await confirming.find_learned(session))[1] == 0


async def test_the_undo_of_a_reply_asks_again(room: Room) -> None:
    """The corrected text is asked about, and what was typed first is not kept."""
    await _propose(room, "Иванов И.И. где приказ")
    await _sweep(room)
    await room.writes(ANNA, "где приказ", reply_to=room.last().id)
    await room.presses(ANNA, "Отменить последнее")
    assert await _states(room) == {"где приказ": "proposed"}
