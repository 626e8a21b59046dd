"""What delivery asks of a platform: calls with every reference resolved, and the port that a channel fills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.carriage import Traits
from bot.content import Attachment, ContentKind
from bot.errors import Alarm
from bot.outgoing import Keyboard, LetterHead, Menu, Signal
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


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An attachment about to leave: as which `kind` the channel sends it, where its bytes are, and under which id the
    platform knows it from an earlier time (None: it has to be uploaded). Kinds without bytes have neither."""

    kind: ContentKind
    attachment: Attachment
    path: Path | None = None
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What a call made: the ids of messages (several for an album, in order) or of a thread; and the files that were
    uploaded, as (row in `bot.files`, kind, the platform's id), to be used again. `alarm`: it was made, and something
    that staff have to know of was in the way."""

    ids: tuple[str, ...] = ()
    uploads: tuple[tuple[int, ContentKind, str], ...] = ()
    alarm: Alarm | None = None


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
    attachments: tuple[Outgoing, ...] = ()
    """What leaves together with the text (its caption) as one message, or as one album."""
    preview: bool = False
    head: LetterHead | None = None
    """Only where the message is a letter."""
    doubtful: bool = False
    """Tried so long ago that the platform may have forgotten `key`: it has to be looked for in the history first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCall(Call):
    """New text (None: buttons only) for the message `message_id`. `attachments` are those it has and keeps; with
    `caption` its text is their caption. `whole` is the text as it stands where `text` is None (VK changes a message as
    a whole). `page` is which page of buttons is shown. `preview`: as the message was sent."""

    message_id: str
    text: RichText | None
    keyboard: Keyboard = ()
    attachments: tuple[Outgoing, ...] = ()
    caption: bool = False
    whole: RichText | None = None
    page: int = 0
    preview: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DropTopicCall(Call):
    """The topic `to.thread` deleted with its messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinCall(Call):
    """The message `message_id` pinned, silently; pinned already is as good."""

    message_id: str


class Channel(Protocol):
    """A messenger, as the line sees it. Each method that asks the platform has a time-out and raises only
    `bot.errors.DeliveryError`s."""

    name: str
    account: str
    """Whose uploads these are: ids of uploaded files are worth something for this bot or community alone."""
    text_limit: int
    """The longest text of one message, in the units of `measure`."""
    traits: Traits
    """What kinds of content it takes, and how."""

    def measure(self, text: str) -> int:
        """The length of a text as the platform counts it."""

    def scopes(self, call: Call) -> Sequence[str]:
        """The budgets that a call draws on, narrowest first; names are those of `bot.pacing`."""

    async def perform(self, call: Call) -> Done:
        """Does it. Raises `FileRefused` for an attachment that the platform will not take, `FileForgotten` for a
        `known` id that it does not know any more; nothing was sent then."""

    async def signal(self, signal: Signal) -> None:
        """Sends what is worth something for seconds only; a failure is only a line in the log."""

    async def close(self) -> None:
        """Lets the connections go."""


class Sink(Protocol):
    """Where bytes are streamed to: the writing half of a binary file."""

    def write(self, data: bytes, /) -> int:
        """Appends."""


class FileSource(Protocol):
    """Where files come from: the download side of a channel. Each method has a time-out."""

    async def download(self, ref: str, to: Sink, limit: int) -> None:
        """Streams the file into `to`. Raises `RetryLater`, `Rejected` with the reason when it is not to be had, and
        `TooLarge` beyond `limit` bytes (or beyond the platform's own limit)."""
