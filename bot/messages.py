"""The vocabulary of what comes in: addresses and people, raw updates, what they mean, and the port they come through.

Frozen values only. `Incoming` is what a channel's pure `parse` makes of a raw update. What goes out stands in
`bot.outgoing`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.content import Attachment, Forwarded
from bot.richtext import RichText

Raw = Mapping[str, Any]
"""A raw update or payload, as JSON."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody can be written to: a channel (`telegram`, `vk`, `desk`, …) and the platform's id there.

    Desk peers are `topic:<topics.id>` and `general:<desks.id>`: the thread may not exist yet when a row is written.
    """

    channel: str
    peer: str

    def __str__(self) -> str:
        return f"{self.channel}:{self.peer}"


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote, as the platform names them."""

    id: str
    name: str
    username: str | None = None


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """One update as fetched: `external_id` names the thing itself, `conversation` the order it belongs to."""

    external_id: str
    conversation: str
    payload: Raw


@dataclass(frozen=True, slots=True)
class Batch:
    """What one look at the platform brought, and the cursor to save with it (None: nothing to save)."""

    updates: Sequence[RawUpdate]
    cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Something that a client did, on whatever channel; the subclasses say what."""

    address: Address
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Incoming):
    """A message: text, or attachments with or without a caption, or what was forwarded.

    `message_ids` has several when lines in a rapid row were joined into one question. The pieces of one album come as
    messages of their own that have the same `album`. `quote` is the part picked out of the message answered to.
    `preview`: the messenger shows what a link in it leads to.
    """

    message_ids: tuple[str, ...]
    text: RichText = field(default_factory=RichText)
    attachments: tuple[Attachment, ...] = ()
    forwarded: tuple[Forwarded, ...] = ()
    reply_to: str | None = None
    quote: RichText = field(default_factory=RichText)
    album: str | None = None
    preview: bool = False

    @property
    def message_id(self) -> str:
        """The message, or the first of those that were joined."""
        return self.message_ids[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited(Incoming):
    """A message that was corrected, as it is now. `album` is that of the message."""

    message_id: str
    text: RichText = field(default_factory=RichText)
    attachments: tuple[Attachment, ...] = ()
    forwarded: tuple[Forwarded, ...] = ()
    album: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reacted(Incoming):
    """A reaction on a message, None: taken away. An emoji that only one messenger has comes as «⭐»-like stand-in or
    not at all: see the channel's parsing."""

    message_id: str
    emoji: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commented(Incoming):
    """A public comment under a post of the community (VK). `message_id` names it as `<post>_<comment>`, `url` opens
    it; the person's private address is `address`, whether they may be written to or not."""

    message_id: str
    url: str
    text: RichText = field(default_factory=RichText)
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredElsewhere(Incoming):
    """Somebody of the centre wrote to the client past this service, in the messenger's own interface (VK)."""

    message_id: str
    text: RichText = field(default_factory=RichText)
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed(Incoming):
    """An inline button; `data` comes from the client's machine and may be forged."""

    data: str
    callback_id: str
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Incoming):
    """`/start` and its like; `payload` is what a deep link carried."""

    payload: str = ""
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Incoming):
    """The person blocked the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Incoming):
    """The person unblocked the bot."""


class Source(Protocol):
    """Where updates come from, when they are fetched (long poll)."""

    name: str

    async def fetch(self, cursor: str | None) -> Batch:
        """Waits up to some 30 s for updates after `cursor`; an empty batch is no error. Raises `RetryLater`."""
