"""Events of VK other than messages, as what the client did; and those that say nothing to the line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.vk.parsing import parse
from bot.messages import (
    Address,
    AnsweredElsewhere,
    Commented,
    Edited,
    Incoming,
    Left,
    Pressed,
    Reacted,
    Returned,
    Started,
)
from tests.channels.vk.events import ANNA, GROUP, LATER, WHEN, event, message, new


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"text": "Начать", "payload": '{"command":"start"}'}, ""),
        ({"text": "Start", "payload": '{"command":"start"}', "ref": "seminar", "ref_source": "x"}, "seminar"),
    ],
)
def test_start(fields: dict[str, Any], expected: str) -> None:
    """The button «Начать», with what the link carried that led here."""
    incoming = parse(new(**fields))
    assert isinstance(incoming, Started)
    assert (incoming.payload, incoming.message_id) == (expected, "7")


def test_edited() -> None:
    """A correction has the time of the correction."""
    incoming = parse(event("message_edit", message(text="Акт сверки", update_time=LATER)))
    assert isinstance(incoming, Edited)
    assert (incoming.message_id, incoming.text.text) == ("7", "Акт сверки")
    assert incoming.at == datetime.fromtimestamp(LATER, UTC)


def test_answered_elsewhere() -> None:
    """An administrator's answer in VK's own interface is one; what services send is not."""
    own = {"from_id": -GROUP, "out": 1, "text": "Перезвоним", "random_id": 0}
    incoming = parse(event("message_reply", message(**own, admin_author_id=1)))
    assert isinstance(incoming, AnsweredElsewhere)
    assert (incoming.address, incoming.person.name, incoming.text.text) == (
        Address("vk", "501"),
        "Анна Петрова",
        "Перезвоним",
    )
    assert parse(event("message_reply", message(**own))) is None


def press(**fields: Any) -> Incoming | None:
    """A pressed button."""
    base = {"user_id": ANNA, "peer_id": ANNA, "event_id": "e1", "payload": {"d": "faq:1"}, "conversation_message_id": 9}
    return parse(event("message_event", {**base, **fields}))


def test_pressed() -> None:
    """A press has no time of its own; what its answer needs is one word."""
    incoming = press()
    assert isinstance(incoming, Pressed)
    assert (incoming.data, incoming.callback_id, incoming.message_id) == ("faq:1", "e1:501:501", "9")
    assert incoming.at == datetime.fromtimestamp(LATER, UTC)


@pytest.mark.parametrize("payload", [None, 5, [], "{", '"x"', {}, {"d": 5}, {"d": {"d": "x"}}, "[]"])
def test_forged_press(payload: Any) -> None:
    """A payload of another shape is a press that says nothing; it is answered all the same."""
    incoming = press(payload=payload)
    assert isinstance(incoming, Pressed)
    assert incoming.data == ""


@pytest.mark.parametrize(("reaction", "emoji"), [(1, "❤"), (4, "👍"), (None, None)])
def test_reacted(reaction: int | None, emoji: str | None) -> None:
    """Reactions are numbers; none is one taken away."""
    body = {"reacted_id": ANNA, "peer_id": ANNA, "cmid": 9}
    incoming = parse(event("message_reaction_event", body | ({"reaction_id": reaction} if reaction else {})))
    assert isinstance(incoming, Reacted)
    assert (incoming.message_id, incoming.emoji) == ("9", emoji)


def test_reactions_that_are_none() -> None:
    """One that the table does not know, and the community's own."""
    body = {"reacted_id": ANNA, "peer_id": ANNA, "cmid": 9, "reaction_id": 60}
    assert parse(event("message_reaction_event", body)) is None
    assert parse(event("message_reaction_event", body | {"reacted_id": -GROUP, "reaction_id": 1})) is None


@pytest.mark.parametrize(("kind", "expected"), [("message_allow", Returned), ("message_deny", Left)])
def test_permissions(kind: str, expected: type[Incoming]) -> None:
    """Allowed and forbidden messages."""
    incoming = parse(event(kind, {"user_id": ANNA, "key": ""}))
    assert isinstance(incoming, expected)
    assert (incoming.address.peer, incoming.person.name) == ("501", "Анна Петрова")


def test_commented() -> None:
    """A comment under a post, with the address that opens it; its author's private address is theirs."""
    body = {"id": 31, "from_id": ANNA, "post_id": 3, "owner_id": -GROUP, "date": WHEN, "text": "[id1|Пётр], где акт?"}
    incoming = parse(event("wall_reply_new", body))
    assert isinstance(incoming, Commented)
    assert (incoming.message_id, incoming.text.text) == ("3_31", "Пётр, где акт?")
    assert incoming.url == "https://vk.com/wall-230000001_3?reply=31"
    assert incoming.address == Address("vk", "501")
    assert parse(event("wall_reply_new", body | {"from_id": -GROUP})) is None
    assert parse(event("wall_reply_new", body | {"deleted": True})) is None


@pytest.mark.parametrize(
    "odd",
    [
        {},
        event("message_typing_state", {"from_id": ANNA, "to_id": -GROUP, "state": "typing"}),
        event("message_read", {"peer_id": ANNA, "from_id": ANNA}),
        event("user_block", {"user_id": ANNA}),
        event("wall_post_new", {"id": 5}),
        new(text="в беседе", peer_id=2_000_000_001),
        new(text="от сообщества", peer_id=-5, from_id=-5),
        new(text="", action={"type": "chat_pin_message"}),
        new(text="наше", from_id=-GROUP, out=1),
    ],
)
def test_nothing_to_the_line(odd: dict[str, Any]) -> None:
    """Chats, communities, signs of life and what has no shape."""
    assert parse(odd) is None
