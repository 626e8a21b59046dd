"""Where messages are: private chats, the group and its topics; each knows its JSON for the Bot API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.telegram.accounts import JSON, Bot, Member, User

if TYPE_CHECKING:
    from bot.sandbox.telegram.model import Message


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
    invited: bool = False
    """New operators are not in it until somebody brings them."""
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
