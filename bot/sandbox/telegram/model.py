"""A message as it is now, and its JSON for the Bot API."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.telegram.accounts import JSON, User
from bot.sandbox.telegram.chats import Chat, Group, PrivateChat, Topic
from bot.sandbox.telegram.files import StoredFile

__all__ = ["Chat", "Group", "Message", "PrivateChat", "StoredFile", "Topic"]

_COPIED = ("has_media_spoiler", "show_caption_above_media", "link_preview_options")
_MARKS = ("edit_date", "media_group_id", "forward_origin", "quote", "reply_markup")


@dataclass(slots=True, eq=False)
class Message:
    """A message as it is now; `topic` is None in General and in private chats."""

    chat: Chat
    id: int
    sender: User
    date: int
    text: str = ""
    entities: list[JSON] = field(default_factory=list)
    topic: int | None = None
    reply_to: Message | None = None
    keyboard: JSON | None = None
    content: StoredFile | None = None
    facts: JSON = field(default_factory=dict)
    """Content without a file: `{"location": {…}}`, `{"poll": {…}}` and the like; the first key is its kind."""
    album: str | None = None
    """`media_group_id`."""
    forward: JSON | None = None
    """`forward_origin`."""
    quote: JSON | None = None
    """What of the answered message is quoted: the Bot API's `TextQuote`."""
    service: JSON | None = None
    """What happened, in a service message: `{"forum_topic_created": {…}}` and the like."""
    extra: JSON = field(default_factory=dict)
    """Fields that go through unchanged: `link_preview_options`, `has_protected_content`, `via_bot`."""
    edit_date: int | None = None
    reactions: dict[int, str] = field(default_factory=dict)
    deleted: bool = False

    @property
    def kind(self) -> str:
        """`service`, `text`, or the kind of its content."""
        if self.service is not None:
            return "service"
        if self.content is not None:
            return self.content.kind
        return next(iter(self.facts), "text")

    @property
    def answers(self) -> Message | None:
        """`reply_to_message`: in a topic, what answers nothing else answers the service message that made the topic, as
        the real server has it (tdlib/telegram-bot-api, Client::get_same_chat_reply_to_message_id)."""
        if self.reply_to is not None:
            return None if self.reply_to.deleted else self.reply_to
        if self.topic is None or self.topic == self.id:
            return None
        return self.chat.messages.get(self.topic)

    @property
    def thread(self) -> int | None:
        """`message_thread_id`: the topic, or for a reply in General the root of its chain, which cannot be sent to
        (platforms.md: forum topics)."""
        if self.topic is not None or self.reply_to is None or not isinstance(self.chat, Group):
            return self.topic
        return self.reply_to.thread or self.reply_to.id

    @property
    def origin(self) -> JSON:
        """The `forward_origin` of what is forwarded from here."""
        return self.forward or {"type": "user", "date": self.date, "sender_user": self.sender.to_json()}

    def take(self, source: Message) -> None:
        """Takes over another message's content."""
        self.text, self.entities = source.text, source.entities
        self.content, self.facts = source.content, source.facts
        self.extra |= {name: value for name, value in source.extra.items() if name in _COPIED}

    def to_json(self, bot: int, *, quoted: bool = False) -> JSON:
        """The Bot API's `Message` as this bot gets it; a quoted one does not quote in its turn."""
        data: JSON = {
            "message_id": self.id,
            "from": self.sender.to_json(),
            "chat": self.chat.to_json(),
            "date": self.date,
        }
        if (thread := self.thread) is not None:
            data["message_thread_id"] = thread
        if self.topic is not None:
            data["is_topic_message"] = True
        if not quoted and (answered := self.answers) is not None:
            data["reply_to_message"] = answered.to_json(bot, quoted=True)
        marks = (self.edit_date, self.album, self.forward, self.quote, self.keyboard)
        data |= {name: value for name, value in zip(_MARKS, marks, strict=True) if value is not None}
        return data | self._body(bot)

    def _body(self, bot: int) -> JSON:
        if self.service is not None:
            return self.service
        if self.content is None:
            words = "text"
            body = self.extra | self.facts
        else:
            words = "caption"
            body = self.extra | {self.content.kind: self.content.to_json(bot)}
            if self.content.kind == "animation":
                body["document"] = self._as_document(bot)
        if self.text or not (self.content or self.facts):
            body[words] = self.text
        if self.entities:
            body["entities" if words == "text" else "caption_entities"] = self.entities
        return body

    def _as_document(self, bot: int) -> JSON:
        """An animation comes as a document too, for old bots (Bot API, `Message`)."""
        assert self.content is not None  # noqa: S101  # only a message with content asks
        data = self.content.to_json(bot)
        assert isinstance(data, dict)  # noqa: S101  # only photos are arrays
        return {key: value for key, value in data.items() if key not in ("width", "height", "duration")}
