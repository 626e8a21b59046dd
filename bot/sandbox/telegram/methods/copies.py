"""Copies and forwards of messages that are there already."""

from __future__ import annotations

from typing import Any

from bot.sandbox.telegram.contents import CAPTIONED
from bot.sandbox.telegram.limits import MANY_MESSAGES, check_caption
from bot.sandbox.telegram.methods.request import Request, method
from bot.sandbox.telegram.methods.sending import compose, compose_many, given_text, publish
from bot.sandbox.telegram.model import Message
from bot.sandbox.telegram.refusals import bad_request

JSON = dict[str, Any]


@method("copyMessage")
def copy_message(ask: Request) -> JSON:
    """The same content as the bot's own, with another caption where one is given."""
    chat, source = ask.chat(), _source(ask, "copy")
    message = compose(ask, chat)
    message.take(source)
    if "caption" in ask.params.given and source.kind in CAPTIONED:
        message.text, message.entities = given_text(ask, "caption", "caption_entities")
        check_caption(message.text)
    return {"message_id": publish(ask, message)["message_id"]}


@method("forwardMessage")
def forward_message(ask: Request) -> JSON:
    """The message with its origin."""
    chat, source = ask.chat(), _source(ask, "forward")
    message = compose(ask, chat)
    message.take(source)
    message.forward = source.origin
    return publish(ask, message)


@method("copyMessages")
def copy_messages(ask: Request) -> list[JSON]:
    """Several at once; those that cannot be copied are passed over, albums stay albums."""
    return _many(ask, forward=False)


@method("forwardMessages")
def forward_messages(ask: Request) -> list[JSON]:
    """Several at once; those that cannot be forwarded are passed over, albums stay albums."""
    return _many(ask, forward=True)


def _many(ask: Request, *, forward: bool) -> list[JSON]:
    chat, origin, given = ask.chat(), ask.chat("from_chat_id"), ask.params.array("message_ids") or []
    if not 1 <= len(given) <= MANY_MESSAGES:
        raise bad_request(
            "too many message identifiers specified" if given else "message identifiers are not specified"
        )
    found = [origin.messages[int(number)] for number in given if int(number) in origin.messages]
    sources = [source for source in found if not _refusal(source)]
    if not sources:
        raise bad_request(f"there are no messages to {'forward' if forward else 'copy'}")
    albums: dict[str, str] = {}
    made = compose_many(ask, chat, len(sources))
    for message, source in zip(made, sources, strict=True):
        message.take(source)
        message.forward = source.origin if forward else None
        if source.album is not None:
            message.album = albums.setdefault(source.album, ask.world.new_album())
        if ask.params.flag("remove_caption") and source.kind in CAPTIONED:
            message.text, message.entities = "", []
        publish(ask, message)
    return [{"message_id": message.id} for message in made]


def _source(ask: Request, purpose: str) -> Message:
    source = ask.message(ask.chat("from_chat_id"), purpose)
    if reason := _refusal(source):
        raise bad_request(reason.replace("copied", "copied" if purpose == "copy" else "forwarded"))
    return source


def _refusal(source: Message) -> str:
    if source.service is not None:
        return "message can't be copied"
    return "message has protected content and can't be copied" if source.extra.get("has_protected_content") else ""
