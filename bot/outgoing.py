"""The vocabulary of what goes out: messages and what is done to them, and signals.

Frozen values only. `Body` is what stands in an outbox row, with references still open; what delivery makes of it stands
in `bot.calls`. What comes in stands in `bot.messages`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.content import Attachment
from bot.richtext import RichText


class ButtonStyle(StrEnum):
    """How a button is coloured where the platform can (Bot API 9.4)."""

    PRIMARY = "primary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: `data` (at most 64 bytes on Telegram) or `url`."""

    text: str
    data: str | None = None
    url: str | None = None
    style: ButtonStyle | None = None


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of inline buttons."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The buttons under the input field; pressing one says its words. No rows: the menu is taken away. `contact`: what
    a button is called that shares the person's own phone, where the messenger has such a one (`Traits.asks_contact`);
    the menu is for this one answer then."""

    rows: tuple[tuple[str, ...], ...]
    placeholder: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Ref:
    """A message to reply to or to change: an outbox row of ours, or a platform's message id."""

    outbox: int | None = None
    platform: str | None = None


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What a letter has beside its words. `in_reply_to` and `references` are Message-IDs of the letters before it;
    `reply_to` is where an answer goes instead of the sender; nobody at all wrote what is `automatic`; `unsubscribe` is
    the address (URL) that ends a mailing."""

    subject: str
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    reply_to: str | None = None
    automatic: bool = False
    unsubscribe: str | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """A new message. `joinable`: a client's line, which may share a platform message with its neighbours in a topic
    when it has to wait for the group's budget. `attachments` name their files as rows of `bot.files`; how they are
    divided into messages of the platform, with `text` as a caption or beside them, is `bot.delivery.layout`'s.
    `preview`: links may show what they lead to. `head`: only a letter has one."""

    text: RichText
    keyboard: Keyboard = ()
    menu: Menu | None = None
    reply_to: Ref | None = None
    joinable: bool = False
    silent: bool = False
    attachments: tuple[Attachment, ...] = ()
    preview: bool = False
    head: LetterHead | None = None
    kind: Literal["send"] = "send"


@dataclass(frozen=True, slots=True)
class Edit:
    """New text and buttons for a message; `text` None changes the buttons alone. `page` is which page of buttons is
    shown where a platform cannot show all of them at once."""

    target: Ref
    text: RichText | None
    keyboard: Keyboard = ()
    page: int = 0
    kind: Literal["edit"] = "edit"


@dataclass(frozen=True, slots=True)
class Delete:
    """Takes a message back."""

    target: Ref
    kind: Literal["delete"] = "delete"


@dataclass(frozen=True, slots=True)
class React:
    """A reaction on a message; None takes it away."""

    target: Ref
    emoji: str | None
    kind: Literal["react"] = "react"


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """A forum topic to be made (desk only); its thread id is the call's result."""

    name: str
    colour: int | None = None
    kind: Literal["open_topic"] = "open_topic"


@dataclass(frozen=True, slots=True)
class ReopenTopic:
    """A closed forum topic to be opened again (desk only)."""

    kind: Literal["reopen_topic"] = "reopen_topic"


@dataclass(frozen=True, slots=True)
class DropTopic:
    """A forum topic to be deleted with all that stands in it (desk only)."""

    kind: Literal["drop_topic"] = "drop_topic"


@dataclass(frozen=True, slots=True)
class Pin:
    """A message kept at the top of its chat, without a notification (desk only)."""

    target: Ref
    kind: Literal["pin"] = "pin"


Body = Send | Edit | Delete | React | OpenTopic | ReopenTopic | DropTopic | Pin
"""What stands in an outbox row."""


# --- what is worth something for seconds only ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a pressed button; at most 200 characters."""

    channel: str
    callback_id: str
    text: str = ""
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Typing:
    """«печатает…» for a few seconds."""

    channel: str
    peer: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything up to `message_id` is marked as read, where a platform has such marks."""

    channel: str
    peer: str
    message_id: str


Signal = Answer | Typing | Seen
"""What is no row: it is sent at once and at most once, and is worth nothing a few seconds later."""
