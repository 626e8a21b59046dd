"""One turn of the desk: what a handler may see and do. A handler sends nothing itself, it writes into the outbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot, Message
from telegram.ext import CallbackContext

from bot import outbox
from bot.links import MessageKey
from bot.messages import Address
from bot.outbox import Lane, OutboxRow
from bot.outgoing import Answer, Delete, Keyboard, React, Ref, Send, Signal
from bot.richtext import RichText, rich
from bot.texts import say
from knowledge.articles import Article
from knowledge.outcome import Hit
from operators import topics
from operators.marks import DELIVERED
from operators.purposes import Purpose
from operators.sla import Standard
from operators.staff import Staff
from operators.topics import CHANNEL, Desk, Topic


class Searching(Protocol):
    """The seam to the knowledge base: what clients are answered from."""

    def search(self, query: str, limit: int) -> list[Hit]:
        """The best articles, best first."""


@dataclass(slots=True)
class Turn:
    """The transaction, the moment, and where and by whom something was done. `topic` is None in General (then
    `thread` is None as well) and in topics that were made by hand. `zone` is the centre's. `album` has all the messages
    of the album that is being handled; of an album, the update is its first message. `serves`: what this group is for.
    `refused_topics`: what the expert line does not take, in the centre's words.
    `gone`: whoever did it has left the group."""

    session: AsyncSession
    now: datetime
    desk: Desk
    chat: str
    topic: Topic | None
    thread: str | None
    staff: Staff | None
    articles: Mapping[str, Article]
    search: Searching
    zone: tzinfo
    serves: frozenset[Purpose] = frozenset()
    refused_topics: Sequence[str] = ()
    standard: Standard = field(default_factory=Standard)
    gone: bool = False
    album: Sequence[Message] = ()
    signals: list[Signal] = field(default_factory=list)
    error: Exception | None = None

    @property
    def place(self) -> Address:
        """Where this turn takes place, as the outbox names it."""
        if self.topic is not None:
            return self.topic.address
        return topics.general(self.desk) if self.thread is None else topics.thread(self.desk, self.thread)

    @property
    def person(self) -> Staff:
        """Who did it; every update that handlers see has an author."""
        if self.staff is None:
            raise LookupError("an update without an author")
        return self.staff

    @property
    def today(self) -> date:
        """The day at the centre."""
        return self.now.astimezone(self.zone).date()

    @property
    def signature(self) -> str:
        """The author's name, under what stays in the history of the knowledge base; never empty."""
        return self.person.name.strip() or self.person.telegram_id

    def key(self, message_id: int | str) -> MessageKey:
        """A message of this group."""
        return MessageKey(CHANNEL, self.chat, str(message_id))

    async def topic_for(self, command: Message) -> Topic | None:
        """The client's topic that a command was written in. In a topic without a client its author is told so; in
        General it is none of the bot's business."""
        if self.topic is None and self.thread is not None:
            await self.say(say("desk-no-client-here"), reply_to=command.message_id)
        return self.topic

    async def say(
        self,
        text: RichText | str,
        keyboard: Keyboard = (),
        *,
        reply_to: int | None = None,
        to: Address | None = None,
        merge_key: str | None = None,
        context: dict[str, Any] | None = None,
    ) -> OutboxRow:
        """A message for staff, here or in another place; its changes wait in no line. `context` is what is to be known
        of it later."""
        ref = Ref(platform=str(reply_to)) if reply_to is not None else None
        return await outbox.enqueue(
            self.session,
            to or self.place,
            Send(rich(text), keyboard, reply_to=ref),
            self.now,
            lane=Lane.NOTICE,
            merge_key=merge_key,
            context={"edit_lane": int(Lane.NOTICE), **(context or {})},
        )

    async def nod(self, message_id: int) -> None:
        """A reaction says that it is done, and costs the group nothing."""
        await self._aside(React(Ref(platform=str(message_id)), DELIVERED), message_id)

    async def take_away(self, message_id: int) -> None:
        """A prompt that has been answered vanishes: dearer than an edit it is not, and the topic stays readable."""
        await self._aside(Delete(Ref(platform=str(message_id))), message_id)

    async def _aside(self, body: React | Delete, message_id: int) -> None:
        queue = f"mark:{self.chat}:{message_id}"
        await outbox.enqueue(self.session, self.place, body, self.now, lane=Lane.NOTICE, queue=queue)

    def toast(self, callback_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answers a pressed button (every one has to be, else it spins)."""
        self.signals.append(Answer(CHANNEL, callback_id, text, alert))


current: ContextVar[Turn] = ContextVar("current")
"""The turn at hand; python-telegram-bot makes the contexts itself."""


class DeskContext(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """What handlers are called with."""

    @property
    def turn(self) -> Turn:
        """The turn at hand."""
        return current.get()

    @property
    def numbers(self) -> list[int]:
        """The numbers in a pressed button's data, as its pattern found them."""
        return [int(group) for group in self.match.groups()] if self.match else []


def replied_to(message: Message) -> str | None:
    """The message that this one answers. All in a topic "answer" the one that made it, which says nothing; in General
    the thread's id is that of the message that began the chain, so there it is an answer like any other."""
    answered = message.reply_to_message
    if answered is None or (message.is_topic_message and answered.message_id == message.message_thread_id):
        return None
    return str(answered.message_id)
