"""A request of the community's bot, and what many methods need: the dialogue, the messages it names, the people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.vk.limits import IDS
from bot.sandbox.vk.model import Dialogue, Message
from bot.sandbox.vk.parameters import Parameters
from bot.sandbox.vk.refusals import ApiError, invalid, refused
from bot.sandbox.vk.world import World

JSON = dict[str, Any]

CHATS_FROM = 2_000_000_000
"""Peers from here on are chats of many; there are none here."""


@dataclass(slots=True)
class Request:
    """One call of a method. `version` is what the client says; answers are those of 5.199."""

    world: World
    params: Parameters
    version: str

    def peer(self) -> int:
        """`peer_id`, or `user_id` in its place."""
        for name in ("peer_id", "user_id"):
            if self.params.has(name):
                return self.params.required(name)
        raise invalid("you should specify peer_id, user_id, domain, chat_id or user_ids param")

    def addressee(self) -> int | None:
        """Whom the request is for, when that is one person: what a trouble for one person is compared with."""
        given = str(self.params.given.get("peer_id") or self.params.given.get("user_id"))
        return int(given) if given.lstrip("-").isdecimal() else None

    def known(self, peer: int) -> Dialogue:
        """A dialogue that has been opened."""
        dialogue = self.world.dialogues.get(peer)
        if dialogue is None:
            raise unknown_peer(peer)
        return dialogue

    def open(self, peer: int) -> Dialogue:
        """The dialogue with a person that the community may write to; the error says why it may not."""
        person = self.world.persons.get(peer)
        if person is None:
            raise unknown_peer(peer)
        if person.deactivated:
            raise refused(18)
        dialogue = self.world.dialogue(person)
        if code := dialogue.refusal:
            raise refused(code)
        return dialogue

    def by_cmid(self, peer: int, cmid: int) -> Message | None:
        """A message that the community still has."""
        dialogue = self.world.dialogues.get(peer)
        message = dialogue.messages.get(cmid) if dialogue else None
        return message if message and message.visible else None

    def by_id(self, number: int) -> Message | None:
        """A message that the community still has, by its own count."""
        message = self.world.messages.get(number)
        return message if message and message.visible else None

    def one(self) -> Message:
        """The message of `cmid`, `conversation_message_id` or `message_id` in the dialogue of `peer_id`."""
        peer = self.params.required("peer_id")
        for name in ("cmid", "conversation_message_id"):
            if self.params.has(name):
                message = self.by_cmid(peer, self.params.required(name))
                break
        else:
            message = self.by_id(self.params.required("message_id"))
        if message is None or message.dialogue.peer != peer:
            raise invalid("message not found")
        return message

    def many(self, cmids: str, ids: str = "message_ids", most: int = IDS) -> list[tuple[int, Message | None]]:
        """The numbers of `cmids` (of `peer_id`), or of `ids`, with the messages they name."""
        if self.params.has(cmids):
            peer = self.params.required("peer_id")
            return [(number, self.by_cmid(peer, number)) for number in self.params.integers(cmids, most)]
        if not self.params.has(ids):
            raise invalid(f"{ids} is undefined")
        return [(number, self.by_id(number)) for number in self.params.integers(ids, most)]

    def page(self, messages: Iterable[Message]) -> JSON:
        """Messages as most answers have them."""
        items = list(messages)
        data: JSON = {"count": len(items), "items": [item.to_json(self.world.base_url) for item in items]}
        return data | self.extended({message.dialogue.peer for message in items})

    def extended(self, peers: Iterable[int]) -> JSON:
        """`profiles` and `groups`, where `extended` asks for them."""
        if not self.params.flag("extended"):
            return {}
        fields = ["screen_name", "photo_50", "photo_100", *self.params.words("fields")]
        people = [self.world.persons[peer] for peer in peers if peer in self.world.persons]
        return {"profiles": [one.to_json(fields) for one in people], "groups": [self.world.community.to_json()]}

    def check_group(self) -> None:
        """`group_id` may only be the community's own."""
        if self.params.integer("group_id") not in (None, self.world.community.id):
            raise refused(15, "access to group denied")


Method = Callable[[Request], Any]

METHODS: dict[str, Method] = {}
"""By name in lower case."""


def method(name: str) -> Callable[[Method], Method]:
    """Registers a function as the method of this name."""

    def register(function: Method) -> Method:
        METHODS[name.lower()] = function
        return function

    return register


def unknown_peer(peer: int) -> ApiError:
    """Why there is no such dialogue: a chat that the community is not in, or nobody."""
    return refused(917) if peer > CHATS_FROM else refused(936)
