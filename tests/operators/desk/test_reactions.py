"""Reactions of staff on what a client said."""

from __future__ import annotations

from operators.events import StaffReacted
from tests.operators.acts import assigned
from tests.operators.group import ANNA, OLEG, key
from tests.operators.room import Room


async def test_the_assignees_reaction_on_a_clients_line_goes_to_the_client(room: Room) -> None:
    """Set, changed, taken away."""
    number, thread = await assigned(room)
    await room.says(number, "Всё получилось", "7")
    line = room.last(thread).id
    await room.reacts(ANNA, line, "👍")
    await room.reacts(ANNA, line, "🎉", before=["👍"])
    await room.reacts(ANNA, line, before=["🎉"])
    assert room.heard() == [StaffReacted(key(line), emoji, 1, number) for emoji in ("👍", "🎉", None)]


async def test_a_picture_of_telegrams_own_has_no_counterpart(room: Room) -> None:
    """By itself it is nothing; in the place of an emoji it takes that away."""
    number, thread = await assigned(room)
    await room.says(number, "Всё получилось", "7")
    line = room.last(thread).id
    await room.reacts(ANNA, line, "custom:5")
    await room.reacts(ANNA, line, before=["custom:5"])
    assert room.heard() == []
    await room.reacts(ANNA, line, "custom:5", before=["👍"])
    assert room.heard() == [StaffReacted(key(line), None, 1, number)]


async def test_only_the_assignee_speaks_by_reactions(room: Room) -> None:
    """What a colleague feels stays inside, as do reactions once the ticket is over."""
    number, thread = await assigned(room)
    await room.says(number, "Спасибо", "7")
    line = room.last(thread).id
    await room.reacts(OLEG, line, "👍")
    assert room.heard() == []
    await room.presses(ANNA, "Завершить")
    room.heard()
    await room.reacts(ANNA, line, "👍")
    assert room.heard() == []


async def test_reactions_on_anything_else_stay_inside(room: Room) -> None:
    """On a card, on one's own message, on a colleague's, on the bot's, in General."""
    _, thread = await assigned(room)
    own = await room.writes(ANNA, "Здравствуйте", thread)
    theirs = await room.writes(OLEG, "Кто свободен?", thread)
    general = await room.writes(OLEG, "Доброе утро")
    room.heard()
    for message in [shown.id for shown in room.shown()]:
        await room.reacts(ANNA, message, "👍")
    assert {own, theirs, general} < {shown.id for shown in room.shown()}
    assert room.heard() == []


async def test_the_clients_newer_ticket_counts(room: Room) -> None:
    """An old line, after another ticket was opened: whoever has that one answers the client."""
    number, thread = await assigned(room)
    await room.says(number, "Всё получилось", "7")
    line = room.last(thread).id
    await room.presses(ANNA, "Завершить")
    newer = await room.asks("Ещё вопрос")
    await room.presses(OLEG, "Взять")
    room.heard()
    await room.reacts(ANNA, line, "👍")
    assert room.heard() == []
    await room.reacts(OLEG, line, "👍")
    assert room.heard() == [StaffReacted(key(line), "👍", 2, newer)]
