"""The operators' group in memory: who is in it, what they write as the Bot API names it, what is to be seen there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.links import MessageKey
from tests.memory import MemoryChannel, Shown

GROUP = -1001234567890


@dataclass
class Operator:
    """A member of the group."""

    name: str
    id: int

    @property
    def raw(self) -> dict[str, Any]:
        """As the Bot API names a user."""
        return {"id": self.id, "is_bot": False, "first_name": self.name}


ANNA, OLEG = Operator("Анна", 501), Operator("Олег", 502)


class GroupChat:
    """The messages of the group; the desk's bot and its members write into it."""

    def __init__(self) -> None:
        self.group = MemoryChannel(name="desk")
        self._albums = 0

    def message(self, who: Operator, thread: str | None) -> dict[str, Any]:
        """A message that says nothing yet."""
        self.group._last_id += 1
        chat = {"id": GROUP, "type": "supergroup", "title": "Операторы", "is_forum": True}
        message = {"message_id": self.group._last_id, "date": 1, "chat": chat, "from": who.raw}
        if thread is not None:
            message |= {"message_thread_id": int(thread), "is_topic_message": True}
        return message

    def answering(self, thread: str | None, reply_to: str | None) -> dict[str, Any]:
        """The fields that tell what a message answers: in a topic, what answers nothing answers the message that made
        it; a reply in General names the root of its chain as its thread, and is no topic's message for that."""
        number = reply_to or thread
        if number is None:
            return {}
        chat = {"id": GROUP, "type": "supergroup", "title": "Операторы"}
        answered = {"reply_to_message": {"message_id": int(number), "date": 1, "chat": chat}}
        return answered if thread is not None else answered | {"message_thread_id": int(self._root(number))}

    def _root(self, number: str) -> str:
        """Where a chain of replies begins; what is not there any more answers nothing."""
        shown = self.group.chats.get(str(GROUP), {}).get(number)
        return number if shown is None or shown.reply_to is None else self._root(shown.reply_to)

    def stands(self, message: dict[str, Any], text: str) -> None:
        """The message stands in the group."""
        number = str(message["message_id"])
        thread = str(message["message_thread_id"]) if message.get("is_topic_message") else None
        answered = None if thread is not None else message.get("reply_to_message")
        chat = self.group.chats.setdefault(str(GROUP), {})
        chat[number] = Shown(number, text, reply_to=str(answered["message_id"]) if answered else None, thread=thread)

    def sent(
        self, who: Operator, thread: str | None, content: dict[str, Any], reply_to: str | None = None
    ) -> dict[str, Any]:
        """A message that stands in the group and has not been read yet."""
        message = self.message(who, thread) | content | self.answering(thread, reply_to)
        self.stands(message, content.get("text") or content.get("caption") or "")
        return message

    def album(
        self, who: Operator, thread: str | None, *pieces: dict[str, Any], reply_to: str | None = None
    ) -> list[dict[str, Any]]:
        """The messages of an album, not read yet."""
        self._albums += 1
        named = {"media_group_id": f"album-{self._albums}"}
        return [self.sent(who, thread, piece | named, reply_to) for piece in pieces]

    def shown(self, thread: str | None = None) -> list[Shown]:
        """What stands in the group (in a topic), from top to bottom."""
        everything = self.group.chats.get(str(GROUP), {}).values()
        return [one for one in everything if thread is None or one.thread == thread]

    def general(self) -> list[str]:
        """What stands in General."""
        return [one.text for one in self.group.chats.get(str(GROUP), {}).values() if one.thread is None]

    def last(self, thread: str | None = None) -> Shown:
        """The last message."""
        return self.shown(thread)[-1]


def key(message_id: str) -> MessageKey:
    """A message of the group."""
    return MessageKey("desk", str(GROUP), message_id)


def buttons(shown: Shown) -> list[tuple[str, str]]:
    """The buttons under a message: words and data."""
    return [(button.text, button.data or "") for row in shown.keyboard for button in row]


def words_on(shown: Shown) -> list[str]:
    """The words on a message's buttons."""
    return [text for text, _ in buttons(shown)]
