"""Who there is in the emulated Telegram: people, bots, and their standing in a group."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.telegram.updates import UpdateQueue

JSON = dict[str, Any]
Role = Literal["client", "operator", "bot"]

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
"""What an administrator of a forum may be allowed."""

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
"""What a plain member of a group may be allowed."""


@dataclass(slots=True, eq=False)
class User:
    """An account; a person's private chat with any bot has this id."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    role: Role = "client"
    deactivated: bool = False
    no_voice: bool = False
    """Takes no voice and video messages (a setting of privacy)."""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    @property
    def is_bot(self) -> bool:
        """Whether this account is a bot's."""
        return self.role == "bot"

    def to_json(self) -> JSON:
        """The Bot API's `User`."""
        data: JSON = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            data["last_name"] = self.last_name
        if self.username:
            data["username"] = self.username
        if not self.is_bot:
            data["language_code"] = "ru"
        return data


@dataclass(slots=True, eq=False)
class Bot(User):
    """A bot with its token, its queue of updates and its place in the counters of private chats."""

    role: Role = "bot"
    token: str = ""
    reads_all: bool = False
    """Privacy mode is off: it gets every message of its groups."""
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    commands: list[JSON] = field(default_factory=list)
    last_message_id: int = 0

    def me(self) -> JSON:
        """The answer to `getMe`."""
        return self.to_json() | {
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_all,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }


@dataclass(slots=True)
class Member:
    """Somebody's standing in a group: `creator`, `administrator`, `member`, `restricted` (muted), `left`, `kicked`."""

    user: User
    status: str = "member"
    rights: frozenset[str] = frozenset()

    @property
    def inside(self) -> bool:
        """Whether they are in the group now."""
        return self.status not in ("left", "kicked")

    def may(self, right: str) -> bool:
        """Whether this member has an administrator's right."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def to_json(self) -> JSON:
        """The Bot API's `ChatMember`."""
        data: JSON = {"status": self.status, "user": self.user.to_json()}
        if self.status == "creator":
            data["is_anonymous"] = False
        if self.status == "kicked":
            data["until_date"] = 0
        if self.status == "restricted":
            data |= {"is_member": True, "until_date": 0} | dict.fromkeys(PERMISSIONS, False)
        if self.status == "administrator":
            data |= {"can_be_edited": False, "is_anonymous": False}
            data |= {right: right in self.rights for right in ADMIN_RIGHTS}
        return data
