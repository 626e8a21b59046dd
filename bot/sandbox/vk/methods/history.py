"""Messages and dialogues read back: what the bot missed, what a doubtful answer was about."""

from __future__ import annotations

from bot.sandbox.vk.limits import PAGE, PEERS
from bot.sandbox.vk.methods.request import JSON, Request, method
from bot.sandbox.vk.model import Dialogue, Message
from bot.sandbox.vk.refusals import invalid

_FILTERS = ("all", "unread", "unanswered", "important", "archive", "sorted_chats")


@method("messages.getHistory")
def get_history(ask: Request) -> JSON:
    """Newest first, or with `rev` oldest first. `start_message_id` (`start_cmid`) is where the count begins; a negative
    `offset` goes to what stands before it."""
    ask.check_group()
    peer = ask.peer()
    dialogue = ask.world.dialogues.get(peer)
    if dialogue is None:
        if peer in ask.world.persons:
            return {"count": 0, "items": []} | ask.extended([peer])
        dialogue = ask.known(peer)
    messages = dialogue.seen() if ask.params.flag("rev") else dialogue.seen()[::-1]
    first = _start(ask, messages) + (ask.params.integer("offset") or 0)
    count = ask.params.between("count", 20, 0, PAGE)
    chosen = messages[max(0, first) : max(0, first + count)]
    data = ask.page(chosen) | {"count": len(messages)}
    return data | ({"conversations": [dialogue.to_json()]} if ask.params.flag("extended") else {})


@method("messages.getConversations")
def get_conversations(ask: Request) -> JSON:
    """The dialogues with the newest words first, all or those that a filter leaves."""
    ask.check_group()
    wanted = ask.params.text("filter") or "all"
    if wanted not in _FILTERS:
        raise invalid("filter is invalid")
    found = [dialogue for dialogue in ask.world.dialogues.values() if dialogue.last and _passes(dialogue, wanted)]
    found.sort(key=_newest, reverse=True)
    if (start := ask.params.integer("start_message_id")) is not None:
        found = [dialogue for dialogue in found if _newest(dialogue) <= start]
    offset, count = ask.params.integer("offset") or 0, ask.params.between("count", 20, 0, PAGE)
    chosen = found[max(0, offset) : max(0, offset) + count]
    data: JSON = {"count": len(found), "items": [_item(ask, dialogue) for dialogue in chosen]}
    if unread := sum(1 for dialogue in ask.world.dialogues.values() if dialogue.unread):
        data["unread_count"] = unread
    return data | ask.extended(dialogue.peer for dialogue in chosen)


@method("messages.getConversationsById")
def get_conversations_by_id(ask: Request) -> JSON:
    """The dialogues with these people, as far as there are any."""
    ask.check_group()
    if not ask.params.has("peer_ids"):
        raise invalid("peer_ids is undefined")
    peers = [peer for peer in ask.params.integers("peer_ids", PEERS) if peer in ask.world.dialogues]
    items = [ask.world.dialogues[peer].to_json() for peer in peers]
    return {"count": len(items), "items": items} | ask.extended(peers)


@method("messages.getByConversationMessageId")
def get_by_conversation_message_id(ask: Request) -> JSON:
    """Messages of one dialogue by their cmids; what is not there is left out."""
    ask.check_group()
    found = ask.many("conversation_message_ids", "conversation_message_ids")
    return ask.page(message for _, message in found if message)


@method("messages.getById")
def get_by_id(ask: Request) -> JSON:
    """Messages by the community's ids, or by the cmids of one dialogue; what is not there is left out."""
    ask.check_group()
    return ask.page(message for _, message in ask.many("cmids") if message)


@method("messages.markAsRead")
def mark_as_read(ask: Request) -> int:
    """The community has read all, or what stands up to `up_to_cmid` (`start_message_id`)."""
    ask.check_group()
    dialogue = ask.known(ask.params.required("peer_id"))
    message = dialogue.last
    if ask.params.has("up_to_cmid"):
        message = dialogue.messages.get(ask.params.required("up_to_cmid"))
    elif ask.params.has("start_message_id"):
        message = ask.by_id(ask.params.required("start_message_id"))
    if message is not None:
        ask.world.read(dialogue, ask.world.community.owner_id, message.cmid)
    return 1


def _start(ask: Request, messages: list[Message]) -> int:
    """The place of the message that the count begins with."""
    oldest_first = ask.params.flag("rev")
    for name, number in (("start_message_id", "id"), ("start_cmid", "cmid")):
        if (start := ask.params.integer(name)) is not None and start > 0:
            numbers = [getattr(message, number) for message in messages]
            return sum(1 for one in numbers if (one < start if oldest_first else one > start))
    return 0


def _passes(dialogue: Dialogue, wanted: str) -> bool:
    if wanted == "all":
        return True
    if wanted == "unread":
        return dialogue.unread > 0
    return wanted == "unanswered" and dialogue.unanswered


def _newest(dialogue: Dialogue) -> int:
    return dialogue.last.id if dialogue.last else 0


def _item(ask: Request, dialogue: Dialogue) -> JSON:
    last = dialogue.last
    assert last is not None  # noqa: S101  # empty dialogues were left out
    return {"conversation": dialogue.to_json(), "last_message": last.to_json(ask.world.base_url)}
