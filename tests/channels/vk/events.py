"""VK's events as the source keeps them: what Anna writes and does."""

from __future__ import annotations

from typing import Any

from bot.channels.vk.parsing import parse
from bot.content import Attachment
from bot.messages import Said

ANNA = 501
GROUP = 230_000_001
WHEN, LATER = 1_790_000_000, 1_790_000_060
PEOPLE = {
    str(ANNA): {"first_name": "Анна", "last_name": "Петрова", "screen_name": "anna"},
    "502": {"first_name": "Пётр", "last_name": ""},
}


def event(kind: str, body: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An event as the source keeps it."""
    ours = {"received_at": LATER, "people": PEOPLE}
    return {"type": kind, "object": body, "group_id": GROUP, "event_id": "abc", "v": "5.199", **ours, **more}


def message(**fields: Any) -> dict[str, Any]:
    """A message of Anna's."""
    base = {"peer_id": ANNA, "from_id": ANNA, "conversation_message_id": 7, "id": 70, "date": WHEN, "out": 0}
    return {**base, "text": "", "attachments": [], "fwd_messages": [], "version": 1, **fields}


def new(**fields: Any) -> dict[str, Any]:
    """`message_new`, which wraps its message."""
    return event("message_new", {"message": message(**fields), "client_info": {}})


def said(**fields: Any) -> Said:
    """A new message, understood."""
    incoming = parse(new(**fields))
    assert isinstance(incoming, Said)
    return incoming


def attached(kind: str, body: Any) -> Attachment:
    """The only attachment of a message, understood."""
    (found,) = said(attachments=[{"type": kind, kind: body}]).attachments
    return found


REMOTE = "https://sun1.userapi.com/x.jpg"
