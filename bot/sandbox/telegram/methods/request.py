"""A bot's request, and what every method needs: the chat, the right to write there, the message it speaks of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.telegram.accounts import Bot, Member, User
from bot.sandbox.telegram.faults import Fault, FaultKind
from bot.sandbox.telegram.limits import GENERAL
from bot.sandbox.telegram.model import Chat, Group, Message, PrivateChat, Topic
from bot.sandbox.telegram.parameters import Parameters
from bot.sandbox.telegram.refusals import bad_request, forbidden
from bot.sandbox.telegram.world import World


@dataclass(slots=True)
class Request:
    """One call of a method by a bot."""

    world: World
    bot: Bot
    params: Parameters
    method: str

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat of `chat_id`, or of another parameter, when the bot may be there; 400 and 403 otherwise."""
        number = self.params.integer(name)
        if number is None:
            raise bad_request(f"{name} is empty")
        return self._group(number) if number < 0 else self._private(number)

    def group(self) -> tuple[Group, Member]:
        """The forum of `chat_id` and the bot's standing in it."""
        chat = self.chat()
        if not isinstance(chat, Group) or not chat.forum:
            raise bad_request("the chat is not a forum")
        return chat, chat.members[self.bot.id]

    def spend(self, chat: Chat, count: int = 1) -> None:
        """Counts this call in the budgets, as so many messages."""
        self.world.budgets.spend(self.bot, chat, count)

    def trouble(self, kind: FaultKind) -> Fault | None:
        """The trouble of this kind that the call meets at this point of its work."""
        return self.world.faults.meet_at_work(kind, self.bot.id, self.method, self.params.given.get("chat_id"))

    def message(self, chat: Chat, purpose: str) -> Message:
        """The message of `message_id`; `purpose` says what it was wanted for, as in `message to edit not found`."""
        number = self.params.integer("message_id")
        if number is None:
            raise bad_request("message identifier is not specified")
        if (message := chat.messages.get(number)) is None:
            raise bad_request(f"message to {purpose} not found")
        return message

    def _private(self, number: int) -> PrivateChat:
        """The 403 texts: platforms.md, updates."""
        chat = self.world.private.get((self.bot.id, number))
        person: User | None = chat.user if chat else self.world.users.get(number)
        if person is None:
            raise bad_request("chat not found")
        if person.is_bot:
            raise forbidden("bot can't send messages to bots")
        if person.deactivated:
            raise forbidden("user is deactivated")
        if chat is None:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def _group(self, number: int) -> Group:
        """The 403 texts and the new id of a group that moved: platforms.md, updates."""
        if (moved := self.world.moved.get(number)) is not None:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=moved)
        group = self.world.groups.get(number)
        if group is None or self.bot.id not in group.members:
            raise bad_request("chat not found")
        member = group.members[self.bot.id]
        if member.status == "kicked":
            raise forbidden("bot was kicked from the supergroup chat")
        if not member.inside:
            raise forbidden("bot is not a member of the supergroup chat")
        return group


def living_topic(group: Group, thread: int | None) -> Topic:
    """The topic, or the refusal with which this one is gone (platforms.md: forum topics)."""
    if thread is None or thread == GENERAL or (topic := group.topics.get(thread)) is None:
        raise bad_request("message thread not found")
    if topic.gone:
        raise bad_request(topic.gone)
    return topic


Method = Callable[[Request], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {}
"""By name in lower case: Telegram does not mind the case."""


def method(name: str) -> Callable[[Method], Method]:
    """Puts a function into the table under a method's name."""

    def put(function: Method) -> Method:
        METHODS[name.lower()] = function
        return function

    return put
