"""`/kb`: articles are found where staff write, shown as clients see them, and never sent to a client."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.richtext import rich
from knowledge import gaps, learning, store
from knowledge.articles import Article, SourceLink
from knowledge.gaps import Why
from knowledge.learning import Origin
from tests.operators.acts import assigned
from tests.operators.desk.kb_acts import card, caught_up, filled, opened
from tests.operators.group import ANNA, OLEG, words_on
from tests.operators.room import Room

OLD = Article("old", "Как получить скидку", rich("Никак."), valid_until=date(2020, 1, 31), owner="Мария", centre="Юг")


@pytest.mark.parametrize("command", ["/kb", "/база", "/KB@liniya_desk_bot"])
async def test_alone_it_tells_how_the_base_is(room: Room, command: str) -> None:
    """Articles, what is off and stale, and what waits for people."""
    await filled(room, OLD)
    async with room.database.write() as session:
        seminar = await store.get(session, "seminar")
        assert seminar is not None
        await store.switch(session, seminar, "Анна", room.clock.now(), enabled=False)
        await learning.propose(session, "order", "где форма заказа", Origin.HELPED, room.clock.now())
        await gaps.note(session, "А где логин?", Why.NOTHING_FOUND, room.clock.now(), None)
    message = await room.writes(OLEG, command)
    told = room.last()
    assert told.text.startswith(
        "База знаний: 3 статьи, выключено 1, с истёкшим сроком 1.\n"
        "Ждут решения формулировки: 1. Вопросы без ответа: 1.\n\n/kb слова: найти статью"
    )
    assert told.reply_to == message


@pytest.mark.parametrize("place", ["General", "a client's topic", "a topic made by hand"])
async def test_it_answers_in_the_same_place(room: Room, place: str) -> None:
    """And nothing of it goes to the client, who has an open ticket here."""
    await filled(room)
    _, thread = await assigned(room)
    where = {"General": None, "a client's topic": thread, "a topic made by hand": "777"}[place]
    message = await room.writes(ANNA, "/kb записаться на семинар", where)
    assert room.last().thread == where
    assert room.last().reply_to == message
    await room.presses(ANNA, "1. Как записаться на семинар")
    assert "Выберите дату." in room.last().text
    assert room.last().thread == where
    assert room.heard() == []


async def test_what_clients_do_not_get_is_found_by_its_title(room: Room) -> None:
    """Switched off or out of date, and marked so."""
    await filled(room, OLD)
    async with room.database.write() as session:
        row = await store.get(session, "seminar")
        assert row is not None
        await store.switch(session, row, "Анна", room.clock.now(), enabled=False)
    await caught_up(room)
    await room.writes(ANNA, "/kb запись на семинары")
    assert "Как записаться на семинар (выключена)" in room.last().text
    await room.writes(ANNA, "/kb скидка")
    assert "Как получить скидку (срок вышел)" in room.last().text
    await room.presses(ANNA, "1. Как получить скидку")
    assert "old · включена\nотвечает Мария · до 31.01.2020, срок вышел · только для центра «Юг»" in room.last().text


async def test_an_id_finds_its_article(room: Room) -> None:
    """Whatever its title says; an id that is no key as well."""
    odd = Article("Справка: 1/2", "Без слов", rich("Ответ."), sources=(SourceLink("Закон", "https://example.ru"),))
    await filled(room, odd)
    await room.writes(ANNA, "/kb seminar")
    assert room.last().text.endswith("\n1. Как записаться на семинар")
    shown = await opened(room, "Без слов")
    assert "Без слов\n\nОтвет.\n\nПодробнее: Закон" in shown.text
    await room.presses(ANNA, "Выключить")
    assert "Справка: 1/2 · выключена" in shown.text


async def test_back_to_the_list_and_nothing_found(room: Room) -> None:
    """The list is looked for anew."""
    await filled(room)
    shown = await opened(room, "Как заказать документ")
    assert await room.presses(ANNA, "К списку") == ""
    assert shown.text.startswith("База знаний: «Как заказать документ»\n1. Как заказать документ")
    await room.writes(ANNA, "/kb ъъъ")
    assert room.last().text.startswith("По словам «ъъъ» ничего не нашлось.")


async def test_a_long_article_is_cut_and_shown_whole_on_demand(room: Room) -> None:
    """The card stays one message."""
    await filled(room, Article("long", "Длинная статья", rich("Слово и дело. " * 500)))
    shown = await opened(room, "Длинная статья")
    assert len(shown.text) <= 4096
    assert shown.text.endswith("…")
    before = len(room.shown())
    await room.presses(OLEG, "Показать целиком")
    parts = room.shown()[before:]
    assert sum(part.text.count("Слово и дело.") for part in parts) == 500


async def test_wordings_are_listed(room: Room) -> None:
    """Staff's own, and those that were learned."""
    await filled(room, Article("login", "Где логин", rich("В письме."), questions=("не могу войти",)))
    async with room.database.write() as session:
        wording = await learning.propose(session, "login", "куда вводить имя", Origin.HELPED, room.clock.now())
        assert wording is not None
        await learning.decide(session, wording, learning.WordingState.LEARNED, "Анна", room.clock.now())
    shown = await opened(room, "Где логин")
    assert "формулировок: 1 + 1 от клиентов" in shown.text
    await room.presses(ANNA, "Формулировки")
    assert shown.text == "Формулировки: Где логин\n\n• не могу войти\n\nУзнано от клиентов:\n• куда вводить имя"
    await room.presses(ANNA, "К статье")
    assert "В письме." in shown.text


async def test_one_call_a_press(room: Room) -> None:
    """The group's budget is precious: whatever is pressed, one edit."""
    await filled(room)
    await opened(room, "Как заказать документ")
    for words in (
        "История",
        "К статье",
        "Формулировки",
        "К статье",
        "Изменить",
        "Срок",
        "К черновику",
        "Отменить",
        "Выключить",
    ):
        before = len(room.group.calls)
        await room.presses(ANNA, words)
        assert len(room.group.calls) == before + 1, words


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("kb:show:nothing", "Такой статьи больше нет"),
        ("kb:off:_0123456789abcdef0123", "Такой статьи больше нет"),
        ("kb:then:order:77", "Такой версии нет"),
        ("kb:undo:order:999999999", "Такой версии нет"),
        ("kb:past:order:999999999", ""),
        ("kb:edit:" + "a" * 41, "Кнопка устарела"),
        ("kb:edit:../../x", "Кнопка устарела"),
        ("kb:drop:order", "Кнопка устарела"),
        ("kbd:save:77", "Кнопка устарела"),
        ("kbd:ask:1:title", "Кнопка устарела"),
        ("kbd:over:1:99999999999999999999", "Кнопка устарела"),
    ],
)
async def test_forged_buttons_change_nothing(room: Room, data: str, told: str) -> None:
    """And are answered in a sentence; under another message than the base's they are stale."""
    await filled(room)
    shown = await opened(room, "Как заказать документ")
    assert (await room.pushes(OLEG, shown.id, data)).startswith(told)
    number = await room.asks()
    assert await room.pushes(OLEG, room.last(await room.thread(number)).id, data) == "Кнопка устарела"
    async with room.database.read() as session:
        assert [row.revision for row in await store.everything(session)] == [1, 1]


async def test_times_are_the_centres(room: Room) -> None:
    """The moment of the last change, as the centre's clock shows it."""
    room.clock.move(timedelta(days=1).total_seconds())
    await filled(room)
    shown = await opened(room, "Как заказать документ")
    assert f"Изменение: {room.clock.now():%d.%m.%Y %H:%M}, из поставки" in shown.text
    assert words_on(card(room)) == [
        "Изменить",
        "Выключить",
        "История",
        "Формулировки",
        "Срок и ответственный",
        "К списку",
    ]
