"""What becomes of a message afterwards: edits, deletions, reactions, pins."""

from typing import Any

from bot.sandbox.telegram import groups, keyboards
from bot.sandbox.telegram.contents import CAPTIONED
from bot.sandbox.telegram.limits import DELETE_SECONDS, MANY_MESSAGES, REACTIONS, check_caption, check_text
from bot.sandbox.telegram.methods.albums import check_kinds
from bot.sandbox.telegram.methods.media import input_media
from bot.sandbox.telegram.methods.request import Request, method
from bot.sandbox.telegram.methods.sending import given_text
from bot.sandbox.telegram.model import Chat, Group, Message
from bot.sandbox.telegram.reactions import CUSTOM
from bot.sandbox.telegram.refusals import bad_request

JSON = dict[str, Any]

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content"
    " and reply markup of the message"
)


@method("editMessageText")
def edit_message_text(ask: Request) -> JSON:
    """New text; without `reply_markup` the buttons go."""
    message = _own(ask)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    text, found = given_text(ask, "text", "entities")
    check_text(text)
    return _edit(ask, message, text, found)


@method("editMessageCaption")
def edit_message_caption(ask: Request) -> JSON:
    """A new caption."""
    message = _own(ask)
    if message.kind not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    text, found = given_text(ask, "caption", "caption_entities")
    check_caption(text)
    return _edit(ask, message, text, found)


@method("editMessageMedia")
def edit_message_media(ask: Request) -> JSON:
    """Another file with another caption, also in place of a text; an album's message stays what an album may hold."""
    message = _own(ask)
    media = input_media(ask, ask.params.mapping("media"), album=message.album is not None)
    if message.kind not in ("text", "photo", "video", "document", "audio", "animation"):
        raise bad_request("message can't be edited")
    if message.album is not None:
        check_kinds({message.kind, media.file.kind})
    if message.content is media.file and (media.text, media.entities) == (message.text, message.entities):
        return _edit(ask, message, media.text, media.entities)
    keyboard = keyboards.inline_keyboard(ask.params.mapping("reply_markup"))
    ask.spend(message.chat)
    media.put_into(message)
    message.keyboard = keyboard
    ask.world.edited(message)
    return message.to_json(ask.bot.id)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(ask: Request) -> JSON:
    """New buttons, or none; people see no mark of it."""
    message = _own(ask)
    return _edit(ask, message, message.text, message.entities)


def _own(ask: Request) -> Message:
    message = ask.message(ask.chat(), "edit")
    if message.sender is not ask.bot or message.service is not None:
        raise bad_request("message can't be edited")
    return message


def _edit(ask: Request, message: Message, text: str, found: list[JSON]) -> JSON:
    """Sends and edits share one budget (platforms.md: limits)."""
    keyboard = keyboards.inline_keyboard(ask.params.mapping("reply_markup"))
    same_words = text == message.text and found == message.entities
    if same_words and keyboard == message.keyboard:
        raise bad_request(_SAME)
    ask.spend(message.chat)
    message.text, message.entities, message.keyboard = text, found, keyboard
    ask.world.edited(message, silently=same_words)
    return message.to_json(ask.bot.id)


@method("deleteMessage")
def delete_message(ask: Request) -> bool:
    """Takes one message back."""
    chat = ask.chat()
    message = ask.message(chat, "delete")
    _check_deletable(ask, chat, message)
    ask.world.delete(chat, [message.id])
    return True


@method("deleteMessages")
def delete_messages(ask: Request) -> bool:
    """Takes several back; those that are not found are passed over."""
    chat, given = ask.chat(), ask.params.array("message_ids") or []
    if not 1 <= len(given) <= MANY_MESSAGES:
        raise bad_request(
            "too many message identifiers specified" if given else "message identifiers are not specified"
        )
    found = [chat.messages[int(number)] for number in given if int(number) in chat.messages]
    for message in found:
        _check_deletable(ask, chat, message)
    ask.world.delete(chat, [message.id for message in found])
    return True


def _check_deletable(ask: Request, chat: Chat, message: Message) -> None:
    """Under 48 h (platforms.md: limits); in a group another's only with the right to; never the head of a topic."""
    if isinstance(chat, Group):
        foreign = message.sender is not ask.bot and not chat.members[ask.bot.id].may("can_delete_messages")
        if foreign or (message.service is not None and "forum_topic_created" in message.service):
            raise bad_request("message can't be deleted")
    if ask.world.timestamp() - message.date > DELETE_SECONDS:
        raise bad_request("message can't be deleted for everyone")


@method("setMessageReaction")
def set_message_reaction(ask: Request) -> bool:
    """At most one emoji of the known ones; none takes it away. An album's first message gets it, whichever is named
    (Bot API, `setMessageReaction`); custom emoji only where they are on the message already, paid ones never."""
    chat = ask.chat()
    message = _first_of_album(ask.message(chat, "react"))
    wanted = ask.params.array("reaction") or []
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if message.service is not None:
        raise bad_request("MESSAGE_ID_INVALID")
    ask.world.react(message, ask.bot, _mark(message, wanted[0]) if wanted else None)
    return True


def _mark(message: Message, wanted: object) -> str:
    fields = wanted if isinstance(wanted, dict) else {}
    custom = CUSTOM + str(fields.get("custom_emoji_id"))
    if fields.get("type") == "custom_emoji" and custom in message.reactions.values():
        return custom
    emoji = str(fields.get("emoji"))
    if fields.get("type") != "emoji" or emoji not in REACTIONS:
        raise bad_request("REACTION_INVALID")
    return emoji


def _first_of_album(message: Message) -> Message:
    if message.album is None:
        return message
    return next(other for other in message.chat.messages.values() if other.album == message.album)


@method("pinChatMessage")
def pin_chat_message(ask: Request) -> bool:
    """Pins a message."""
    chat = ask.chat()
    _check_may_pin(ask, chat)
    groups.pin(ask.world, ask.message(chat, "pin"), ask.bot)
    return True


@method("unpinChatMessage")
def unpin_chat_message(ask: Request) -> bool:
    """Unpins one message, or the last one."""
    chat = ask.chat()
    _check_may_pin(ask, chat)
    number = ask.params.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    ask.world.changed(chat)
    return True


def _check_may_pin(ask: Request, chat: Chat) -> None:
    if isinstance(chat, Group) and not chat.members[ask.bot.id].may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
