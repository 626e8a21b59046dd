"""Which of the desk's conversations an update belongs to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bot_api import routed
from operators.desk.routing import conversation

GROUP = {"id": -1001, "type": "supergroup", "is_forum": True}
USER = {"id": 7, "first_name": "Ольга"}
TOPIC = {"chat": GROUP, "from": USER, "message_thread_id": 15, "is_topic_message": True}
REPLY_IN_GENERAL = {"chat": GROUP, "from": USER, "message_thread_id": 15}
PRIVATE = {"chat": {"id": 7, "type": "private"}, "from": USER}


@pytest.mark.parametrize(
    ("update", "order"),
    [
        ({"message": TOPIC}, "desk:-1001:15"),
        ({"edited_message": TOPIC}, "desk:-1001:15"),
        ({"message": {"chat": GROUP, "from": USER}}, "desk:-1001:general:7"),
        ({"message": REPLY_IN_GENERAL}, "desk:-1001:general:7"),
        ({"message": PRIVATE}, "desk:private:7"),
        ({"callback_query": {"from": USER, "message": TOPIC}}, "desk:-1001:15"),
        ({"callback_query": {"from": USER, "message": {"chat": GROUP, "date": 0}}}, "desk:-1001:general:7"),
        ({"callback_query": {"from": USER}}, "desk:unknown"),
        ({"my_chat_member": {"chat": GROUP, "from": USER}}, "desk:-1001:general:7"),
        ({"message_reaction": {"chat": GROUP, "user": USER}}, "desk:-1001:general:7"),
        ({"message_reaction": {"chat": GROUP, "actor_chat": GROUP}}, "desk:unknown"),
        ({"telepathy": {}}, "desk:unknown"),
        ({"message": [1]}, "desk:unknown"),
    ],
)
def test_conversation_of_an_update(update: dict[str, Any], order: str) -> None:
    """A topic is one order; in General and in private each person has one; what cannot be told is kept all the same."""
    assert conversation(update) == order


KEYS = st.sampled_from(
    ["message", "callback_query", "chat", "from", "user", "id", "type", "update_id", "message_thread_id"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["private", "supergroup", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_no_update_is_too_odd_to_be_routed(update: Any) -> None:
    """Whatever JSON comes, it is kept under its id, or has none that Telegram would give."""
    row = routed(update, conversation, datetime.now(UTC))
    number = update.get("update_id") if isinstance(update, dict) else None
    has_id = isinstance(number, int) and 0 <= number < 2**63
    assert (row is not None) == has_id
    assert row is None or row.conversation.startswith("desk:")
