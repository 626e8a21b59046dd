"""/queue, /mine and /find: what is listed, to whom, and in which order."""

from __future__ import annotations

import pytest

from bot.messages import Person
from bot.outgoing import Send
from operators import contacts, history, staff, tickets, topics, watch
from operators.history import Author
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.tickets import Ticket
from tests.operators.group import ANNA, GROUP, OLEG, words_on
from tests.operators.room import Room
from tests.terms import STANDARD


async def counted(room: Room) -> None:
    """The sweep has counted the terms."""
    async with room.database.write() as session:
        await watch.sweep(session, room.clock.now(), STANDARD)


async def test_the_most_urgent_come_first_and_each_has_its_own(room: Room) -> None:
    """How much is left, red what is over, what waits for its client last; /mine has the author's alone."""
    answered, taken, new = [
        await room.asks(f"Вопрос {name}", peer=str(number), name=name)
        for number, name in enumerate(("Анна", "Мария", "Вера"), 50)
    ]
    async with room.database.write() as session:
        for number, answer in ((answered, True), (taken, False)):
            ticket = await tickets.get(session, number)
            assert ticket is not None
            ticket.reacted_at = room.clock.now()
            ticket.answered_at = room.clock.now() if answer else None
    await counted(room)
    room.clock.move(60)
    await room.writes(OLEG, "/очередь")
    assert room.last().text.splitlines() == [
        "Открытые обращения",
        f"🔴 № {new} · Вера · свободно · срок вышел",
        f"№ {taken} · Мария · свободно · осталось 9 мин",
        f"№ {answered} · Анна · свободно · ждём клиента",
    ]
    await room.presses(ANNA, "Взять")
    await room.writes(ANNA, "/mine")
    assert room.last().text.splitlines() == ["Ваши обращения", f"№ {new} · Вера · Анна · осталось 9 мин"]
    await room.writes(OLEG, "/мои")
    assert room.last().text == "У вас нет открытых обращений."


@pytest.mark.parametrize(
    "words", ["{number}", "№{number}", "верА", "РОМАШКА Веры", "7707083893", "сче́т", "100%", "ёлку"]
)
async def test_a_ticket_is_found_by_whatever_is_known_of_it(room: Room, words: str) -> None:
    """Number, name, organisation, INN, words of the conversation, several together; in any case, «ё» as «е»."""
    number = await room.asks("Оплатили 100% счета", name="Вера")
    await room.asks("Другой вопрос", peer="43", name="Глеб")
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        card = await contacts.card_for(session, ticket.client_id, room.clock.now())
        card.organisation, card.inn = "ООО «Ромашка» Веры", "7707083893"
        history.record(
            session, ticket.address_id, Author.STAFF, "Купите елку и сче́т", room.clock.now(), ticket_id=number
        )
    await room.writes(ANNA, "/find " + words.format(number=number))
    assert room.last().text.splitlines()[1:] == [
        f"№ {number} · 02.03.2026 · Вера · ООО «Ромашка» Веры · вопрос · ждёт специалиста"
    ]


async def test_what_is_typed_is_no_pattern(room: Room) -> None:
    """«%» and «_» are looked for as they are, and a number of any length harms nothing."""
    await room.asks("Просто вопрос")
    for words in ("%%", "__", "9" * 30, "Просто нет"):
        await room.writes(ANNA, f"/find {words}")
        assert room.last().text == f"По «{words}» ничего не нашлось."
    await room.writes(ANNA, "/find")
    assert room.last().text.startswith("Что найти?")
    await room.writes(ANNA, "/find а %")
    assert room.last().text.startswith("Слишком коротко")


async def test_many_are_turned_by_pages(room: Room) -> None:
    """Ten at a time, the newest first; a forged page finds nothing, a button elsewhere is stale."""
    numbers = [await room.asks("Отчёт", peer=str(number), name=f"Клиент {number}") for number in range(60, 72)]
    await room.writes(ANNA, "/найти отчет")
    listed = room.last()
    assert [f"№ {one} " in listed.text for one in numbers] == [False] * 2 + [True] * 10
    assert words_on(listed) == ["Дальше →"]
    await room.presses(ANNA, "Дальше →")
    assert [f"№ {one} " in room.last().text for one in numbers] == [True] * 2 + [False] * 10
    assert words_on(room.last()) == ["← Назад"]
    await room.pushes(ANNA, listed.id, "find:99")
    assert room.last().text == "По «отчет» ничего не нашлось."
    card = room.shown(await room.thread(numbers[0]))[0]
    assert await room.pushes(ANNA, card.id, "find:1") == "Кнопка устарела"


async def test_a_complaint_is_listed_to_no_operator(room: Room) -> None:
    """In none of the three ways, by none of its words; nor at a desk of another centre."""
    number = await room.asks("Нахамили по телефону")
    async with room.database.write() as session:
        ticket = await session.get_one(Ticket, number)
        ticket.kind, ticket.queue = TicketKind.COMPLAINT, Purpose.SENIORS
    for command in ("/queue", "/mine", "/find нахамили", f"/find {number}"):
        await room.writes(ANNA, command)
        assert "№" not in room.last().text


async def test_seniors_find_complaints_but_not_those_about_themselves(room: Room) -> None:
    """In a group that serves seniors; the number leads to the topic."""
    number = await room.asks("Нахамили по телефону")
    async with room.database.write() as session:
        await topics.set_up_desk(session, str(GROUP), Purpose.SENIORS)
        ticket = await session.get_one(Ticket, number)
        ticket.kind, ticket.queue = TicketKind.COMPLAINT, Purpose.SENIORS
        ticket.about_id = (await staff.recognise(session, Person(str(OLEG.id), OLEG.name), room.clock.now())).id
    await room.writes(ANNA, "/find нахамили")
    assert f"№ {number} · " in room.last().text
    found = (await room.rows())[-1].body
    assert isinstance(found, Send)
    assert [span.url for span in found.text.spans if span.url] == [
        f"https://t.me/c/1234567890/{await room.thread(number)}"
    ]
    await room.writes(OLEG, "/find нахамили")
    assert room.last().text == "По «нахамили» ничего не нашлось."
