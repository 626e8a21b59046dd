"""What names a raw event and to which conversation it belongs, by the JSON alone: no event is too odd to be kept."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any

from bot.channels.vk.contents import JSON, whole
from bot.channels.vk.limits import CHATS_FROM

UNKNOWN = "vk:unknown"
"""Events that concern nobody, or whose person cannot be told."""

IGNORED = "vk:ignored"
"""Events from chats of several people and from other communities: the line talks with persons, in private."""

BY_ID = "id"
"""How a message is named that came without its number in the dialogue: by that in the community."""

MESSAGES = frozenset({"message_new", "message_reply", "message_edit"})

_BY_PEER = frozenset({"message_event", "message_reaction_event"})
_BY_USER = frozenset({"message_allow", "message_deny", "user_block", "user_unblock"})
_BY_AUTHOR = frozenset({"wall_reply_new", "wall_reply_edit", "wall_reply_restore"})


def message_of(event: JSON) -> JSON:
    """The message of an event: `message_new` wraps it since 5.103, the others do not."""
    body = event.get("object")
    if not isinstance(body, dict):
        return {}
    inner = body.get("message")
    return inner if isinstance(inner, dict) else body


def conversation(event: JSON) -> str:
    """The order that an event belongs to; a comment stands among the person's messages."""
    kind, body = event.get("type"), event.get("object")
    if not isinstance(body, dict):
        return UNKNOWN
    if kind in MESSAGES:
        return _of(message_of(event).get("peer_id"))
    if kind in _BY_PEER:
        return _of(body.get("peer_id"))
    if kind in _BY_USER:
        return _of(body.get("user_id"))
    return _of(body.get("from_id")) if kind in _BY_AUTHOR else UNKNOWN


def _of(peer: Any) -> str:
    number = whole(peer)
    if number is None or number == 0:
        return UNKNOWN
    return f"vk:{number}" if 0 < number < CHATS_FROM else IGNORED


def external_id(event: JSON) -> str:
    """What names the thing itself, wherever it comes from: a message that catching up has found and the long poll
    brings later is one row. Other events are known by their `event_id`."""
    kind, message = event.get("type"), message_of(event)
    place = f"{message.get('peer_id')}:{message.get('conversation_message_id')}"
    if kind in ("message_new", "message_reply"):
        if whole(message.get("conversation_message_id")):
            return f"m:{place}"
        if whole(message.get("id")):
            return f"m:{message.get('peer_id')}:{BY_ID}{message['id']}"
    if kind == "message_edit" and whole(message.get("update_time")):
        # The text too: two corrections may fall into one second.
        return f"e:{place}:{message['update_time']}:{zlib.crc32(str(message.get('text')).encode(errors='replace')):08x}"
    if kind == "wall_reply_new" and whole(message.get("id")):
        return f"w:{message.get('post_id')}_{message['id']}"
    if isinstance(event.get("event_id"), str):
        return f"v:{event['event_id']}"[:200]
    return f"h:{hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()}"


def is_noise(event: JSON) -> bool:
    """Signs of life and the echo of what this service itself has sent: they say nothing to the line and would double
    its rows."""
    kind = event.get("type")
    if kind in ("message_typing_state", "message_read"):
        return True
    return kind == "message_reply" and not message_of(event).get("admin_author_id")
