"""Operators part accounts that were linked: by whom, when and where it is asked for, and what is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.joins import MAY_UNDO
from tests.operators.group import ANNA, OLEG, words_on
from tests.operators.joined import follow, join
from tests.operators.room import Room


@pytest.mark.parametrize("command", ["/unlink", "/разделить", "/отвязать"])
async def test_the_command_tells_who_is_one_client_and_parts_them(room: Room, command: str) -> None:
    """After a button is pressed, also when the client cannot undo it any more; the question then vanishes."""
    older, newer = await room.asks(name="Вера"), await room.asks("Где счёт?", peer="43", name="Анна")
    first, second = await room.thread(older), await room.thread(newer)
    await join(room)
    room.clock.move((MAY_UNDO + timedelta(days=30)).total_seconds())
    await room.writes(OLEG, command, first)
    asked = room.last(first)
    assert asked.text.startswith("У этого клиента связаны:\nВера (@vera) · Telegram\nАнна (@vera) · Telegram\n")
    assert words_on(asked) == ["Разделить"]
    assert await room.thread(newer) == first
    assert await room.presses(OLEG, "Разделить") == "Разделены"
    await follow(room)
    assert await room.thread(newer) == second
    assert asked.id not in [shown.id for shown in room.shown(first)]
    assert "Связь отменена" in room.last(first).text


async def test_in_the_topic_that_was_left_it_is_the_same(room: Room) -> None:
    """It is the same client."""
    await room.asks(name="Вера")
    newer = await room.asks("Где счёт?", peer="43", name="Анна")
    second = await room.thread(newer)
    await join(room)
    await room.writes(OLEG, "/unlink", second)
    assert words_on(room.last(second)) == ["Разделить"]


async def test_of_several_links_one_is_chosen(room: Room) -> None:
    """The others stay; whoever presses the same again is told so."""
    numbers = [await room.asks(peer=peer, name=name) for peer, name in (("42", "Вера"), ("43", "Анна"), ("44", "Олег"))]
    await join(room, "42", "43")
    await join(room, "43", "44")
    thread = await room.thread(numbers[0])
    await room.writes(ANNA, "/unlink", thread)
    await room.writes(OLEG, "/unlink", thread)
    one = "Разделить: Анна (Telegram) — Олег (Telegram)"
    assert words_on(room.last(thread)) == ["Разделить: Вера (Telegram) — Анна (Telegram)", one]
    assert await room.presses(ANNA, one) == "Разделены"
    await follow(room)
    assert await room.thread(numbers[1]) == thread
    assert await room.thread(numbers[2]) != thread
    assert await room.presses(OLEG, one) == "Уже разделены"


async def test_where_nothing_is_linked_it_says_so(room: Room) -> None:
    """Also in a topic without a client; a forged number is stale."""
    thread = await room.thread(await room.asks())
    await room.writes(ANNA, "/unlink", thread)
    assert room.last(thread).text == "У этого клиента один мессенджер, разделять нечего."
    await room.writes(ANNA, "/unlink", "777")
    assert room.last("777").text.startswith("В этой теме нет клиента")
    assert await room.pushes(ANNA, room.last(thread).id, "part:99") == "Кнопка устарела"
