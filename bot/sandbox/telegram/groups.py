"""What the group's owner does: topics, the bots' rights, the group's upgrade to another id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.telegram.world import World


class Groups:
    """The part of `People` that administers groups; whoever is named may do it, rights are not asked."""

    def __init__(self, world: World) -> None:
        self._world = world

    def create_topic(self, user: int, group: int, name: str) -> int:
        """A new topic; returns its thread id."""
        raise NotImplementedError

    def rename_topic(self, user: int, group: int, thread: int, name: str) -> None:
        """Another name for a topic."""

    def close_topic(self, user: int, group: int, thread: int) -> None:
        """Closes a topic: bots get `TOPIC_CLOSED`."""

    def reopen_topic(self, user: int, group: int, thread: int) -> None:
        """Opens it again."""

    def delete_topic(self, group: int, thread: int, error: str = "message thread not found") -> None:
        """Deletes a topic with its messages; `error` is the text that bots get when they write there: also
        `TOPIC_DELETED` or `TOPIC_ID_INVALID`."""

    def promote(self, group: int, bot: int, rights: Sequence[str]) -> None:
        """Makes a bot an administrator with these rights."""

    def demote(self, group: int, bot: int) -> None:
        """Makes it a plain member."""

    def kick(self, group: int, bot: int) -> None:
        """Puts a bot out of the group."""

    def upgrade(self, group: int, *, keep_topics: bool = True) -> int:
        """Gives the group another id (`migrate_to_chat_id`); returns it."""
        raise NotImplementedError

    def pin(self, user: int, group: int, message: int) -> None:
        """Pins a message, with a service message about it."""
