"""What delivery asks of a platform: calls with every reference resolved, and the port that a channel fills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.messages import Answer, Keyboard, Menu
from bot.richtext import RichText


@dataclass(frozen=True, slots=True)
class Destination:
    """A place on the platform: a chat, and in a forum its thread (None: a private chat, or General)."""

    chat: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """A peer that cannot be written to at present, and why."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request to a platform; `key` is the same at every attempt of the same part (VK's `random_id`)."""

    to: Destination
    key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendCall(Call):
    """One message within the platform's limits."""

    text: RichText
    keyboard: Keyboard = ()
    menu: Menu | None = None
    reply_to: str | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCall(Call):
    """New text (None: buttons only) for the message `message_id`."""

    message_id: str
    text: RichText | None
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteCall(Call):
    """The message `message_id` taken back."""

    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactCall(Call):
    """A reaction on `message_id`; None takes it away."""

    message_id: str
    emoji: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTopicCall(Call):
    """A forum topic in `to.chat`."""

    name: str
    colour: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenTopicCall(Call):
    """The topic `to.thread` opened again."""


class Channel(Protocol):
    """A messenger, as the line sees it. Each method that asks the platform has a time-out and raises only
    `bot.errors.DeliveryError`s."""

    name: str
    text_limit: int
    """The longest text of one message, in the units of `measure`."""

    def measure(self, text: str) -> int:
        """The length of a text as the platform counts it."""

    def scopes(self, call: Call) -> Sequence[str]:
        """The budgets that a call draws on, narrowest first; names are those of `bot.pacing`."""

    async def perform(self, call: Call) -> str | None:
        """Does it; returns the id of what was made (message or thread), None for calls that make nothing."""

    async def answer(self, answer: Answer) -> None:
        """Answers a pressed button."""

    async def close(self) -> None:
        """Lets the connections go."""
