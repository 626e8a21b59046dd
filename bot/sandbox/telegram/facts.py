"""Content without a file: places, contacts, polls, dice, and kinds that a bot only hears of.

Each function gives the fields of the Bot API's `Message`, the one that names the kind first.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from bot.sandbox.telegram.accounts import JSON
from bot.sandbox.telegram.refusals import bad_request

DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
"""The highest value of each (Bot API, `Dice`)."""

QUESTION, OPTION, OPTIONS = 300, 100, 12
"""Characters of a poll's question and of an option, and how many options (Bot API, `sendPoll`)."""

LIVE_SECONDS = (60, 86_400)
FOREVER = 0x7FFFFFFF
"""How long a live location lives (Bot API, `sendLocation`)."""


def location(latitude: float, longitude: float, **more: Any) -> JSON:
    """A place; `more`: `horizontal_accuracy`, `live_period` and the like."""
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        raise bad_request("wrong location specified")
    period = more.get("live_period")
    if period and not LIVE_SECONDS[0] <= period <= LIVE_SECONDS[1] and period != FOREVER:
        raise bad_request("wrong live location period specified")
    return {"location": {"latitude": latitude, "longitude": longitude} | _said(more)}


def venue(latitude: float, longitude: float, title: str, address: str, **more: Any) -> JSON:
    """A place with a name; it comes as a location too."""
    if not title:
        raise bad_request("title must be non-empty")
    if not address:
        raise bad_request("address must be non-empty")
    place = location(latitude, longitude)
    return {"venue": place | {"title": title, "address": address} | _said(more)} | place


def contact(phone: str, first_name: str, **more: Any) -> JSON:
    """Somebody's phone; `more`: `last_name`, `user_id`, `vcard`."""
    if not phone:
        raise bad_request("phone number must be non-empty")
    if not first_name:
        raise bad_request("first name must be non-empty")
    return {"contact": {"phone_number": phone, "first_name": first_name} | _said(more)}


def poll(question: str, options: Sequence[str], *, quiz: bool, anonymous: bool, multiple: bool) -> JSON:
    """A poll that nobody has voted in."""
    if not question:
        raise bad_request("poll question must be non-empty")
    if len(question) > QUESTION:
        raise bad_request(f"poll question length must not exceed {QUESTION}")
    if not options:
        raise bad_request("poll must have at least 1 option")
    if len(options) > OPTIONS:
        raise bad_request(f"poll can't have more than {OPTIONS} options")
    return {
        "poll": {
            "id": str(secrets.randbits(60)),
            "question": question,
            "options": [_option(number, text) for number, text in enumerate(options)],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": anonymous,
            "type": "quiz" if quiz else "regular",
            "allows_multiple_answers": multiple,
            "allows_revoting": not quiz,
            "members_only": False,
        }
    }


def dice(emoji: str, value: int | None = None) -> JSON:
    """A throw; of any value when none is said."""
    if emoji not in DICE:
        raise bad_request("wrong dice emoji specified")
    return {"dice": {"emoji": emoji, "value": value or secrets.randbelow(DICE[emoji]) + 1}}


def other(kind: str, chat: JSON, now: int) -> JSON:
    """One of the kinds of `OTHERS`, as small as it can be; `chat` is whose it is, where it is somebody's."""
    if kind not in OTHERS:
        raise bad_request(f"unsupported content {kind}")
    fields = dict(OTHERS[kind])
    if kind == "story":
        fields["chat"] = chat
    if kind.startswith("giveaway"):
        fields |= {"winners_selection_date": now}
        fields |= {"chats": [chat]} if kind == "giveaway" else {"chat": chat}
    return {kind: fields}


OTHERS: dict[str, JSON] = {
    "story": {"id": 1},
    "game": {"title": "Game", "description": "…", "photo": []},
    "invoice": {
        "title": "Invoice",
        "description": "…",
        "start_parameter": "",
        "currency": "RUB",
        "total_amount": 10_000,
    },
    "paid_media": {"star_count": 5, "paid_media": [{"type": "preview", "width": 640, "height": 480}]},
    "giveaway": {"winner_count": 1},
    "giveaway_winners": {"giveaway_message_id": 1, "winner_count": 0, "winners": []},
    "checklist": {"title": "Checklist", "tasks": [{"id": 1, "text": "…"}]},
}
"""Kinds that the service is not written for, as small as they can be."""


def _option(number: int, text: str) -> JSON:
    if not text or len(text) > OPTION:
        raise bad_request(f"poll option length must not exceed {OPTION}" if text else "poll options must be non-empty")
    return {"persistent_id": str(number), "text": text, "voter_count": 0}


def _said(more: JSON) -> JSON:
    return {name: value for name, value in more.items() if value is not None and value != ""}
