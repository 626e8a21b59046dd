"""Articles are switched off and on, their history is told in words, and every version can be brought back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.richtext import bold, rich
from knowledge import store
from knowledge.articles import SourceLink
from knowledge.store import Act
from tests.operators.desk.kb_acts import caught_up, colleague_saves, filled, history, opened, row
from tests.operators.group import ANNA, OLEG, words_on
from tests.operators.room import ARTICLES, Room

ORDER = ARTICLES["order"]


async def test_an_article_is_switched_off_and_on(room: Room) -> None:
    """Signed, and in its history; a press that comes too late says how it is."""
    await filled(room)
    shown = await opened(room, "Как заказать документ")
    assert await room.presses(ANNA, "Выключить") == "Выключена: клиенты её не получают"
    assert not (await row(room.database, "order")).enabled
    assert await room.pushes(OLEG, shown.id, "kb:off:order") == "Она уже выключена"
    await caught_up(room)
    await room.writes(OLEG, "/kb заказать документ")
    assert room.last().text.endswith("1. Как заказать документ (выключена)")
    await room.presses(OLEG, "1. Как заказать документ")
    assert await room.presses(OLEG, "Включить") == "Включена: клиенты снова её получают"
    assert await room.pushes(OLEG, shown.id, "kb:on:order") == "Она уже включена"
    known = [(one.act, one.author) for one in await history(room.database, "order")]
    assert known == [(Act.ON, "Олег"), (Act.OFF, "Анна"), (Act.ADDED, store.SHIPPED)]


async def test_the_history_tells_what_was_changed(room: Room) -> None:
    """Part by part, in words; who and when."""
    await filled(room)
    changed = replace(
        ORDER,
        title="Заказ документа",
        answer=rich("Заполните ") + bold("форму") + " заказа.",
        questions=("где форма",),
        sources=(SourceLink("Закон", "https://example.ru"),),
        valid_until=date(2027, 1, 31),
        owner="Мария",
    )
    await colleague_saves(room, changed, "Мария")
    room.clock.move(60)
    await colleague_saves(room, replace(changed, answer=rich("Позвоните."), questions=()), "Олег")
    shown = await opened(room, "Заказ документа")
    await room.presses(ANNA, "История")
    assert shown.text == (
        "История: Заказ документа\n\n"
        "№ 3 · 02.03.2026 09:01 · Олег: правка\n"
        "  ответ: «Заполните форму заказа.» → «Позвоните.»\n"
        "  формулировки: убрано «где форма»\n"
        "№ 2 · 02.03.2026 09:00 · Мария: правка\n"
        "  заголовок: «Как заказать документ» → «Заказ документа»\n"
        "  ответ: изменено оформление\n"
        "  формулировки: добавлено «где форма»\n"
        "  источники: добавлено «Закон: https://example.ru»\n"
        "  срок: «бессрочно» → «до 31.01.2027»\n"
        "  ответственный: «пусто» → «Мария»\n"
        "№ 1 · 02.03.2026 09:00 · из поставки: создана"
    )


async def test_a_version_comes_back_after_a_second_question(room: Room) -> None:
    """And the way back is a version too, so that it can be taken back."""
    await filled(room)
    await colleague_saves(room, replace(ORDER, answer=rich("Испорчено.")), "Олег")
    shown = await opened(room, "Как заказать документ")
    await room.presses(ANNA, "История")
    await room.presses(ANNA, "№ 1")
    assert shown.text.startswith(
        "Версия № 1 · 02.03.2026 09:00 · из поставки · включена\n\nКак заказать документ\n\nЗаполните"
    )
    await room.presses(ANNA, "Вернуть эту версию")
    assert shown.text == (
        "Вернуть версию № 1? Как заказать документ\nответ: «Испорчено.» → «Заполните форму заказа.»\n\n"
        "Нынешняя версия останется в истории."
    )
    assert (await row(room.database, "order")).revision == 2
    assert await room.presses(ANNA, "Да, вернуть") == "Версия возвращена"
    assert "Заполните форму заказа." in shown.text
    assert (await history(room.database, "order"))[0].act is Act.RESTORED
    assert await room.pushes(OLEG, shown.id, "kb:undo:order:1") == "Статья и так такая, возвращать нечего"
    assert (await room.pushes(OLEG, shown.id, "kb:back:order:3")).startswith("Статья и так такая")
    assert await room.pushes(OLEG, shown.id, "kb:undo:order:2") == "Версия возвращена"
    assert "Испорчено." in shown.text
    await room.presses(ANNA, "История")
    assert "№ 4 · 02.03.2026 09:00 · Олег: возвращена прежняя версия" in shown.text


async def test_switching_comes_back_with_a_version(room: Room) -> None:
    """What was on is on again, and it is told."""
    await filled(room)
    shown = await opened(room, "Как заказать документ")
    await room.presses(ANNA, "Выключить")
    await room.presses(ANNA, "История")
    await room.presses(ANNA, "№ 1")
    await room.presses(ANNA, "Вернуть эту версию")
    assert "статья снова включена" in shown.text
    await room.presses(ANNA, "Да, вернуть")
    assert (await row(room.database, "order")).enabled


async def test_a_long_history_has_pages_of_ten(room: Room) -> None:
    """Older by a button and back; the version that stands cannot be brought back."""
    await filled(room)
    for number in range(2, 24):
        await colleague_saves(room, replace(ORDER, answer=rich(f"Ответ {number}.")), "Олег")
    shown = await opened(room, "Как заказать документ")
    await room.presses(ANNA, "История")
    newest = [f"№ {number}" for number in range(23, 13, -1)]
    assert words_on(shown) == [*newest, "Раньше", "К статье"]
    assert shown.text.count("правка") == 10
    await room.presses(ANNA, "Раньше")
    await room.presses(ANNA, "Раньше")
    assert words_on(shown) == ["№ 3", "№ 2", "№ 1", "Позже", "К статье"]
    await room.presses(ANNA, "Позже")
    await room.presses(ANNA, "Позже")
    await room.presses(ANNA, "№ 23")
    assert words_on(shown) == ["К истории"]
