"""Under which name an event is kept, in whose order, and what is not kept at all."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.vk import routing
from bot.channels.vk.parsing import parse
from bot.errors import NotUnderstood
from tests.channels.vk.events import ANNA, GROUP, event, message, new

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    (
        *("peer_id", "from_id", "user_id", "text", "attachments", "date", "geo", "payload", "fwd_messages", "id"),
        *("conversation_message_id", "update_time", "reply_message", "format_data", "cmid", "reacted_id", "event_id"),
        "post_id",
    )
)


@given(
    kind=st.sampled_from([*sorted(routing.MESSAGES), "message_event", "message_reaction_event", "wall_reply_new", "x"]),
    body=JSON | st.dictionaries(KEYS, JSON | st.just(ANNA), max_size=8),
    wrapped=st.booleans(),
)
def test_no_event_is_too_odd(kind: str, body: Any, wrapped: bool) -> None:
    """Whatever comes is kept under a name that fits its column, and read without a fault; or it is
    told that it cannot be understood."""
    odd = event(kind, {"message": body} if wrapped else body)
    assert 0 < len(routing.external_id(odd)) <= 200
    assert routing.conversation(odd).startswith("vk:")
    routing.is_noise(odd)
    with suppress(NotUnderstood):
        parse(json.loads(json.dumps(odd)))


@pytest.mark.parametrize(
    ("raw", "key", "name"),
    [
        (new(), "vk:501", "m:501:7"),
        (event("message_reply", message(out=1, admin_author_id=1)), "vk:501", "m:501:7"),
        (event("message_edit", message(text="а", update_time=5)), "vk:501", "e:501:7:5:0b80646c"),
        (event("message_edit", message(text="а")), "vk:501", "v:abc"),
        (event("message_event", {"peer_id": ANNA}), "vk:501", "v:abc"),
        (event("message_allow", {"user_id": ANNA}), "vk:501", "v:abc"),
        (event("wall_reply_new", {"from_id": ANNA, "id": 31, "post_id": 3}), "vk:501", "w:3_31"),
        (event("wall_reply_new", {"from_id": -GROUP, "id": 32, "post_id": 3}), "vk:ignored", "w:3_32"),
        (new(peer_id=2_000_000_001), "vk:ignored", "m:2000000001:7"),
        (event("wall_post_new", {"id": 1, "from_id": 5}), "vk:unknown", "v:abc"),
    ],
)
def test_routing(raw: dict[str, Any], key: str, name: str) -> None:
    """A thing has one name wherever it comes from, and a person one order."""
    assert (routing.conversation(raw), routing.external_id(raw)) == (key, name)


def test_noise() -> None:
    """Signs of life and the echo of our own messages are not kept; an administrator's answer is."""
    assert routing.is_noise(event("message_typing_state", {"from_id": ANNA}))
    assert routing.is_noise(event("message_reply", message(out=1)))
    assert not routing.is_noise(event("message_reply", message(out=1, admin_author_id=1)))
    assert not routing.is_noise(new())
