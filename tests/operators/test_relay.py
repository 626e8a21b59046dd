"""The client's words in their topic: replies, corrections, marks; what staff are told."""

from __future__ import annotations

from typing import Any

from bot.links import record_sent
from bot.messages import Address, Edited, Person, Said
from bot.outbox import OutboxRow, OutboxState, enqueue
from bot.outgoing import Send
from bot.richtext import RichText, bold, rich
from operators import lifecycle, relay, tickets
from operators.tickets import Ticket
from tests.fakes import START
from tests.operators.group import ANNA, key
from tests.operators.room import Room


async def test_a_clients_line_costs_one_call_and_keeps_its_formatting(room: Room) -> None:
    """In the client's topic, with nothing put before it."""
    number = await room.asks()
    await room.says(number, rich("Это ") + bold("срочно"), "7")
    assert len(room.group.calls) == 3
    assert room.last(await room.thread(number)).text == "Это срочно"


async def test_a_reply_to_an_operators_line_points_at_the_operators_message(room: Room) -> None:
    """Not at anything of the bot's."""
    number = await room.asks()
    await room.presses(ANNA, "Взять")
    message = await room.writes(ANNA, "Какой номер?", await room.thread(number))
    await shown_to_client(room, "Какой номер?", "100", sources=[key(message)])
    await room.says(number, "12345", "8", reply_to="100")
    assert room.last(await room.thread(number)).reply_to == message


async def test_a_reply_to_what_the_bot_said_is_shown_as_a_quote(room: Room) -> None:
    """Shortened; the client's own line is replied to as such."""
    number = await room.asks()
    await shown_to_client(room, "Статья о заказе. " * 20, "100")
    await room.says(number, "А тут не так", "8", reply_to="100")
    line = room.last(await room.thread(number))
    quote, words = line.text.split("\n")
    assert quote.startswith("Статья о заказе.")
    assert quote.endswith("…")
    assert (words, line.reply_to) == ("А тут не так", None)
    await room.says(number, "То есть вот это", "9", reply_to="8")
    assert room.last(await room.thread(number)).reply_to == line.id


async def test_a_correction_changes_the_line_and_keeps_the_quote(room: Room) -> None:
    """What the topic does not know is not corrected there."""
    number = await room.asks()
    await shown_to_client(room, "Статья", "100")
    await room.says(number, "А тут не тка", "8", reply_to="100")
    assert await corrected(room, "8", "А тут не так")
    assert room.last(await room.thread(number)).text == "Статья\nА тут не так"
    assert not await corrected(room, "999", "Неизвестно")


async def test_a_correction_of_one_of_several_messages_in_a_line_is_exact(room: Room) -> None:
    """The others stay as they are; what had no words may get some."""
    number = await room.asks()
    thread = await room.thread(number)
    await said_together(room, number, {"8": rich("раз"), "9": rich(""), "10": bold("три")})
    assert room.last(thread).text == "раз\nтри"
    assert await corrected(room, "9", "два")
    assert await corrected(room, "8", "один")
    assert len(room.shown(thread)) == 2
    assert room.last(thread).text == "один\nдва\nтри"


async def test_a_correction_of_a_line_that_was_joined_with_others_is_exact(room: Room) -> None:
    """Lines that had to wait share a message of the topic; each is corrected in its place, twice as well."""
    number = await room.asks()
    thread = await room.thread(number)
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        for message_id, text in (("8", "раз"), ("9", "два"), ("10", "три")):
            await relay.client_said(session, ticket, message(ticket, message_id, rich(text)), room.clock.now())
    await room.deliver()
    assert room.last(thread).text == "раз\nдва\nтри"
    assert await corrected(room, "9", "два с половиной")
    assert await corrected(room, "10", "три с половиной")
    assert await corrected(room, "9", "два")
    assert len(room.shown(thread)) == 2
    assert room.last(thread).text == "раз\nдва\nтри с половиной"


async def test_a_correction_of_what_never_got_into_the_topic_is_a_line_of_its_own(room: Room) -> None:
    """And is corrected in its turn."""
    number = await room.asks()
    thread = await room.thread(number)
    await room.says(number, "раз", "8")
    async with room.database.write() as session:
        row = await session.get_one(OutboxRow, (await room.rows())[-1].id)
        row.state = OutboxState.REJECTED
    assert await corrected(room, "8", "два")
    assert room.last(thread).text == "Клиент исправил сообщение:\nдва"
    assert await corrected(room, "8", "три")
    assert room.last(thread).text == "Клиент исправил сообщение:\nтри"


async def test_low_marks_and_comments_are_lines_high_marks_only_on_the_card(room: Room) -> None:
    """4–5 is on the card alone."""
    number = await room.asks()
    thread = await room.thread(number)
    await rated(room, number, 5)
    assert len(room.shown(thread)) == 1
    await rated(room, number, 2)
    assert room.last(thread).text == f"№ {number}: клиент поставил 2 из 5."
    await rated(room, number, 4, "Долго")
    assert room.last(thread).text == f"№ {number}: клиент поставил 4 из 5. Комментарий: Долго"


async def test_the_same_trouble_is_told_once_an_hour(room: Room) -> None:
    """By its key."""
    for minutes in (0, 30, 61):
        room.clock.move(minutes * 60)
        async with room.database.write() as session:
            await relay.tell_general(session, "Беда", room.clock.now(), "trouble")
    await room.deliver()
    assert room.general() == ["Беда", "Беда"]


async def shown_to_client(room: Room, text: str, message_id: str, sources: Any = ()) -> OutboxRow:
    """The client has got a message under this id."""
    async with room.database.write() as session:
        to = Address("telegram", "42")
        row = await enqueue(session, to, Send(rich(text)), room.clock.now(), sources=sources)
        await record_sent(session, row.id, 0, "telegram", "42", message_id)
        row.state = OutboxState.SENT
        return row


async def said_together(room: Room, number: int, messages: dict[str, RichText]) -> None:
    """Several messages that stand in one line of the topic."""
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        lines = [message(ticket, message_id, text) for message_id, text in messages.items()]
        await relay.client_said(session, ticket, lines, room.clock.now())
    await room.deliver()


def message(ticket: Ticket, message_id: str, text: RichText) -> Said:
    """Something that the client of a ticket says."""
    person = Person(ticket.address.peer, ticket.client.name)
    address = ticket.address.address
    return Said(address=address, person=person, at=START, text=text, message_ids=(message_id,))


async def corrected(room: Room, message_id: str, text: str) -> bool:
    """The client edits a message."""
    edited = Edited(
        address=Address("telegram", "42"),
        person=Person("42", "Вера"),
        at=room.clock.now(),
        text=rich(text),
        message_id=message_id,
    )
    async with room.database.write() as session:
        known = await relay.client_edited(session, edited, room.clock.now())
    await room.deliver()
    return known


async def rated(room: Room, number: int, mark: int, comment: str | None = None) -> None:
    """The client gives a mark."""
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        lifecycle.rate(session, ticket, mark, room.clock.now())
        ticket.rating_comment = comment
        await relay.tell_rating(session, ticket, room.clock.now())
    await room.deliver()
