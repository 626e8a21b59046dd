"""Raw events of the community as `Incoming`: pure, nothing in them believed but their shape.

Message ids are `conversation_message_id`s. The source adds to an event when it was received (`received_at`, Unix time:
presses and permissions carry none) and who the people in it are (`people`, by id): VK names nobody.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.carriage import VK_REACTIONS
from bot.channels.vk import texts
from bot.channels.vk.contents import JSON, SITE, attachments, links, objects, whole
from bot.channels.vk.limits import CHATS_FROM
from bot.channels.vk.routing import BY_ID, message_of
from bot.content import Attachment, Forwarded
from bot.errors import NotUnderstood
from bot.messages import (
    Address,
    AnsweredElsewhere,
    Commented,
    Edited,
    Incoming,
    Left,
    Person,
    Pressed,
    Raw,
    Reacted,
    Returned,
    Said,
    Started,
)
from bot.richtext import RichText

_MOST_FORWARDED = 100
_LAST_SECOND = 2**33
_DEEPEST = 50
"""How deep forwarded messages may lie in one another: VK nests no deeper."""


def parse(payload: Raw) -> Incoming | None:
    """What the client did, or None when it is nothing to the line. Raises `NotUnderstood` for a message of which
    nobody can tell whose it is or what it says."""
    event = dict(payload)
    read = _EVENTS.get(str(event.get("type")))
    if read is not None and isinstance(event.get("object"), dict):
        return read(event)
    if read is _said:
        raise NotUnderstood("an event without a message")
    return None


def callback_id(event_id: str, user: int, peer: int) -> str:
    """What the answer to a press needs, as one word."""
    return f"{event_id}:{user}:{peer}"


# --- messages -------------------------------------------------------------------------------------------------------


def _said(event: JSON) -> Incoming | None:
    message = message_of(event)
    _check_author(message)
    if not _is_own(message) or message.get("action") or message.get("is_expired") or message.get("deleted"):
        return None
    number = _numbered(message)
    who = _who(event, _peer(message), message.get("date"))
    text = texts.read(message.get("text"), message.get("format_data"))
    content, forwarded = _content(event, message)
    if _is_start(message, text) and not content and not forwarded:
        return Started(**who, payload=_str(message.get("ref")), message_id=number)
    shown = (*content, *_untold_links(message, text))
    if not (text.text.strip() or shown or forwarded):
        raise NotUnderstood("a message with nothing in it that can be read")
    return Said(
        **who,
        message_ids=(number,),
        text=text,
        attachments=shown,
        forwarded=forwarded,
        reply_to=_number(message.get("reply_message")),
        preview=any(links(message)),
    )


def _edited(event: JSON) -> Incoming | None:
    """Corrections of what the person wrote; the community's own edits come back as events too."""
    message = message_of(event)
    _check_author(message)
    if not _is_own(message):
        return None
    number = _numbered(message)
    text = texts.read(message.get("text"), message.get("format_data"))
    content, forwarded = _content(event, message)
    return Edited(
        **_who(event, _peer(message), message.get("update_time") or message.get("date")),
        message_id=number,
        text=text,
        attachments=(*content, *_untold_links(message, text)),
        forwarded=forwarded,
    )


def _replied(event: JSON) -> Incoming | None:
    """What an administrator wrote in VK's own interface. What services send has no author there."""
    message = message_of(event)
    number, peer = _number(message), _peer(message)
    if not whole(message.get("admin_author_id")) or number is None or not _is_person(peer):
        return None
    text = texts.read(message.get("text"), message.get("format_data"))
    content, _ = _content(event, message)
    return AnsweredElsewhere(
        **_who(event, peer, message.get("date")), message_id=number, text=text, attachments=tuple(content)
    )


def _content(event: JSON, message: JSON) -> tuple[list[Attachment], tuple[Forwarded, ...]]:
    """What a message carries, with what is carried by the messages forwarded in it."""
    content, forwarded = list(attachments(message)), []
    for inner in _forwarded(message, _DEEPEST)[:_MOST_FORWARDED]:
        text = texts.read(inner.get("text"), inner.get("format_data"))
        content += [*attachments(inner), *_untold_links(inner, text)]
        forwarded.append(Forwarded(_person(event, whole(inner.get("from_id")) or 0).name, text))
    return content, tuple(forwarded)


def _forwarded(message: JSON, depth: int) -> list[JSON]:
    """The messages forwarded in this one, and in those, in reading order."""
    if depth == 0:
        return []
    found: list[JSON] = []
    for inner in objects(message.get("fwd_messages")):
        found += [inner, *_forwarded(inner, depth - 1)]
    return found


def _untold_links(message: JSON, text: RichText) -> list[Attachment]:
    """Links that were attached and do not stand in the text."""
    addresses = text.text + "".join(span.url or "" for span in text.spans)
    return [one for one in links(message) if _bare(one.url or "") not in addresses]


def _bare(url: str) -> str:
    """VK adds and drops the scheme and the last slash."""
    return url.partition("://")[2].rstrip("/") or url


def _is_start(message: JSON, text: RichText) -> bool:
    """The button «Начать», in whatever language. A payload may be forged, so it can hide no sentence."""
    try:
        payload = json.loads(_str(message.get("payload")) or "null")
    except ValueError:
        return False
    return isinstance(payload, dict) and payload.get("command") == "start" and len(text.text.split()) <= 1


def _is_own(message: JSON) -> bool:
    peer = _peer(message)
    return _is_person(peer) and message.get("from_id") == peer and not message.get("out")


def _check_author(message: JSON) -> None:
    """Raises `NotUnderstood` where it cannot even be told whether a client wrote this."""
    if not whole(message.get("peer_id")) or not whole(message.get("from_id")):
        raise NotUnderstood("a message of nobody knows whom")


def _numbered(message: JSON) -> str:
    number = _number(message)
    if number is None:
        raise NotUnderstood("a message without a number")
    return number


# --- everything else ------------------------------------------------------------------------------------------------


def _pressed(event: JSON) -> Incoming | None:
    """A callback button. Its payload comes from the person's machine and may be of any shape."""
    body = event["object"]
    peer, user, number = _peer(body), whole(body.get("user_id")), whole(body.get("conversation_message_id"))
    if not _is_person(peer) or user != peer or not _str(body.get("event_id")):
        return None
    return Pressed(
        **_who(event, peer),
        data=_data(body.get("payload")),
        callback_id=callback_id(body["event_id"], user, peer),
        message_id=None if number is None else str(number),
    )


def _data(payload: Any) -> str:
    """What our own buttons carry, else nothing that a scenario knows."""
    if isinstance(payload, str):
        try:
            payload = json.loads(payload)
        except ValueError:
            return ""
    return _str(payload.get("d")) if isinstance(payload, dict) else ""


def _reacted(event: JSON) -> Incoming | None:
    """A reaction that the table does not know is none at all."""
    body = event["object"]
    peer, number, reaction = _peer(body), whole(body.get("cmid")), whole(body.get("reaction_id"))
    if not _is_person(peer) or body.get("reacted_id") != peer or number is None:
        return None
    if reaction is not None and reaction not in VK_REACTIONS:
        return None
    return Reacted(
        **_who(event, peer), message_id=str(number), emoji=None if reaction is None else VK_REACTIONS[reaction]
    )


def _allowed(event: JSON) -> Incoming | None:
    user = whole(event["object"].get("user_id")) or 0
    return Returned(**_who(event, user)) if _is_person(user) else None


def _denied(event: JSON) -> Incoming | None:
    user = whole(event["object"].get("user_id")) or 0
    return Left(**_who(event, user)) if _is_person(user) else None


def _commented(event: JSON) -> Incoming | None:
    """A comment by a person under one of the community's posts."""
    body = event["object"]
    author, post, number = whole(body.get("from_id")) or 0, whole(body.get("post_id")), whole(body.get("id"))
    owner = whole(body.get("owner_id")) or whole(body.get("post_owner_id")) or -(whole(event.get("group_id")) or 0)
    if not _is_person(author) or post is None or number is None or body.get("deleted"):
        return None
    text = texts.read(body.get("text"), body.get("format_data"))
    return Commented(
        **_who(event, author, body.get("date")),
        message_id=f"{post}_{number}",
        url=f"{SITE}/wall{owner}_{post}?reply={number}",
        text=text,
        attachments=(*attachments(body), *_untold_links(body, text)),
    )


_EVENTS: dict[str, Callable[[JSON], Incoming | None]] = {
    "message_new": _said,
    "message_edit": _edited,
    "message_reply": _replied,
    "message_event": _pressed,
    "message_reaction_event": _reacted,
    "message_allow": _allowed,
    "message_deny": _denied,
    "wall_reply_new": _commented,
}


def _who(event: JSON, peer: int, date: Any = None) -> dict[str, Any]:
    return {
        "address": Address("vk", str(peer)),
        "person": _person(event, peer),
        "at": _moment(date) or _moment(event.get("received_at")) or datetime.fromtimestamp(0, UTC),
    }


def _moment(seconds: Any) -> datetime | None:
    number = whole(seconds)
    return datetime.fromtimestamp(number, UTC) if number and 0 < number < _LAST_SECOND else None


def _person(event: JSON, number: int) -> Person:
    """Whoever could not be asked for is «id123» (a community «club123»), which is how VK's own addresses begin."""
    people = event.get("people")
    known = people.get(str(number)) if isinstance(people, dict) else None
    profile = known if isinstance(known, dict) else {}
    name = " ".join(filter(None, (_str(profile.get("first_name")).strip(), _str(profile.get("last_name")).strip())))
    nameless = f"id{number}" if number > 0 else f"club{-number}"
    return Person(str(number), name or nameless, _str(profile.get("screen_name")) or None)


def _peer(body: JSON) -> int:
    return whole(body.get("peer_id")) or 0


def _is_person(peer: int) -> bool:
    return 0 < peer < CHATS_FROM


def _number(message: Any) -> str | None:
    """The message's number in its dialogue; where VK has told none, that in the community (`routing.BY_ID`)."""
    if not isinstance(message, dict):
        return None
    if number := whole(message.get("conversation_message_id")):
        return str(number)
    number = whole(message.get("id"))
    return f"{BY_ID}{number}" if number else None


def _str(value: Any) -> str:
    return value if isinstance(value, str) else ""
