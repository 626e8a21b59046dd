"""What a message of the community is made of: text, attachments, quotes, keyboard, as a request has them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from bot.richtext import utf16_length
from bot.sandbox.vk.attachments import SENT_AS_DOC, Attachment
from bot.sandbox.vk.keyboards import Keyboard, keyboard
from bot.sandbox.vk.limits import ATTACHMENTS, FORWARDS, MESSAGE_PAYLOAD, TEXT
from bot.sandbox.vk.methods.request import JSON, Request
from bot.sandbox.vk.model import Forwarded, Message
from bot.sandbox.vk.people import forwarded
from bot.sandbox.vk.refusals import invalid, refused

_SPANS = ("bold", "italic", "underline", "url")
"""What `format_data` can be (platforms.md: VK)."""

_NAME = re.compile(r"([a-z_]+?)(-?\d+)_(\d+)(?:_(\w+))?")


@dataclass(slots=True)
class Contents:
    """What a request wants a message to have."""

    text: str
    attachments: list[Attachment] = field(default_factory=list)
    forwards: list[Forwarded] = field(default_factory=list)
    reply_to: Message | None = None
    keyboard: Keyboard | None = None
    payload: str | None = None
    geo: JSON | None = None
    format_data: JSON | None = None


def contents(ask: Request) -> Contents:
    """What the request carries, checked."""
    text = ask.params.text("message")
    if len(text) > TEXT:
        raise refused(914)
    given = Contents(text, _attachments(ask), geo=_place(ask), payload=_payload(ask))
    given.keyboard = keyboard(ask.params.text("keyboard"), ask.world.community.owner_id)
    if given.keyboard is not None and not ask.world.community.bots:
        raise refused(912)
    given.format_data = _format(ask, text)
    _quotes(ask, given)
    if ask.params.has("sticker_id"):
        given.attachments = [_sticker(ask)]
    if not (text or given.attachments or given.forwards or given.geo):
        raise invalid("message is empty or invalid")
    return given


def attached(ask: Request, name: str) -> Attachment:
    """What `photo-1_2_key` names; anything unknown is refused. The key may be left out only of the community's own."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise invalid("attachments contains invalid media")
    kind, owner, number, key = found.groups()
    known = ask.world.attachments.get((int(owner), int(number)))
    if kind == "wall" and int(number) in ask.world.posts and int(owner) == ask.world.community.owner_id:
        post = ask.world.posts[int(number)]
        return Attachment("wall", post.owner_id, post.id, "", post.date, None, {"text": post.text})
    keyless = None if int(owner) == ask.world.community.owner_id else ""
    if known is None or key not in (known.access_key, keyless):
        raise invalid(f"attachments contains invalid {kind}")
    if kind != known.kind and not (kind == "doc" and known.kind in SENT_AS_DOC):
        raise invalid(f"attachments contains invalid {kind}")
    return known


def _attachments(ask: Request) -> list[Attachment]:
    names = ask.params.words("attachment")
    if len(names) > ATTACHMENTS:
        raise invalid(f"attachment should have not more than {ATTACHMENTS} elements")
    return [attached(ask, name) for name in names]


def _sticker(ask: Request) -> Attachment:
    number = ask.params.required("sticker_id")
    return ask.world.keep("sticker", ask.world.community.owner_id, None, sticker_id=number)


def _quotes(ask: Request, given: Contents) -> None:
    """`reply_to` is a message's id; `forward` is JSON, a reply where `is_reply` says so."""
    if ask.params.has("reply_to"):
        given.reply_to = ask.by_id(ask.params.required("reply_to"))
        if given.reply_to is None:
            raise invalid("reply_to is invalid")
    if (forward := ask.params.mapping("forward")) is None:
        return
    peer = forward.get("peer_id") or ask.params.integer("peer_id") or 0
    cmids = forward.get("conversation_message_ids") or forward.get("cmids") or []
    found = [ask.by_cmid(peer, number) for number in _numbers(cmids)]
    found += [ask.by_id(number) for number in _numbers(forward.get("message_ids") or [])]
    if len(found) > FORWARDS:
        raise refused(913)
    messages = [message for message in found if message is not None]
    if not messages or len(messages) < len(found):
        raise refused(921)
    if forward.get("is_reply"):
        given.reply_to = messages[0]
    else:
        given.forwards = [forwarded(message) for message in messages]


def _numbers(value: object) -> list[int]:
    parts = value if isinstance(value, list) else str(value).split(",")
    try:
        return [int(part) for part in parts]
    except (TypeError, ValueError):
        raise invalid("forward is invalid") from None


def _payload(ask: Request) -> str | None:
    if not (text := ask.params.text("payload")):
        return None
    try:
        json.loads(text)
    except ValueError:
        raise invalid("payload should be valid json") from None
    if len(text) > MESSAGE_PAYLOAD:
        raise invalid("payload is too long")
    return text


def _place(ask: Request) -> JSON | None:
    latitude, longitude = ask.params.real("lat"), ask.params.real("long")
    if latitude is None or longitude is None:
        return None
    return {"type": "point", "coordinates": {"latitude": latitude, "longitude": longitude}}


def _format(ask: Request, text: str) -> JSON | None:
    """`{"version": 1, "items": [{"type", "offset", "length", "url"}]}`. Places
    count UTF-16 units (dev.vk.com, message, `format_data`)."""
    if (given := ask.params.mapping("format_data")) is None:
        return None
    items, length = given.get("items"), utf16_length(text)
    if not isinstance(items, list) or not all(isinstance(item, dict) and _fits(item, length) for item in items):
        raise invalid("format_data contains incorrect JSON")
    return {"version": 1, "items": items}


def _fits(item: JSON, length: int) -> bool:
    offset, size = item.get("offset"), item.get("length")
    if not isinstance(offset, int) or not isinstance(size, int) or offset < 0 or size < 1 or offset + size > length:
        return False
    return item.get("type") in _SPANS and (item["type"] != "url" or isinstance(item.get("url"), str))
