"""New messages: text, and the marks that somebody types."""

from __future__ import annotations

from typing import Any

from bot.sandbox.telegram import entities, keyboards, quotes
from bot.sandbox.telegram.limits import check_text
from bot.sandbox.telegram.methods.request import Request, living_topic, method
from bot.sandbox.telegram.model import Chat, Group, Message
from bot.sandbox.telegram.refusals import bad_request

JSON = dict[str, Any]

_UPLOADS = ("photo", "video", "voice", "document", "video_note")
_ACTIONS = {"typing", "choose_sticker", "find_location", *(f"upload_{kind}" for kind in _UPLOADS)} | {
    f"record_{kind}" for kind in ("video", "voice", "video_note")
}


@method("sendMessage")
def send_message(ask: Request) -> JSON:
    """A text message."""
    chat = ask.chat()
    text, found = given_text(ask, "text", "entities")
    check_text(text)
    message = compose(ask, chat)
    message.text, message.entities = text, found
    if (preview := ask.params.mapping("link_preview_options")) is not None:
        message.extra["link_preview_options"] = preview
    return publish(ask, message)


@method("sendChatAction")
def send_chat_action(ask: Request) -> bool:
    """Typing and the like, for the page to show a while."""
    chat, action, thread = ask.chat(), ask.params.text("action"), ask.params.integer("message_thread_id")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    if thread is not None and isinstance(chat, Group):
        living_topic(chat, thread)
    ask.world.events.emit("typing", {"chat": chat.key, "thread": thread, "user": ask.bot.id, "action": action})
    return True


def given_text(ask: Request, text: str, formatting: str) -> tuple[str, list[JSON]]:
    """The text and entities of these two parameters, cleaned. The sandbox reads no markup: what a person wrote is never
    parsed, so nothing of ours sends a `parse_mode`."""
    if ask.params.text("parse_mode"):
        raise bad_request("unsupported parse_mode")
    return entities.clean(ask.params.text(text), ask.params.array(formatting))


def compose(ask: Request, chat: Chat) -> Message:
    """An empty message of the bot where the request wants it, with its reply, keyboard and marks; checks all that may
    refuse it and counts it in the budgets, but does not publish it."""
    return compose_many(ask, chat, 1)[0]


def compose_many(ask: Request, chat: Chat, count: int) -> list[Message]:
    """As many as `count` such messages, with ids one after another."""
    topic = _topic(ask, chat)
    answered = _answered(ask, chat)
    quote = _quote(ask, answered)
    if topic is None and answered is not None:
        topic = answered.topic
    markup = ask.params.mapping("reply_markup")
    keyboard = keyboards.inline_keyboard(markup) if keyboards.is_inline(markup) else None
    menu = keyboards.menu(markup) if markup and not keyboards.is_inline(markup) else chat.menu
    ask.spend(chat, count)
    if menu != chat.menu:
        chat.menu = menu
        ask.world.changed(chat)
    now, marks = ask.world.timestamp(), {"has_protected_content": True} if ask.params.flag("protect_content") else {}
    made = [Message(chat, chat.next_message_id(), ask.bot, now, topic=topic) for _ in range(count)]
    for message in made:
        message.reply_to, message.quote, message.keyboard, message.extra = answered, quote, keyboard, dict(marks)
    return made


def publish(ask: Request, message: Message) -> JSON:
    """Puts the message into its chat; the answer of every `send…` method."""
    return ask.world.post(message).to_json(ask.bot.id)


def _topic(ask: Request, chat: Chat) -> int | None:
    """The thread to write to. Whether an administrator may write into a closed topic is not documented: here no bot
    may, so that `TOPIC_CLOSED` can be met (platforms.md: forum topics)."""
    thread = ask.params.integer("message_thread_id")
    if isinstance(chat, Group) and chat.members[ask.bot.id].status == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")
    if thread is None:
        return None
    if not isinstance(chat, Group) or not chat.forum:
        raise bad_request("message thread not found")
    topic = living_topic(chat, thread)
    if topic.closed:
        raise bad_request("TOPIC_CLOSED")
    return topic.id


def _answered(ask: Request, chat: Chat) -> Message | None:
    reply = ask.params.mapping("reply_parameters")
    if reply is None:
        return None
    answered = chat.messages.get(int(reply.get("message_id") or 0))
    if answered is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return answered


def _quote(ask: Request, answered: Message | None) -> JSON | None:
    words = (ask.params.mapping("reply_parameters") or {}).get("quote")
    if not words or answered is None:
        return None
    return quotes.find(answered.text, str(words), by_hand=True)
