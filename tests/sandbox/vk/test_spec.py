"""The judge itself: it knows a made-up field, a wrong type and a missing one."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.calls import Call
from tests.sandbox.vk.spec import Spec

JSON = dict[str, Any]

MESSAGE: JSON = {
    "date": 1,
    "from_id": 5,
    "id": 1,
    "version": 1,
    "out": 0,
    "peer_id": 5,
    "conversation_message_id": 1,
    "text": "а",
}


def call(method: str, params: JSON, answer: JSON) -> Call:
    """A request as the log has it."""
    return Call(1, 1, method, params, 0.0, 200, answer)


def event(kind: str, what: JSON) -> JSON:
    """An event as the long poll has it."""
    return {"group_id": 1, "type": kind, "event_id": "a", "v": "5.199", "object": what}


def test_what_is_right_passes(vk_spec: Spec) -> None:
    """No findings for what VK describes."""
    given = {"peer_id": "5", "message": "а", "random_id": "1", "v": "5.199"}
    assert vk_spec.of_call(call("messages.send", given, {"response": 7})) == []
    assert vk_spec.of_event(event("message_new", {"message": MESSAGE, "client_info": {"keyboard": True}})) == []


@pytest.mark.parametrize(
    ("method", "params", "answer", "finding"),
    [
        ("messages.send", {"peer": "5"}, {"response": 7}, "unknown parameter peer"),
        ("messages.send", {"peer_id": "а"}, {"response": 7}, "no integer"),
        ("messages.send", {"peer_id": "5"}, {"response": "да"}, "no integer"),
        ("messages.sendReaction", {"peer_id": "5", "cmid": "1"}, {"response": 1}, "is required"),
        ("messages.getHistory", {"peer_id": "5", "rev": "x"}, {"response": {"count": 0, "items": []}}, "no integer"),
        ("messages.getHistory", {"peer_id": "5"}, {"response": {"count": 0, "items": [], "odd": 1}}, "has no odd"),
        ("messages.getHistory", {"peer_id": "5"}, {"response": {"items": []}}, "count is required"),
        ("messages.setActivity", {"type": "dancing"}, {"response": 1}, "none of"),
        ("messages.dance", {}, {"response": 1}, "no such method"),
        ("users.get", {}, {"error": {"error_code": 5, "error_msg": "а", "odd": 1}}, "has no odd"),
    ],
)
def test_what_is_wrong_with_a_call(vk_spec: Spec, method: str, params: JSON, answer: JSON, finding: str) -> None:
    """Each is found, with its place."""
    wrong = vk_spec.of_call(call(method, params, answer))
    assert any(finding in line for line in wrong), wrong


@pytest.mark.parametrize(
    ("kind", "what", "finding"),
    [
        ("message_new", {"message": MESSAGE | {"odd": 1}}, "has no odd"),
        ("message_new", {"message": {"text": "а"}}, "is required"),
        ("message_new", {"message": MESSAGE | {"attachments": [{"type": "smell"}]}}, "none of"),
        ("message_reply", MESSAGE | {"out": 2}, "none of"),
        ("message_deny", {}, "user_id is required"),
        ("message_reaction_event", {"reacted_id": 5, "peer_id": 5, "cmid": 0}, "under 1"),
    ],
)
def test_what_is_wrong_with_an_event(vk_spec: Spec, kind: str, what: JSON, finding: str) -> None:
    """Each is found, with its place."""
    wrong = vk_spec.of_event(event(kind, what))
    assert any(finding in line for line in wrong), wrong
