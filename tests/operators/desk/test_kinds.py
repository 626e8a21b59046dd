"""The kind of a ticket: chosen on its card, or by a command; its terms are counted anew."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from operators import cards, kind_names, sla, tickets
from operators.kinds import TicketKind
from operators.tickets import Ticket, TicketEvent, TicketEventKind
from tests.operators.group import ANNA, GROUP, words_on
from tests.operators.room import Room
from tests.terms import STANDARD


async def _counted(room: Room, number: int) -> None:
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        await sla.count(session, ticket, STANDARD)


async def test_the_card_offers_the_kinds_and_one_is_chosen(sqlite_room: Room) -> None:
    """Two edits of the card and no message; the terms are counted anew, and the log knows who did it."""
    room = sqlite_room
    number = await room.asks()
    await _counted(room, number)
    shown = len(room.shown())
    assert "Вид обращения" in words_on(room.last())
    assert await room.presses(ANNA, "Вид обращения") == ""
    offered = words_on(room.last())
    assert "Подборка документов" in offered
    assert not {"Вопрос", "Жалоба", "Консультация эксперта"} & set(offered)
    assert await room.presses(ANNA, "Подборка документов") == "Теперь это подборка документов"
    assert "Вид обращения: подборка документов" in room.last().text
    assert "Взять" in words_on(room.last())
    assert len(room.shown()) == shown
    ticket, minutes = await room.ticket(number), STANDARD.terms[TicketKind.SELECTION].solution_minutes
    assert ticket.kind is TicketKind.SELECTION
    assert ticket.counted_from is not None
    assert ticket.solution_due == ticket.counted_from + timedelta(minutes=minutes)
    async with room.database.read() as session:
        query = select(TicketEvent).where(TicketEvent.kind == TicketEventKind.KIND_CHANGED)
        (event,) = (await session.scalars(query)).all()
        assert event.details == {"from": "question", "to": "selection"}
        assert event.staff_id is not None


async def test_back_leaves_the_card_as_it_was(sqlite_room: Room) -> None:
    """«Назад» under the kinds."""
    room = sqlite_room
    await room.asks()
    before = words_on(room.last())
    await room.presses(ANNA, "Вид обращения")
    await room.presses(ANNA, "Назад")
    assert words_on(room.last()) == before


async def test_the_command_takes_the_kind_by_its_name(sqlite_room: Room) -> None:
    """A nod where it was done; the kinds to choose from where no name fits, and that question goes with the choice."""
    room = sqlite_room
    number = await room.asks()
    thread = await room.thread(number)
    said = await room.writes(ANNA, "/вид подпорка документов", thread)
    assert (await room.ticket(number)).kind is TicketKind.SELECTION
    assert room.group.chats[str(GROUP)][said].reaction
    await room.writes(ANNA, "/kind", thread)
    assert room.last().text == f"Какой вид у обращения № {number}?"
    await room.writes(ANNA, "/kind ёлка", thread)
    asked = room.last()
    assert asked.text.startswith("Такого вида нет.")
    await room.presses(ANNA, "Техподдержка")
    assert (await room.ticket(number)).kind is TicketKind.SUPPORT
    assert asked.id not in room.group.chats[str(GROUP)]


async def test_what_stays_of_its_kind(sqlite_room: Room) -> None:
    """A complaint; what is over; nothing becomes a complaint, or the experts' without them; forged names find none."""
    room = sqlite_room
    number = await room.asks()
    thread = await room.thread(number)
    await room.writes(ANNA, "/kind жалоба", thread)
    assert "только сам клиент" in room.last().text
    await room.writes(ANNA, "/kind консультация", thread)
    assert "Передать эксперту" in room.last().text
    card = room.shown(thread)[0]
    assert await room.pushes(ANNA, card.id, f"kind:{number}:bribe") == "Кнопка устарела"
    assert await room.pushes(ANNA, card.id, f"kind:{number}:complaint") != ""
    assert (await room.ticket(number)).kind is TicketKind.QUESTION
    async with room.database.write() as session:
        ticket = await session.get_one(Ticket, number)
        ticket.kind = TicketKind.COMPLAINT
    await room.writes(ANNA, "/kind вопрос", thread)
    assert "остаётся жалобой" in room.last().text
    async with room.database.write() as session:
        found = await tickets.get(session, number)
        assert found is not None
        await cards.refresh(session, found, room.clock.now())
    await room.deliver()
    assert "Вид обращения" not in words_on(room.shown(thread)[0])


def test_names_of_kinds() -> None:
    """By any of their words, with a slip of the hand; what names none is none."""
    named = {
        "подборка": TicketKind.SELECTION,
        "подборку документов": TicketKind.SELECTION,
        "заказ документа": TicketKind.DOCUMENT,
        "заказ звонка": TicketKind.CALL_BACK,
        "перезвонить": TicketKind.CALL_BACK,
        "вопрос менеджеру": TicketKind.MANAGER,
        "Вопрос": TicketKind.QUESTION,
        "тех. поддержка": TicketKind.SUPPORT,
        "техподержка": TicketKind.SUPPORT,
        "ничего не работает": TicketKind.OUTAGE,
        "благодарность": TicketKind.SUGGESTION,
        "семенар": TicketKind.SEMINAR,
        "обучение": TicketKind.TRAINING,
        "подписка": TicketKind.SUBSCRIPTION,
        "selection": TicketKind.SELECTION,
    }
    assert {text: kind_names.meant(text) for text in named} == named
    assert [kind_names.meant(text) for text in ("", "ёлка", "🙂", "а" * 5000)] == [None] * 4
