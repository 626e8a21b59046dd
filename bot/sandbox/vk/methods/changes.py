"""What becomes of a message afterwards: deletions, reactions, answers to pressed buttons; and signs of life."""

from __future__ import annotations

from bot.sandbox.vk.limits import EDIT_SECONDS, EVENT_DATA, IDS, REACTIONS, SNACKBAR
from bot.sandbox.vk.methods.request import JSON, Request, method
from bot.sandbox.vk.model import Message
from bot.sandbox.vk.refusals import TEXTS, invalid, refused

_ACTIVITIES = ("typing", "audiomessage", "file", "photo", "video")


@method("messages.delete")
def delete(ask: Request) -> list[JSON]:
    """A result for each message. `delete_for_all` is for own messages of the last 24 hours, else error 924."""
    ask.check_group()
    for_all = ask.params.flag("delete_for_all")
    by_cmid = ask.params.has("cmids")
    results = []
    for number, message in ask.many("cmids", most=IDS if by_cmid else 1000):
        named: JSON = {"conversation_message_id" if by_cmid else "message_id": number}
        results.append(named | _delete(ask, message, for_all=for_all))
    return results


def _delete(ask: Request, message: Message | None, *, for_all: bool) -> JSON:
    if message is None:
        return {"error": {"code": 104, "description": TEXTS[104]}}
    named: JSON = {"peer_id": message.dialogue.peer, "message_id": message.id, "conversation_message_id": message.cmid}
    if for_all and (not message.out or message.date + EDIT_SECONDS < ask.world.timestamp()):
        return named | {"error": {"code": 924, "description": TEXTS[924]}}
    ask.world.delete([message], for_all=for_all)
    return named | {"response": 1}


@method("messages.sendReaction")
def send_reaction(ask: Request) -> int:
    """The community's reaction to a message."""
    peer, cmid, reaction = (ask.params.required(name) for name in ("peer_id", "cmid", "reaction_id"))
    if reaction not in REACTIONS:
        raise refused(1009)
    ask.world.react(_reacted(ask, peer, cmid), ask.world.community.owner_id, reaction)
    return 1


@method("messages.deleteReaction")
def delete_reaction(ask: Request) -> int:
    """Takes it away."""
    peer, cmid = ask.params.required("peer_id"), ask.params.required("cmid")
    ask.world.react(_reacted(ask, peer, cmid), ask.world.community.owner_id, None)
    return 1


def _reacted(ask: Request, peer: int, cmid: int) -> Message:
    ask.known(peer)
    message = ask.by_cmid(peer, cmid)
    if message is None:
        raise invalid("cmid is invalid")
    return message


@method("messages.sendMessageEventAnswer")
def send_message_event_answer(ask: Request) -> int:
    """The answer to a callback button: once, within a minute, to who pressed it."""
    event_id, user, peer = ask.params.text("event_id"), ask.params.required("user_id"), ask.params.required("peer_id")
    pressed = ask.world.pressed.get(event_id)
    if pressed is None or pressed.dialogue.peer != peer or user != peer or pressed.until < ask.world.timestamp():
        raise invalid("event_id is invalid")
    ask.world.toast(event_id, _event_data(ask))
    return 1


def _event_data(ask: Request) -> JSON:
    """What the person sees; nothing only stops the spinning."""
    if len(ask.params.text("event_data")) > EVENT_DATA:
        raise invalid("event_data is too long")
    given = ask.params.mapping("event_data")
    if given is None:
        return {"type": "none"}
    kind, text, link = given.get("type"), given.get("text"), given.get("link")
    if kind == "show_snackbar" and isinstance(text, str) and 0 < len(text) <= SNACKBAR:
        return {"type": kind, "text": text}
    if kind == "open_link" and isinstance(link, str) and link.startswith(("http://", "https://")):
        return {"type": kind, "link": link}
    if kind == "open_app":
        return {"type": kind}
    raise invalid("event_data is invalid")


@method("messages.setActivity")
def set_activity(ask: Request) -> int:
    """The person sees for ten seconds that an answer is being written."""
    ask.check_group()
    kind = ask.params.text("type")
    if kind not in _ACTIVITIES:
        raise invalid("type is invalid")
    dialogue = ask.open(ask.peer())
    who = ask.world.community.owner_id
    ask.world.events.emit("typing", {"peer": dialogue.peer, "from": who, "type": kind})
    return 1


@method("messages.isMessagesFromGroupAllowed")
def is_messages_from_group_allowed(ask: Request) -> JSON:
    """Whether the community may write to this person."""
    ask.params.required("group_id")
    ask.check_group()
    dialogue = ask.world.dialogues.get(ask.params.required("user_id"))
    return {"is_allowed": int(dialogue is not None and dialogue.allowed)}
