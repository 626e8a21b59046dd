"""Articles are written and changed in the group: drafts, from the first word to «Сохранить»."""

from __future__ import annotations

from datetime import UTC

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.richtext import bold, rich
from knowledge import gaps
from knowledge.gaps import Gap, GapState, Why
from knowledge.outcome import Hit
from operators import topics
from operators.desk.kb import drafting
from operators.desk.turn import Turn
from operators.staff import Staff
from tests.operators.desk.kb_acts import filled, history, row
from tests.operators.group import ANNA, GROUP, OLEG, words_on
from tests.operators.room import Room


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


async def _turn(room: Room, session: AsyncSession) -> Turn:
    desk = await topics.set_up_desk(session, str(GROUP))
    anna = await session.scalar(select(Staff))
    return Turn(session, room.clock.now(), desk, str(GROUP), None, None, anna, {}, _Nothing(), UTC)


class _Nothing:
    def search(self, query: str, limit: int) -> list[Hit]:
        return []


def _bold(word: str, offset: int) -> dict[str, object]:
    return {"type": "bold", "offset": offset, "length": len(word)}
