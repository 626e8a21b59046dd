"""Dialogues and messages; each knows its JSON for the API, as the community sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.vk.accounts import Person
from bot.sandbox.vk.attachments import Attachment
from bot.sandbox.vk.keyboards import Keyboard

JSON = dict[str, Any]

_FIRST_VERSION = 10_000_000


@dataclass(slots=True)
class Forwarded:
    """A message passed on: one of this dialogue, or somebody's from elsewhere."""

    from_id: int
    text: str
    date: int
    attachments: list[Attachment] = field(default_factory=list)
    cmid: int = 0
    peer_id: int | None = None

    def to_json(self, base_url: str) -> JSON:
        """VK's object of a message in a message."""
        data: JSON = {"date": self.date, "from_id": self.from_id, "text": self.text}
        data |= {"attachments": [item.to_json(base_url) for item in self.attachments]}
        data |= {"conversation_message_id": self.cmid}
        return data | ({"peer_id": self.peer_id} if self.peer_id else {})


@dataclass(slots=True, eq=False)
class Message:
    """A message as it is now. `id` counts the community's messages, `cmid` those of the dialogue."""

    dialogue: Dialogue
    id: int
    cmid: int
    from_id: int
    date: int
    text: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    reply_to: Message | None = None
    forwards: list[Forwarded] = field(default_factory=list)
    keyboard: Keyboard | None = None
    payload: str | None = None
    geo: JSON | None = None
    format_data: JSON | None = None
    random_id: int = 0
    admin: int | None = None
    """The administrator who wrote it in VK's own interface."""
    ref: str | None = None
    """What the link to the dialogue carried."""
    edited: int | None = None
    reactions: dict[int, int] = field(default_factory=dict)
    """Who (the community as minus its id) set which."""
    hidden: bool = False
    """Deleted for the community only."""
    deleted: bool = False

    @property
    def out(self) -> bool:
        """Whether the community wrote it."""
        return self.from_id < 0

    @property
    def inline(self) -> Keyboard | None:
        """The keyboard that stands in it."""
        return self.keyboard if self.keyboard and self.keyboard.inline and not self.deleted else None

    @property
    def visible(self) -> bool:
        """Whether the community still has it."""
        return not (self.hidden or self.deleted)

    def to_json(self, base_url: str) -> JSON:
        """VK's message object, version 5.199."""
        data = self._common(base_url) | {
            "version": _FIRST_VERSION + self.id,
            "out": int(self.out),
            "fwd_messages": [item.to_json(base_url) for item in self.forwards],
            "important": False,
            "is_hidden": False,
            "random_id": self.random_id,
        }
        if self.reply_to is not None and not self.reply_to.deleted:
            data["reply_message"] = self.reply_to.quoted(base_url)
        if self.inline is not None:
            data["keyboard"] = self.inline.to_json()
        if self.reactions:
            data["reactions"] = self.counters()
        own = self.reactions.get(self.dialogue.community_id)
        more: JSON = {"admin_author_id": self.admin, "format_data": self.format_data, "reaction_id": own}
        more["ref"] = self.ref
        return data | {name: value for name, value in more.items() if value is not None}

    def quoted(self, base_url: str) -> JSON:
        """VK's object of a message in a message."""
        return self._common(base_url)

    def counters(self) -> list[JSON]:
        """The reactions, by their ids."""
        by_id: dict[int, list[int]] = {}
        for who, reaction in self.reactions.items():
            by_id.setdefault(reaction, []).append(who)
        return [{"reaction_id": number, "count": len(who), "user_ids": who} for number, who in by_id.items()]

    def _common(self, base_url: str) -> JSON:
        data: JSON = {
            "date": self.date,
            "from_id": self.from_id,
            "id": self.id,
            "peer_id": self.dialogue.peer,
            "conversation_message_id": self.cmid,
            "text": self.text,
            "attachments": [item.to_json(base_url) for item in self.attachments],
        }
        more = {"geo": self.geo, "payload": self.payload, "update_time": self.edited}
        return data | {name: value for name, value in more.items() if value is not None}


@dataclass(slots=True, eq=False)
class Dialogue:
    """One person's dialogue with the community."""

    person: Person
    community_id: int
    """Minus the community's id."""
    allowed: bool = False
    banned: bool = False
    """In the community's blacklist."""
    closed: bool = False
    """Their privacy settings forbid messages."""
    unreachable: int = 0
    """An error code that every message to them gets; 0: none."""
    messages: dict[int, Message] = field(default_factory=dict)
    """By cmid, the deleted ones included."""
    last_cmid: int = 0
    in_read: int = 0
    out_read: int = 0
    keyboard: Keyboard | None = None
    """What stands under the input field."""
    typing: str | None = None

    @property
    def peer(self) -> int:
        """The `peer_id`."""
        return self.person.id

    def seen(self) -> list[Message]:
        """The messages that the community has, oldest first."""
        return [message for message in self.messages.values() if message.visible]

    @property
    def last(self) -> Message | None:
        """The newest message that the community has."""
        return next((message for message in reversed(self.messages.values()) if message.visible), None)

    @property
    def refusal(self) -> int:
        """The code with which a message to the person is refused; 0: it is not."""
        if self.unreachable:
            return self.unreachable
        if self.banned:
            return 900
        return 902 if self.closed else 0 if self.allowed else 901

    @property
    def unanswered(self) -> bool:
        """Whether the last word is the person's."""
        return self.last is not None and not self.last.out

    @property
    def unread(self) -> int:
        """How many of the person's messages the community has not read."""
        return sum(1 for message in self.seen() if not message.out and message.id > self.in_read)

    def to_json(self) -> JSON:
        """VK's conversation object."""
        last = self.last
        data: JSON = {
            "peer": {"id": self.peer, "type": "user", "local_id": self.peer},
            "last_message_id": last.id if last else 0,
            "last_conversation_message_id": last.cmid if last else 0,
            "in_read": self.in_read,
            "out_read": self.out_read,
            "sort_id": {"major_id": 0, "minor_id": last.id if last else 0},
            "is_marked_unread": False,
            "important": False,
            "unanswered": self.unanswered,
            "can_write": {"allowed": True} if self.allowed else {"allowed": False, "reason": 901},
            "version": _FIRST_VERSION + (last.id if last else 0),
        }
        if self.unread:
            data["unread_count"] = self.unread
        return data | ({"current_keyboard": self.keyboard.to_json()} if self.keyboard else {})
