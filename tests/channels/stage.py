"""A channel with somebody at its other end, whatever the messenger: what the contract suite plays on.

A messenger's own stage fills the abstract methods; nothing here names one.
"""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from bot.calls import Channel, DeleteCall, Destination, Done, EditCall, FileSource, Outgoing, ReactCall, SendCall
from bot.content import FILES, Attachment, ContentKind, Forwarded, Place
from bot.errors import DeliveryError
from bot.messages import Batch, Edited, Incoming, RawUpdate, Reacted, Said, Source
from bot.outgoing import Button
from bot.richtext import RichText, rich
from tests.channels.things import Thing

PATIENCE = 1
"""Seconds that the staged channel waits for an answer."""

_keys = itertools.count(1)


class Trouble(StrEnum):
    """What goes wrong with the next call."""

    SLOW_DOWN = "slow_down"
    """The platform refuses: too many calls. Nothing is done."""
    BROKEN = "broken"
    """The platform's own trouble, a 5xx."""
    LOST_BEFORE = "lost_before"
    """The connection ends before the work is done."""
    LOST_AFTER = "lost_after"
    """The work is done, the answer is lost."""
    SILENCE = "silence"
    """No answer for longer than `PATIENCE`."""


@dataclass(frozen=True)
class ShownThing:
    """Something beside the words of a message, as the person has it."""

    kind: ContentKind
    name: str | None = None
    data: bytes | None = None
    place: Place | None = None
    phone: str | None = None


@dataclass(frozen=True)
class View:
    """A message as the person sees it: `formatting` is the covered text by kind of span, `buttons` their labels."""

    text: str = ""
    formatting: Mapping[str, str] = field(default_factory=dict)
    things: tuple[ShownThing, ...] = ()
    reply_to: str | None = None
    buttons: tuple[str, ...] = ()
    reactions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heard:
    """What the line understood of an update."""

    text: RichText = field(default_factory=RichText)
    attachments: tuple[Attachment, ...] = ()
    forwarded: tuple[Forwarded, ...] = ()
    album: str | None = None
    reply_to: str | None = None
    emoji: str | None = None


def as_heard(incoming: Incoming | None) -> Heard | None:
    """What the clients' side understood; None for anything but a message, a correction, a reaction."""
    match incoming:
        case Said() as said:
            return Heard(said.text, said.attachments, said.forwarded, said.album, said.reply_to)
        case Edited() as edited:
            return Heard(edited.text, edited.attachments, edited.forwarded, edited.album)
        case Reacted(emoji=emoji):
            return Heard(emoji=emoji)
    return None


@dataclass
class Stage(ABC):
    """A channel, and a person in a chat with it. `conversation` is the order that the person's updates belong to,
    `scope` the narrowest budget of a message to them; `cut_off_error` is what the channel says of somebody who cannot
    be written to. `speaks` are the kinds that a person can
    send there, `fetched` those whose bytes can be had; `refused` are those whose thing the platform will not take,
    whatever it leaves as."""

    channel: Channel
    source: Source
    files: FileSource
    to: Destination
    conversation: str
    scope: str
    cut_off_error: type[DeliveryError]
    cursor: str | None = None
    speaks = frozenset(ContentKind) - {ContentKind.OTHER}
    fetched = FILES
    refused = frozenset[ContentKind]()

    # --- the person -----------------------------------------------------------------------------------------------

    @abstractmethod
    def says(self, text: str, reply_to: str | None = None) -> str:
        """They write; returns the message's id, as the channel would name it."""

    @abstractmethod
    def sends(self, things: Sequence[Thing], caption: str = "") -> list[str]:
        """They send a thing, or several as an album where there are albums; returns the ids of the messages."""

    @abstractmethod
    def edits(self, message: str, text: str) -> None:
        """They correct a text of theirs."""

    @abstractmethod
    def deletes(self, message: str) -> None:
        """They delete a message of theirs."""

    @abstractmethod
    def reacts(self, message: str, emoji: str | None) -> None:
        """They put a reaction on a message (only where people's reactions are told)."""

    @abstractmethod
    def presses(self, message: str, data: str) -> str:
        """They press an inline button; returns the id by which the press is answered."""

    @abstractmethod
    def cut_off(self) -> None:
        """They cannot be written to any more."""

    # --- what there is to see -------------------------------------------------------------------------------------

    @abstractmethod
    def view(self, message: str) -> View:
        """A message of either side as it is now."""

    @abstractmethod
    def messages(self) -> list[str]:
        """The ids of what the channel sent and what still stands there, from top to bottom."""

    @abstractmethod
    def texts(self) -> list[str]:
        """What there is to read in the chat, from top to bottom; messages that the platform writes left out."""

    @abstractmethod
    def uploads(self) -> int:
        """How many files the channel has uploaded up to now."""

    @abstractmethod
    def pressed_answers(self, press: str) -> list[str]:
        """What came in answer to a press, as texts."""

    @abstractmethod
    def hear(self, update: RawUpdate) -> Heard | None:
        """How the line reads an update: a message, a correction (its text) or a reaction (its emoji)."""

    # --- troubles -------------------------------------------------------------------------------------------------

    @abstractmethod
    def trouble(self, trouble: Trouble) -> float | None:
        """Orders it for the next call; returns the seconds of pause that the channel has to tell (`SLOW_DOWN`)."""

    @abstractmethod
    def forget_files(self) -> None:
        """The platform does not know uploaded files any more (when they are named in the next message)."""

    # --- what the line does ---------------------------------------------------------------------------------------

    async def send(self, text: RichText | str, reply_to: str | None = None, keyboard: tuple[Button, ...] = ()) -> str:
        """Sends a text; returns its id."""
        rows = (keyboard,) if keyboard else ()
        call = SendCall(to=self.to, key=next(_keys), text=rich(text), reply_to=reply_to, keyboard=rows)
        (sent,) = (await self.channel.perform(call)).ids
        return sent

    async def pass_on(
        self,
        *things: Outgoing,
        text: RichText | str = "",
        keyboard: tuple[Button, ...] = (),
        reply_to: str | None = None,
    ) -> Done:
        """Sends things, with a caption."""
        rows = (keyboard,) if keyboard else ()
        call = SendCall(
            to=self.to, key=next(_keys), text=rich(text), attachments=things, keyboard=rows, reply_to=reply_to
        )
        return await self.channel.perform(call)

    async def edit(
        self, message: str, text: RichText | str | None, keyboard: tuple[Button, ...] = (), **rest: Any
    ) -> None:
        """Edits a message; `rest` are the fields of `EditCall`."""
        rows = (keyboard,) if keyboard else ()
        body = None if text is None else rich(text)
        call = EditCall(to=self.to, key=next(_keys), message_id=message, text=body, keyboard=rows, **rest)
        assert await self.channel.perform(call) == Done()

    async def delete(self, message: str) -> None:
        """Takes a message back."""
        assert await self.channel.perform(DeleteCall(to=self.to, key=next(_keys), message_id=message)) == Done()

    async def react(self, message: str, emoji: str | None) -> None:
        """Marks a message."""
        call = ReactCall(to=self.to, key=next(_keys), message_id=message, emoji=emoji)
        assert await self.channel.perform(call) == Done()

    async def fetch(self) -> Batch:
        """The next updates, kept as intake would."""
        batch = await self.source.fetch(self.cursor)
        self.cursor = batch.cursor or self.cursor
        return batch

    async def heard(self) -> list[Heard]:
        """How the line reads what has come since; what it does not read as anything is left out."""
        return [heard for update in (await self.fetch()).updates if (heard := self.hear(update)) is not None]

    def views(self, done: Done) -> View:
        """All messages of a call as one: an album is several on some platforms."""
        views = [self.view(number) for number in done.ids]
        things = tuple(thing for view in views for thing in view.things)
        return replace(views[0], things=things, text="".join(view.text for view in views))
