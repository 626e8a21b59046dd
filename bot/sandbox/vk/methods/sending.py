"""`messages.send` and `messages.edit`."""

from __future__ import annotations

from itertools import islice

from bot.sandbox.vk.faults import FaultKind
from bot.sandbox.vk.limits import DEDUPED_MESSAGES, DEDUPED_SECONDS, EDIT_SECONDS, PEERS
from bot.sandbox.vk.methods.contents import Contents, contents
from bot.sandbox.vk.methods.request import JSON, Request, method
from bot.sandbox.vk.model import Dialogue, Message
from bot.sandbox.vk.refusals import ApiError, invalid, refused

_INT32 = 2**31
_FIXED = ("sticker", "audio_message", "graffiti")
"""Kinds of content whose messages cannot be edited."""


@method("messages.send")
def send(ask: Request) -> int | list[JSON]:
    """The message's id; with `peer_ids`, a result for each of them."""
    random_id = _random_id(ask)
    if not ask.params.has("peer_ids"):
        return _deliver(ask, ask.peer(), random_id, contents(ask)).id
    peers, given = ask.params.integers("peer_ids", PEERS), contents(ask)
    return [_result(ask, peer, random_id, given) for peer in peers]


@method("messages.edit")
def edit(ask: Request) -> int:
    """Everything is replaced: without `attachment` or `keyboard` there are none any more. `keep_forward_messages` keeps
    reply and forwards."""
    ask.open(ask.params.required("peer_id"))
    message = ask.one()
    if not message.out:
        raise refused(15)
    if message.date + EDIT_SECONDS < ask.world.timestamp():
        raise refused(909)
    if any(item.kind in _FIXED for item in message.attachments):
        raise refused(920)
    given = contents(ask)
    message.text, message.attachments, message.geo = given.text, given.attachments, given.geo
    message.keyboard, message.format_data = given.keyboard, given.format_data
    if not ask.params.flag("keep_forward_messages"):
        message.reply_to, message.forwards = None, []
    ask.world.edited(message)
    return 1


def _random_id(ask: Request) -> int:
    """0 asks for no check."""
    number = ask.params.integer("random_id")
    if number is None:
        raise invalid("random_id is a required parameter")
    if not -_INT32 <= number < _INT32:
        raise invalid("random_id not integer")
    return number


def _result(ask: Request, peer: int, random_id: int, given: Contents) -> JSON:
    try:
        message = _deliver(ask, peer, random_id, given)
    except ApiError as error:
        why = {"code": error.code, "description": error.text}
        return {"peer_id": peer, "message_id": 0, "conversation_message_id": 0, "error": why}
    return {"peer_id": peer, "message_id": message.id, "conversation_message_id": message.cmid}


def _deliver(ask: Request, peer: int, random_id: int, given: Contents) -> Message:
    for fault in ask.world.faults.meet("messages.send", peer, FaultKind.ERROR) if ask.params.has("peer_ids") else ():
        raise refused(fault.code, text=fault.message)
    dialogue = ask.open(peer)
    if random_id and (earlier := _sent_before(ask, dialogue, random_id)) is not None:
        return earlier
    message = ask.world.compose(dialogue, ask.world.community.owner_id, given.text)
    message.random_id = random_id
    message.attachments, message.forwards, message.reply_to = given.attachments, given.forwards, given.reply_to
    message.keyboard, message.payload, message.geo = given.keyboard, given.payload, given.geo
    message.format_data = given.format_data
    return ask.world.post(message)


def _sent_before(ask: Request, dialogue: Dialogue, random_id: int) -> Message | None:
    """A repeat within an hour and a hundred messages (platforms.md: VK)."""
    since = ask.world.timestamp() - DEDUPED_SECONDS
    recent = islice(reversed(dialogue.messages.values()), DEDUPED_MESSAGES)
    return next((one for one in recent if one.out and one.random_id == random_id and one.date >= since), None)
