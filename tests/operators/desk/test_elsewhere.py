"""A topic whose client stands in another one: nothing that staff write there is lost, or goes to the wrong person."""

from __future__ import annotations

import pytest

from operators.events import StaffSaid, TicketClaimed
from tests.operators.contents import photo
from tests.operators.group import ANNA, OLEG, words_on
from tests.operators.joined import join, part
from tests.operators.room import Room

MOVED = "Клиенту это не ушло: его обращения теперь в другой теме, напишите, пожалуйста, там.\nТема: Вера"


@pytest.fixture
async def left(room: Room) -> str:
    """The thread of a topic whose client came to stand in another one: tickets 1 and 2, the second was written in."""
    await room.asks(name="Вера")
    number = await room.asks("Где счёт?", peer="43", name="Анна")
    thread = await room.thread(number)
    await room.says(number, "За март", "7")
    await room.writes(OLEG, "кто возьмёт?", thread)
    await join(room)
    room.heard()
    return thread


@pytest.mark.parametrize("text", ["Сейчас посмотрю", "/take", "/close"])
async def test_what_is_written_there_is_told_where_to_go(room: Room, left: str, text: str) -> None:
    """With a link, under the message; commands as well."""
    message = await room.writes(ANNA, text, left)
    answer = room.last(left)
    assert (answer.text, answer.reply_to) == (MOVED, message)
    assert room.heard() == []


async def test_pictures_too(room: Room, left: str) -> None:
    """Whatever would go to a client."""
    await room.sends(ANNA, left, photo())
    assert room.last(left).text == MOVED


@pytest.mark.parametrize("text", ["// это тот же клиент", "/help"])
async def test_what_is_not_for_the_client_is_as_ever(room: Room, left: str, text: str) -> None:
    """A colleague's own note, a command that needs no ticket."""
    await room.writes(ANNA, text, left)
    assert room.last(left).text != MOVED


async def test_a_reply_there_goes_on_working(room: Room, left: str) -> None:
    """It names the ticket; the line is marked where it stands."""
    await room.presses(ANNA, "Взять")
    room.heard()
    line = next(shown for shown in room.shown(left) if shown.text == "За март")
    await room.writes(ANNA, "Вот счёт", left, reply_to=line.id)
    (said,) = room.heard()
    assert isinstance(said, StaffSaid)
    assert (said.ticket_id, said.text.text, said.topic_peer) == (2, "Вот счёт", "topic:2")


async def test_buttons_there_go_on_working(room: Room, left: str) -> None:
    """A note's button sends it, a late press on the old card takes the ticket."""
    prompt = next(shown for shown in room.shown(left) if "Отправить клиенту" in words_on(shown))
    data = prompt.keyboard[0][0].data
    assert data is not None
    assert await room.pushes(ANNA, room.shown(left)[0].id, "take:2") == "Обращение ваше"
    assert await room.pushes(ANNA, prompt.id, data) == "Отправлено"
    claimed, said = room.heard()
    assert claimed == TicketClaimed(2, said.staff_id if isinstance(said, StaffSaid) else 0)
    assert isinstance(said, StaffSaid)
    assert (said.text.text, said.topic_peer) == ("кто возьмёт?", "topic:2")


async def test_after_the_undoing_it_is_a_topic_as_ever(room: Room, left: str) -> None:
    """What is written there goes to its client again; a reply in the other topic to that client's line does too, and
    never to the client who stands there."""
    first = await room.thread(1)
    await part(room, 1)
    await room.presses(ANNA, "Взять")
    await room.pushes(ANNA, room.shown(first)[0].id, "take:1")
    room.heard()
    await room.writes(ANNA, "Вот счёт", left)
    moved_card = next(shown for shown in room.shown(first) if shown.text.startswith("№ 2"))
    await room.writes(ANNA, "И акт", first, reply_to=moved_card.id)
    said = [one for one in room.heard() if isinstance(one, StaffSaid)]
    assert [(one.ticket_id, one.text.text) for one in said] == [(2, "Вот счёт"), (2, "И акт")]
