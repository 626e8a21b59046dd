"""Where a forwarded message comes from."""

from __future__ import annotations

from zlib import crc32

from bot.sandbox.telegram.accounts import JSON
from bot.sandbox.telegram.refusals import bad_request

_STRANGERS = 8_000_000_000
_CHATS = -1_009_000_000_000
"""Ids of people and chats that are nowhere else in the sandbox begin here; each name has always the same."""


def origin_json(kind: str, name: str, date: int, author: int | None = None, message_id: int | None = None) -> JSON:
    """The Bot API's `MessageOrigin`. `kind`: `user` (`author` is the person's id, made up from `name` if not said),
    `hidden_user` (only a name), `chat` (somebody who writes as a group), `channel` (`message_id` of the post)."""
    number = crc32(name.encode())
    common: JSON = {"type": kind, "date": date}
    if kind == "user":
        first, _, rest = name.partition(" ")
        person: JSON = {"id": author or _STRANGERS + number, "is_bot": False, "first_name": first}
        return common | {"sender_user": person | ({"last_name": rest} if rest else {})}
    if kind == "hidden_user":
        return common | {"sender_user_name": name}
    if kind == "chat":
        return common | {"sender_chat": {"id": _CHATS - number, "type": "supergroup", "title": name}}
    if kind == "channel":
        chat = {"id": _CHATS - number, "type": "channel", "title": name}
        return common | {"chat": chat, "message_id": message_id or 1}
    raise bad_request(f"unsupported origin {kind}")
