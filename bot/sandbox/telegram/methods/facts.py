"""Places, contacts, polls and dice of bots."""

from __future__ import annotations

from typing import Any

from bot.sandbox.telegram import facts
from bot.sandbox.telegram.methods.request import Request, method
from bot.sandbox.telegram.methods.sending import compose, publish
from bot.sandbox.telegram.model import Chat
from bot.sandbox.telegram.parameters import Parameters
from bot.sandbox.telegram.refusals import bad_request

JSON = dict[str, Any]

_PLACES = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")


@method("sendLocation")
def send_location(ask: Request) -> JSON:
    """A place; live for `live_period` seconds where that is said."""
    numbers = {name: ask.params.integer(name) for name in ("live_period", "heading", "proximity_alert_radius")}
    accuracy = ask.params.number("horizontal_accuracy") if "horizontal_accuracy" in ask.params.given else None
    latitude, longitude = _where(ask.params)
    place = facts.location(latitude, longitude, horizontal_accuracy=accuracy, **numbers)
    return _send(ask, ask.chat(), place)


@method("sendVenue")
def send_venue(ask: Request) -> JSON:
    """A place with a name and an address."""
    latitude, longitude = _where(ask.params)
    title, address = ask.params.text("title"), ask.params.text("address")
    more = {name: ask.params.text(name) for name in _PLACES}
    return _send(ask, ask.chat(), facts.venue(latitude, longitude, title, address, **more))


@method("sendContact")
def send_contact(ask: Request) -> JSON:
    """Somebody's phone."""
    more = {name: ask.params.text(name) for name in ("last_name", "vcard")}
    what = facts.contact(ask.params.text("phone_number"), ask.params.text("first_name"), **more)
    return _send(ask, ask.chat(), what)


@method("sendPoll")
def send_poll(ask: Request) -> JSON:
    """A poll; nobody votes here, so its results stay empty."""
    options = [_option(option) for option in ask.params.array("options") or []]
    what = facts.poll(
        ask.params.text("question"),
        options,
        quiz=ask.params.text("type") == "quiz",
        anonymous=ask.params.flag("is_anonymous") or "is_anonymous" not in ask.params.given,
        multiple=ask.params.flag("allows_multiple_answers"),
    )
    return _send(ask, ask.chat(), what)


@method("sendDice")
def send_dice(ask: Request) -> JSON:
    """A throw."""
    return _send(ask, ask.chat(), facts.dice(ask.params.text("emoji") or "🎲"))


def _send(ask: Request, chat: Chat, what: JSON) -> JSON:
    message = compose(ask, chat)
    message.facts = what
    return publish(ask, message)


def _where(params: Parameters) -> tuple[float, float]:
    return params.number("latitude"), params.number("longitude")


def _option(option: object) -> str:
    """An `InputPollOption`, or a string as it was before Bot API 7.3."""
    text = option.get("text") if isinstance(option, dict) else option
    if not isinstance(text, str):
        raise bad_request("can't parse poll options JSON object")
    return text
