"""What there is in the emulated Telegram: chats, topics, messages, files; each knows its JSON for the Bot API."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.telegram.accounts import JSON, Bot, Member, User

NAMED = ("document", "audio", "video")
TYPED = (*NAMED, "voice")
"""Kinds of files with a name, and with a media type, in the Bot API's objects."""


@dataclass(slots=True)
class Topic:
    """A forum topic; `gone` is the text with which a deleted one refuses, None while it stands."""

    id: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str | None = None
    closed: bool = False
    gone: str | None = None

    def to_json(self) -> JSON:
        """The Bot API's `ForumTopic`."""
        data: JSON = {"message_thread_id": self.id, "name": self.name, "icon_color": self.icon_color}
        if self.icon_custom_emoji_id:
            data["icon_custom_emoji_id"] = self.icon_custom_emoji_id
        return data

    def to_view(self) -> JSON:
        """What the page shows of it."""
        return {"id": self.id, "name": self.name, "icon_color": self.icon_color, "closed": self.closed} | {
            "deleted": self.gone is not None
        }


@dataclass(slots=True)
class StoredFile:
    """A file somebody sent; `size` may be more than the stub's bytes, so that limits can be tried."""

    unique_id: str
    kind: str
    data: bytes
    name: str | None
    mime: str | None
    size: int

    def id_for(self, bot: int) -> str:
        """Its `file_id`, which belongs to one bot and cannot be given to another (platforms.md: limits)."""
        return f"{self.kind}_{bot}_{self.unique_id}"

    def to_json(self, bot: int) -> JSON:
        """The fields that every kind of file has."""
        return {"file_id": self.id_for(bot), "file_unique_id": self.unique_id, "file_size": self.size}


@dataclass(slots=True, eq=False)
class Chat:
    """A place for messages; `key` is its name in events and snapshots: `bot:user`, or the group's id."""

    key: str
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    menu: JSON | None = None
    """The reply keyboard under the input field, if any."""

    def to_json(self) -> JSON:
        """The Bot API's `Chat`."""
        raise NotImplementedError

    def next_message_id(self) -> int:
        """The id of the message about to be written."""
        raise NotImplementedError


@dataclass(slots=True, eq=False, kw_only=True)
class PrivateChat(Chat):
    """One person's dialogue with one bot; begins with the person's first message."""

    user: User
    bot: Bot
    blocked: bool = False

    def to_json(self) -> JSON:
        """Seen by the bot, a private chat is the person."""
        data: JSON = {"id": self.user.id, "type": "private", "first_name": self.user.first_name}
        if self.user.last_name:
            data["last_name"] = self.user.last_name
        if self.user.username:
            data["username"] = self.user.username
        return data

    def next_message_id(self) -> int:
        """All private chats of an account share one counter."""
        self.bot.last_message_id += 1
        return self.bot.last_message_id


@dataclass(slots=True, eq=False, kw_only=True)
class Group(Chat):
    """A supergroup, usually a forum; messages outside topics are in General."""

    id: int
    title: str
    forum: bool = True
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    last_message_id: int = 1
    """1 is taken: General's thread id."""

    def to_json(self) -> JSON:
        """A supergroup; `is_forum` only where it is one."""
        data: JSON = {"id": self.id, "type": "supergroup", "title": self.title}
        return data | {"is_forum": True} if self.forum else data

    def next_message_id(self) -> int:
        """Each supergroup counts for itself."""
        self.last_message_id += 1
        return self.last_message_id


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
    details: JSON = field(default_factory=dict)
    """What a kind of content has beside its file: sizes, duration, emoji."""
    service: JSON | None = None
    """What happened, in a service message: `{"forum_topic_created": {…}}` and the like."""
    extra: JSON = field(default_factory=dict)
    """Fields that go through unchanged: `link_preview_options`, `has_protected_content`."""
    edit_date: int | None = None
    reactions: dict[int, str] = field(default_factory=dict)
    deleted: bool = False

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
        if self.edit_date is not None:
            data["edit_date"] = self.edit_date
        if not quoted and (answered := self.answers) is not None:
            data["reply_to_message"] = answered.to_json(bot, quoted=True)
        data |= self._body(bot)
        if self.keyboard is not None:
            data["reply_markup"] = self.keyboard
        return data

    def _body(self, bot: int) -> JSON:
        if self.service is not None:
            return self.service
        if self.content is None:
            return self.extra | {"text": self.text} | ({"entities": self.entities} if self.entities else {})
        caption: JSON = {"caption": self.text} if self.text else {}
        if self.entities:
            caption["caption_entities"] = self.entities
        return self.extra | {self.content.kind: self._file(bot)} | caption

    def _file(self, bot: int) -> JSON | list[JSON]:
        file = self.content
        assert file is not None  # noqa: S101  # only a message with content asks
        data = file.to_json(bot) | self.details
        if file.kind == "photo":
            return [data]
        if file.kind in NAMED and file.name:
            data["file_name"] = file.name
        if file.kind in TYPED and file.mime:
            data["mime_type"] = file.mime
        return data
