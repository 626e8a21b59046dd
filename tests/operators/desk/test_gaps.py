"""What the base lacks, in General: told weekly and when asked for, and dealt with by buttons."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.database import Database
from knowledge import gaps, learning, state, store
from knowledge.gaps import Gap, Why
from knowledge.learning import Wording
from knowledge.search import Search
from operators import history, tickets
from operators.calendar import WorkingTime
from operators.drafts import Draft
from operators.gap_report import GapReport, is_due
from operators.history import Author
from tests.operators.group import ANNA, OLEG, key, words_on
from tests.operators.room import ARTICLES, Room

HOURS = WorkingTime.on_weekdays(time(8), time(18), ZoneInfo("Europe/Moscow"))
PARKING = ("Где парковка у офиса?", "где у офиса парковка", "парковка у офиса где?")


@pytest.fixture
async def room(room: Room) -> Room:
    """A group whose articles stand in the database; one of them is stale."""
    async with room.database.write() as session:
        for article in ARTICLES.values():
            await store.save(session, article, "Анна", room.clock.now())
    return room


async def _ask(room: Room, *texts: str, address_id: int | None = None) -> None:
    async with room.database.write() as session:
        for text in texts:
            await gaps.note(session, text, Why.NOTHING_FOUND, room.clock.now(), address_id)


async def _sweep(room: Room, report: GapReport | None = None) -> None:
    report = report or GapReport(room.database, Search(list(ARTICLES.values())), HOURS)
    await report.prepare(room.clock.now())
    async with room.database.write() as session:
        await report.sweep(session, room.clock.now())
    await room.deliver()


async def _told(room: Room) -> None:
    """Parking three times, an order once, a canteen once; told."""
    await _ask(room, *PARKING, "заказать бы документ", "есть ли столовая")
    await _sweep(room)


async def _states(database: Database) -> list[str]:
    async with database.read() as session:
        return [str(gap.state) for gap in await session.scalars(select(Gap).order_by(Gap.id))]


async def _wordings(database: Database) -> dict[str, str]:
    async with database.read() as session:
        return {one.text: str(one.state) for one in await session.scalars(select(Wording).order_by(Wording.id))}


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, "2026-03-01 03:00", True),
        ("2026-02-27 09:00", "2026-03-02 04:59", False),
        ("2026-02-27 09:00", "2026-03-02 05:00", True),
        ("2026-03-02 05:00", "2026-03-02 05:01", False),
        ("2026-03-02 05:00", "2026-03-06 12:00", False),
        ("2026-02-27 09:00", "2026-03-04 09:00", True),
        ("2026-02-27 09:00", "2026-03-04 19:00", False),
        ("2026-03-04 09:00", "2026-03-09 09:00", False),  # a holiday, moved from the 8th
        ("2026-03-04 09:00", "2026-03-10 05:00", True),
    ],
)
def test_it_is_told_on_mondays_when_the_centre_opens(last: str | None, now: str, due: bool) -> None:
    """By its clock (08:00 in Moscow is 05:00 UTC); later in the week when nobody was there; at once when asked for."""
    told = datetime.fromisoformat(f"{last}Z") if last is not None else None
    assert is_due(told, datetime.fromisoformat(f"{now}Z"), HOURS) is due


async def test_groups_are_told_with_examples_and_the_nearest_article(room: Room) -> None:
    """The most frequent first; one message, once."""
    await _told(room)
    listed = room.last()
    assert listed.thread is None
    assert listed.text.split("\n\n")[:2] == [
        "О чём спрашивали, а ответа в базе знаний не нашлось",
        "1. Спросили 3 раза:\nГде парковка у офиса?",
    ]
    assert "заказать бы документ\nБлиже всего статья «Как заказать документ»" in listed.text
    assert words_on(listed)[:2] == ["1 · Написать статью", "1 · Не нужно"]
    before = len(room.group.calls)
    room.clock.move(3600)
    await _sweep(room)
    assert len(room.group.calls) == before


async def test_nothing_to_tell_is_not_told(room: Room) -> None:
    """Nor asked about again before the next week."""
    await _sweep(room)
    assert room.general() == []
    async with room.database.read() as session:
        assert (await session.scalars(select(state.BaseState.reported_at))).one() == room.clock.now()
    await room.writes(ANNA, "/kb пробелы")
    assert room.last().text == "Вопросов без ответа нет, и сроки статей не выходят."


async def test_it_is_told_when_asked_for(room: Room) -> None:
    """A nod at once, the message within seconds; of two copies that prepared it, one tells."""
    await _told(room)
    reports = [GapReport(room.database, Search(list(ARTICLES.values())), HOURS) for _ in range(2)]
    message = await room.writes(ANNA, "/kb Пробелы")
    assert room.group.chats[str(-1001234567890)][message].reaction == "👌"
    for report in reports:
        await report.prepare(room.clock.now())
    for report in reports:
        async with room.database.write() as session:
            await report.sweep(session, room.clock.now())
    await room.deliver()
    assert sum("О чём спрашивали" in text for text in room.general()) == 2


async def test_a_group_is_dismissed_once_and_can_be_brought_back(room: Room) -> None:
    """The other who presses is told who did it."""
    await _told(room)
    shown = room.last()
    data = {button.text: button.data or "" for row in shown.keyboard for button in row}
    before = len(room.group.calls)
    assert await room.presses(ANNA, "1 · Не нужно") == "Больше не покажем"
    assert len(room.group.calls) == before + 1
    assert await _states(room.database) == ["dismissed"] * 3 + ["open"] * 2
    assert "Где парковка у офиса?\nНе нужно (Анна)" in room.last().text
    assert await room.pushes(OLEG, shown.id, data["1 · Написать статью"]) == "Не нужно (Анна)"
    assert len(room.group.calls) == before + 1
    assert await room.presses(OLEG, "1 · Вернуть") == "Вернули"
    assert await _states(room.database) == ["open"] * 5
    assert words_on(room.last()) == words_on(shown)


async def test_what_is_there_already_learns_the_questions(room: Room) -> None:
    """An article is chosen; what looks like personal data waits for a person; all of it can be undone."""
    await _ask(room, "заказать бы документ", "ЗАКАЗАТЬ БЫ ДОКУМЕНТ!", "заказать бы документ, +7 912 345 67 89")
    await _sweep(room)
    await room.presses(ANNA, "1 · Это уже есть")
    assert room.last().text.endswith("В какой статье уже есть ответ на 1?")
    assert words_on(room.last()) == ["Как заказать документ", "Назад"]
    await room.presses(ANNA, "Назад")
    await room.presses(ANNA, "1 · Это уже есть")
    assert await room.presses(OLEG, "Как заказать документ") == "Готово, добавлена 1 формулировка"
    assert "Уже было: «Как заказать документ» (Олег)" in room.last().text
    learned = {"заказать бы документ": "learned", "заказать бы документ, +7 912 345 67 89": "proposed"}
    assert await _wordings(room.database) == learned
    assert await _states(room.database) == ["merged"] * 3
    await room.presses(ANNA, "1 · Вернуть")
    assert await _wordings(room.database) == learned | {"заказать бы документ": "taken_back"}
    assert await _states(room.database) == ["open"] * 3


async def test_what_staff_answered_becomes_the_draft(room: Room) -> None:
    """Title and wordings are the clients', the answer is staff's, without greetings; saved, it settles them."""
    number = await room.asks(PARKING[0])
    ticket = await room.ticket(number)
    await _ask(room, PARKING[0], PARKING[1], PARKING[0], address_id=ticket.address_id)
    async with room.database.write() as session:
        ticket = await session.merge(await room.ticket(number))
        for author, text in (
            (Author.STAFF, "Здравствуйте!"),
            (Author.CLIENT, "спасибо, жду"),
            (Author.STAFF, "Парковка во дворе, въезд с улицы Ленина."),
            (Author.STAFF, "Шлагбаум откроет охрана."),
        ):
            history.record(session, ticket.address_id, author, text, room.clock.now(), ticket_id=number)
    await _sweep(room)
    before = len(room.group.calls)
    assert await room.presses(ANNA, "1 · Написать статью") == "Черновик ниже, с ответом оператора"
    assert len(room.group.calls) == before + 1
    draft = room.last()
    assert PARKING[0] in draft.text
    assert "Парковка во дворе, въезд с улицы Ленина.\n\nШлагбаум откроет охрана." in draft.text
    assert "Здравствуйте" not in draft.text
    async with room.database.read() as session:
        row = (await session.scalars(select(Draft))).one()
        assert row.article.questions == (PARKING[1],)
        assert (row.ticket_id, row.gaps) == (number, [1, 2, 3])
    assert "Черновик уже начат: Анна" in await room.presses(OLEG, "1 · Написать статью")
    await room.presses(ANNA, "Сохранить")
    assert await _states(room.database) == ["written"] * 3
    assert await room.presses(OLEG, "1 · Не нужно") == "Этим уже занялись"
    assert "Этим уже занялись" in next(one.text for one in room.shown() if "О чём спрашивали" in one.text)


async def test_the_answer_to_another_question_is_not_offered(room: Room) -> None:
    """The same client's next ticket was about something else."""
    other = await room.asks("Когда придёт мой сертификат?")
    number = await room.asks("Добрый день! Где парковка у офиса? Еду к вам", peer="43")
    async with room.database.write() as session:
        for one, text in ((other, "Завтра, по почте."), (number, "Во дворе.")):
            ticket = await session.merge(await room.ticket(one))
            history.record(session, ticket.address_id, Author.STAFF, text, room.clock.now(), ticket_id=one)
    await _ask(room, "как печатать платёжки", address_id=(await room.ticket(other)).address_id)
    await _ask(room, PARKING[0], address_id=(await room.ticket(number)).address_id)
    await _ask(room, *PARKING)
    await _sweep(room)
    assert await room.presses(ANNA, "2 · Написать статью") == "Черновик ниже, ответ напишите сами"
    assert "Завтра" not in room.last().text
    assert await room.presses(ANNA, "1 · Написать статью") == "Черновик ниже, с ответом оператора"
    assert "Во дворе." in room.last().text
    assert f"Ответ взят из обращения № {number}: «Добрый день! Где парковка у офиса? Еду к вам»" in room.last().text


async def test_what_was_taken_back_or_came_from_the_base_is_no_answer(room: Room) -> None:
    """Only what somebody wrote to the client, and let stand."""
    number = await room.asks(PARKING[0], suggested=1)
    thread, card = await room.thread(number), room.last().id
    await room.presses(ANNA, "Взять")
    address_id = (await room.ticket(number)).address_id
    await _ask(room, PARKING[0], address_id=address_id)
    said = {text: await room.writes(ANNA, text, thread) for text in ("Парковки нет.", "Во дворе.")}
    async with room.database.write() as session:
        for text, message in (*said.items(), ("Как заказать документ", card)):
            history.record(
                session, address_id, Author.STAFF, text, room.clock.now(), ticket_id=number, source=key(message)
            )
    await room.writes(ANNA, "/del", thread, reply_to=said["Парковки нет."])
    await _sweep(room)
    await room.presses(ANNA, "1 · Написать статью")
    async with room.database.read() as session:
        assert (await session.scalars(select(Draft))).one().article.answer.text == "Во дворе."


async def test_a_draft_without_an_answer_is_written_by_hand(room: Room) -> None:
    """Nobody answered; a client's name or number does not become the title."""
    await _ask(room, "Меня зовут Иван, где парковка у офиса?", "где парковка у офиса")
    await _sweep(room)
    assert await room.presses(ANNA, "1 · Написать статью") == "Черновик ниже, ответ напишите сами"
    async with room.database.read() as session:
        row = (await session.scalars(select(Draft))).one()
    assert (row.article.title, row.article.questions, row.article.answer.text) == ("где парковка у офиса", (), "")


async def test_a_ticket_that_was_solved_is_asked_for_the_answer_first(room: Room) -> None:
    """Before a newer one that was not."""
    solved = await room.asks(PARKING[0], peer="42")
    other = await room.asks(PARKING[0], peer="43")
    for number, text, good in ((solved, "Во дворе.", True), (other, "Не знаю.", None)):
        await _ask(room, PARKING[0], address_id=(await room.ticket(number)).address_id)
        async with room.database.write() as session:
            ticket = await tickets.get(session, number)
            assert ticket is not None
            ticket.solved = good
            history.record(
                session, ticket.address_id, Author.STAFF, text, room.clock.now(), ticket_id=number, staff_id=None
            )
    await _sweep(room)
    await room.presses(ANNA, "1 · Написать статью")
    assert "Во дворе." in room.last().text


async def test_buttons_that_are_forged(room: Room) -> None:
    """Groups and articles that are not there, under messages that are none; nothing changes."""
    await _told(room)
    listed = room.last()
    for data in ("kg:no:0", "kg:no:9", "kg:into:1:1", "kg:into:2:9", "kg:undo:1", "kg:write:", "kg:what:1"):
        assert await room.pushes(ANNA, listed.id, data) == "Кнопка устарела"
    assert "Похожих статей нет" in await room.pushes(ANNA, listed.id, "kg:merge:1")
    other = await room.writes(ANNA, "Всем привет")
    for data in ("kg:no:1", "kg:back", "kg:write:1", "kg:undo:1"):
        assert await room.pushes(ANNA, other, data) == "Кнопка устарела"
    assert await _states(room.database) == ["open"] * 5
    assert await _wordings(room.database) == {}


async def test_stale_articles_are_told_with_their_owners(room: Room) -> None:
    """In the same message, in one line."""
    async with room.database.write() as session:
        for row in await store.everything(session):
            row.content = {**row.content, "valid_until": "2026-03-01" if row.id == "order" else "2026-03-10"}
            row.content = {**row.content, "owner": "Анна" if row.id == "order" else ""}
    await _sweep(room)
    assert room.last().text == (
        "Проверьте статьи, у которых вышел или скоро выйдет срок (2): «Как заказать документ» (Анна, срок вышел); "
        "«Как записаться на семинар» (не назначен)."
    )
    async with room.database.read() as session:
        assert await learning.count_proposed(session) == 0
