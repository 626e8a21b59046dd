"""Articles are written and changed in the group: drafts, from the first word to «Сохранить»."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.richtext import bold, rich
from knowledge import gaps, store
from knowledge.articles import Article, SourceLink
from knowledge.gaps import Gap, GapState, Why
from knowledge.outcome import Hit
from operators import topics
from operators.desk.kb import drafting
from operators.desk.turn import Turn
from operators.staff import Staff
from tests.operators.acts import assigned, said
from tests.operators.contents import photo, sticker
from tests.operators.desk.kb_acts import asked, colleague_saves, filled, history, opened, row
from tests.operators.group import ANNA, GROUP, OLEG, words_on
from tests.operators.room import ARTICLES, Room


async def test_an_article_is_found_changed_and_saved(room: Room) -> None:
    """One message from the list to the saved article; signed by whoever saved it."""
    await filled(room)
    await room.writes(ANNA, "/kb заказать документ")
    listed = room.last()
    assert listed.text == "База знаний: «заказать документ»\n1. Как заказать документ"
    await room.presses(ANNA, "1. Как заказать документ")
    assert room.last().id == listed.id
    assert "Заполните форму заказа." in room.last().text
    assert "order · включена\nбессрочно · формулировок: 0\nИзменение:" in room.last().text
    await room.presses(ANNA, "Изменить")
    assert room.last().text.startswith("Черновик правки · Анна\nТак её увидит клиент. Пока не сохранено.")
    await room.presses(ANNA, "Ответ")
    assert room.last().text.startswith("Черновик правки · Анна\nОтветьте на это сообщение новым текстом ответа.")
    assert "Сейчас:\n\nЗаполните форму заказа." in room.last().text
    answer = await room.writes(ANNA, "Заполните новую форму.", reply_to=listed.id, entities=[_bold("новую", 10)])
    assert "Заполните новую форму." in room.shown()[-2].text
    assert room.last().id == answer
    assert room.last().reaction == "👌"
    assert (await row(room.database, "order")).revision == 1
    assert await room.presses(ANNA, "Сохранить") == "Сохранено"
    saved = await row(room.database, "order")
    assert saved.article.answer == rich("Заполните ") + bold("новую") + " форму."
    assert (await history(room.database, "order"))[0].author == "Анна"
    assert "Изменить" in words_on(room.shown()[-2])


async def test_a_draft_begun_for_unanswered_questions_settles_them(room: Room) -> None:
    """The seam for whoever reports gaps: shown where the turn is; saved, its questions count as written about."""
    await filled(room)
    await room.writes(ANNA, "/help")
    async with room.database.write() as session:
        for question in ("Где мой логин?", "А пароль?"):
            await gaps.note(session, question, Why.NOTHING_FOUND, room.clock.now(), None)
        turn = await _turn(room, session)
        await drafting.begin(turn, title="Где взять логин", answer=bold("В письме."), wordings=["Где логин"], gaps=[1])
    await room.deliver()
    assert "Черновик новой статьи · Анна" in room.last().text
    assert "Где взять логин\n\nВ письме." in room.last().text
    assert await room.presses(OLEG, "Сохранить") == "Сохранено"
    new = await row(room.database, "gde-vzyat-login")
    assert (new.article.title, new.article.questions) == ("Где взять логин", ("Где логин",))
    assert (await history(room.database, new.id))[0].author == "Олег"
    async with room.database.read() as session:
        states = list(await session.scalars(select(Gap.state).order_by(Gap.id)))
    assert states == [GapState.WRITTEN, GapState.OPEN]


@pytest.mark.parametrize(
    ("part", "said", "field", "kept"),
    [
        ("Заголовок", "Где форма\nзаказа?", "title", "Где форма заказа?"),
        ("Формулировки", "где форма\nхочу документ", "questions", ("где форма", "хочу документ")),
        ("Источники", "Закон: https://example.ru", "sources", (SourceLink("Закон", "https://example.ru"),)),
        ("Срок", "до 31.01.2027", "valid_until", date(2027, 1, 31)),
        ("Ответственный", "Мария", "owner", "Мария"),
        ("Центр", "Юг", "centre", "Юг"),
    ],
)
async def test_each_part_is_changed_by_a_reply(room: Room, part: str, said: str, field: str, kept: object) -> None:
    """What is there can be copied; nothing changes before «Сохранить», by whomever it is pressed."""
    await filled(room)
    shown = await asked(room, "Как заказать документ", part)
    assert "Ответьте на это сообщение" in shown.text
    assert words_on(shown) == ["К черновику"]
    await room.writes(OLEG, said, reply_to=shown.id)
    assert (await row(room.database, "order")).revision == 1
    await room.presses(OLEG, "Сохранить")
    assert getattr((await row(room.database, "order")).article, field) == kept
    assert [one.author for one in await history(room.database, "order")] == ["Олег", store.SHIPPED]


async def test_terms_and_wordings_are_asked_for_at_once(room: Room) -> None:
    """The shorter way from the article."""
    await filled(room)
    shown = await opened(room, "Как заказать документ")
    await room.presses(ANNA, "Срок и ответственный")
    assert "последним днём, когда ответ верен" in shown.text
    await room.presses(ANNA, "К черновику")
    await room.presses(ANNA, "Отменить")
    await room.presses(ANNA, "Формулировки")
    await room.presses(ANNA, "Изменить формулировки")
    assert "Ответьте на это сообщение формулировками" in shown.text


@pytest.mark.parametrize(
    ("part", "said", "told"),
    [
        ("Срок", "31.02.2027", "Не похоже на дату: «31.02.2027»."),
        ("Срок", "до 01.01.2020", "01.01.2020 уже прошло"),
        ("Источники", "Закон", "В строке «Закон» нет адреса."),
        ("Заголовок", "а" * 201, "Длиннее 200 знаков"),
        ("Ответ", "\u2060 \n ", "В сообщении нет текста"),
    ],
)
async def test_a_mistake_is_told_and_can_be_mended(room: Room, part: str, said: str, told: str) -> None:
    """Under the reply; the question stands."""
    await filled(room)
    shown = await asked(room, "Как заказать документ", part)
    before = shown.text
    message = await room.writes(ANNA, said, reply_to=shown.id)
    assert room.last().text.startswith(told)
    assert room.last().reply_to == message
    assert shown.text == before


async def test_pictures_are_no_part_of_an_answer(room: Room) -> None:
    """One sentence for an album, in General too, and nothing changes."""
    await filled(room)
    shown = await asked(room, "Как заказать документ", "Ответ")
    await room.sends(ANNA, None, photo(caption="Вот так"), reply_to=shown.id)
    assert room.last().text.startswith("В ответ базы входит только текст")
    before = len(room.shown())
    await room.sends_album(ANNA, None, photo("a"), photo("b"), reply_to=shown.id)
    assert len(room.shown()) == before + 3
    await room.sends(ANNA, None, sticker(), reply_to=shown.id)
    assert room.last().text.startswith("В ответ базы входит только текст")
    assert "Ответьте на это сообщение новым текстом" in shown.text


async def test_in_a_clients_topic_nothing_of_it_reaches_the_client(room: Room) -> None:
    """Whatever the assignee answers to the base's card; their `//` and commands remain what they are."""
    await filled(room)
    _, thread = await assigned(room)
    shown = await opened(room, "Как заказать документ", thread)
    await room.writes(ANNA, "Хорошая статья", thread, reply_to=shown.id)
    assert room.last().text.startswith("Это сообщение базы знаний, ответ на него никуда не ушёл.")
    await room.presses(ANNA, "Изменить")
    await room.writes(ANNA, "Короче!", thread, reply_to=shown.id)
    assert room.last().text.startswith("Сначала выберите кнопкой")
    await room.presses(ANNA, "Ответ")
    await room.writes(ANNA, "// кто поправит?", thread, reply_to=shown.id)
    await room.sends_album(ANNA, thread, photo("a"), photo("b"), reply_to=shown.id)
    assert room.last().text.startswith("В ответ базы входит только текст")
    message = await room.writes(ANNA, "Новый ответ.", thread, reply_to=shown.id)
    await room.corrects(ANNA, message, "Новейший ответ.")
    assert "Новейший ответ." in shown.text
    await room.presses(ANNA, "Сохранить")
    assert (await row(room.database, "order")).article.answer.text == "Новейший ответ."
    assert room.heard() == []


async def test_words_that_were_meant_for_the_base_do_not_slip_to_the_client(room: Room) -> None:
    """Asked for an answer, the assignee writes without replying: it stays inside until they say for whom it is."""
    await filled(room)
    _, thread = await assigned(room)
    await asked(room, "Как заказать документ", "Ответ", thread)
    message = await room.writes(ANNA, "Новый ответ.", thread)
    assert room.last(thread).text.startswith("Бот ждёт от вас слов для базы знаний")
    assert room.heard() == []
    await room.presses(ANNA, "Отправить клиенту")
    assert said(room).source.id == message
    await room.presses(ANNA, "К черновику")
    await room.writes(ANNA, "А это вам.", thread)
    assert said(room).text.text == "А это вам."


async def test_a_question_that_was_left_alone_holds_nothing_up(room: Room) -> None:
    """After a quarter of an hour the topic is the client's again; a colleague's question never mattered."""
    await filled(room)
    _, thread = await assigned(room)
    await asked(room, "Как заказать документ", "Ответ", thread)
    room.clock.move(16 * 60)
    await room.writes(ANNA, "Добрый день!", thread)
    assert said(room).text.text == "Добрый день!"


async def test_a_reply_to_the_bots_objection_is_a_reply_to_its_question(room: Room) -> None:
    """In a client's topic too, where it would go to the client otherwise."""
    await filled(room)
    _, thread = await assigned(room)
    shown = await asked(room, "Как заказать документ", "Срок", thread)
    await room.writes(ANNA, "31.02.2027", thread, reply_to=shown.id)
    await room.writes(ANNA, "28.02.2027", thread, reply_to=room.last(thread).id)
    assert "до 28.02.2027" in shown.text
    await room.writes(ANNA, "/kb", thread)
    await room.writes(ANNA, "Понятно", thread, reply_to=room.last(thread).id)
    assert room.last(thread).text.startswith("Это сообщение базы знаний")
    assert room.heard() == []


async def test_whoever_hides_behind_the_group_cannot_sign(room: Room) -> None:
    """A sentence; neither a reply nor a new draft is taken."""
    await filled(room)
    shown = await asked(room, "Как заказать документ", "Ответ")
    hidden: dict[str, Any] = {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "Операторы"}}
    await room.writes(ANNA, "Нет.", reply_to=shown.id, **hidden)
    assert room.last().text.startswith("Вы пишете анонимно")
    await room.writes(ANNA, "/kb добавить", **hidden)
    assert room.last().text.startswith("Вы пишете анонимно")


async def test_a_draft_survives_a_restart(room: Room) -> None:
    """Between any two steps."""
    await filled(room)
    shown = await asked(room, "Как заказать документ", "Ответ")
    room.restart()
    await room.writes(ANNA, "После перезапуска.", reply_to=shown.id)
    room.restart()
    await room.presses(ANNA, "Сохранить")
    assert (await row(room.database, "order")).article.answer.text == "После перезапуска."


async def test_a_cancelled_draft_changes_nothing(room: Room) -> None:
    """And its buttons tell what became of it."""
    await filled(room)
    shown = await asked(room, "Как заказать документ", "Ответ")
    await room.writes(ANNA, "Лишнее.", reply_to=shown.id)
    assert await room.presses(OLEG, "Отменить") == "Отменено, статья прежняя"
    assert "Заполните форму заказа." in shown.text
    assert (await room.pushes(ANNA, shown.id, "kbd:save:1")).startswith("Этот черновик отменён")
    assert (await row(room.database, "order")).revision == 1


async def test_saved_twice_is_told(room: Room) -> None:
    """An old button on another screen."""
    await filled(room)
    shown = await opened(room, "Как заказать документ")
    await room.presses(ANNA, "Изменить")
    assert await room.pushes(ANNA, shown.id, "kbd:save:1") == "Ничего не изменилось"
    assert (await room.pushes(OLEG, shown.id, "kbd:save:1")).startswith("Этот черновик уже сохранён")
    assert (await room.pushes(OLEG, shown.id, "kbd:ask:1:nothing")).startswith("Этот черновик уже сохранён")


async def test_one_card_holds_one_draft(room: Room) -> None:
    """A second press, from a screen that is behind, goes on with it."""
    await filled(room)
    shown = await asked(room, "Как заказать документ", "Ответ")
    assert await room.pushes(OLEG, shown.id, "kb:edit:order") == "Здесь уже начат черновик, продолжайте его"
    assert await room.pushes(OLEG, shown.id, "kbd:ask:1:nothing") == "Кнопка устарела"
    assert await room.pushes(OLEG, shown.id, "kbd:ask:2:title") == "Кнопка устарела"


async def test_a_colleagues_change_is_shown_and_kept(room: Room) -> None:
    """Other parts stay as the colleague has them; the same part is the draft's, and theirs is in the history."""
    await filled(room)
    shown = await asked(room, "Как заказать документ", "Ответ")
    await room.writes(ANNA, "Ответ Анны.", reply_to=shown.id)
    theirs = replace(ARTICLES["order"], answer=rich("Ответ Олега."), questions=("где форма",))
    await colleague_saves(room, theirs, "Олег")
    assert (await room.presses(ANNA, "Сохранить")).startswith("Пока вы правили, статью изменил кто-то ещё.")
    assert "№ 2 · 02.03.2026 09:00 · Олег: правка" in shown.text
    assert "  ответ: «Заполните форму заказа.» → «Ответ Олега.»\n  формулировки: добавлено «где форма»" in shown.text
    assert "Вы меняете: ответ." in shown.text
    await room.presses(ANNA, "Показать текущую")
    assert "Ответ Олега." in shown.text
    await room.presses(ANNA, "К черновику")
    assert "Ответ Анны." in shown.text
    await room.presses(ANNA, "Сохранить")
    assert await room.presses(ANNA, "Сохранить поверх") == "Сохранено"
    after = await row(room.database, "order")
    assert (after.article.answer.text, after.article.questions) == ("Ответ Анны.", ("где форма",))
    assert [one.author for one in await history(room.database, "order")] == ["Анна", "Олег", store.SHIPPED]


async def test_saving_over_what_was_shown_is_not_over_a_later_change(room: Room) -> None:
    """A third change is told as well."""
    await filled(room)
    shown = await asked(room, "Как заказать документ", "Ответственный")
    await room.writes(ANNA, "Анна", reply_to=shown.id)
    await colleague_saves(room, replace(ARTICLES["order"], answer=rich("Раз.")), "Олег")
    await room.presses(ANNA, "Сохранить")
    await colleague_saves(room, replace(ARTICLES["order"], answer=rich("Два.")), "Пётр")
    assert (await room.presses(ANNA, "Сохранить поверх")).startswith("Пока вы правили")
    assert "Пётр: правка" in shown.text
    await room.presses(ANNA, "Сохранить поверх")
    after = (await row(room.database, "order")).article
    assert (after.answer.text, after.owner) == ("Два.", "Анна")


async def test_an_answer_beyond_one_message_is_cut_in_its_card(room: Room) -> None:
    """The draft stays one message; all of it comes on demand, and the question says what a reply would do."""
    long = rich("Слово и дело. " * 500)
    await filled(room, Article("long", "Длинная статья", long))
    shown = await asked(room, "Длинная статья", "Ответ")
    assert "длиннее одного сообщения" in shown.text
    assert len(shown.text) <= 4096
    await room.presses(ANNA, "К черновику")
    before = len(room.shown())
    await room.presses(ANNA, "Показать целиком")
    assert sum(part.text.count("Слово и дело.") for part in room.shown()[before:]) == 500


async def _turn(room: Room, session: AsyncSession) -> Turn:
    desk = await topics.set_up_desk(session, str(GROUP))
    anna = await session.scalar(select(Staff))
    return Turn(session, room.clock.now(), desk, str(GROUP), None, None, anna, {}, _Nothing(), UTC)


class _Nothing:
    def search(self, query: str, limit: int) -> list[Hit]:
        return []


def _bold(word: str, offset: int) -> dict[str, object]:
    return {"type": "bold", "offset": offset, "length": len(word)}
