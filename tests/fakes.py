"""Stand-ins that the tests share: a clock moved by hand, a messenger in memory, sources, sides and address books."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox
from bot.calls import (
    Call,
    Closed,
    DeleteCall,
    Destination,
    Done,
    EditCall,
    OpenTopicCall,
    Outgoing,
    ReactCall,
    SendCall,
)
from bot.carriage import TELEGRAM, Traits
from bot.content import ContentKind
from bot.database import Database
from bot.delivery import Delivery
from bot.errors import AS_DOCUMENT, DeliveryError, FileForgotten, FileRefused, Rejected
from bot.inbox import Conversation, Handled, InboxRow
from bot.messages import Address, Batch, Keyboard, RawUpdate, Send, Signal
from bot.outbox import OutboxRow
from bot.richtext import RichText, rich

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday morning."""


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        """The current moment."""
        return self._now

    def move(self, seconds: float) -> None:
        """Lets time pass."""
        self._now += timedelta(seconds=seconds)


async def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Waits for a condition; fails the test when it does not come about in time."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  (a test polls with a deadline)
            await asyncio.sleep(0.005)


Statement = tuple[str, Any]


@contextmanager
def watched_statements(database: Database) -> Iterator[list[Statement]]:
    """The SELECTs that are sent to the database meanwhile, with their values."""
    seen: list[Statement] = []
    engine = database._engine.sync_engine

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        if sql.startswith("SELECT"):
            seen.append((sql, values))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def query_plans(database: Database, statements: Sequence[Statement]) -> list[str]:
    """How SQLite goes about each of them."""
    plans = []
    async with database.read() as session:
        connection = await session.connection()
        for sql, values in statements:
            rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            plans.append("\n".join(str(row.detail) for row in rows))
    return plans


# --- a messenger -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Shown:
    """A message as it stands in a chat."""

    id: str
    text: str
    keyboard: Keyboard = ()
    reply_to: str | None = None
    thread: str | None = None
    reaction: str | None = None
    attachments: tuple[Outgoing, ...] = ()
    rich: RichText = field(default_factory=RichText)
    """The text with its formatting."""


@dataclass(slots=True)
class Fault:
    """Something that goes wrong, before the platform has done the work or after it."""

    error: BaseException
    chat: str | None
    contains: str
    after: bool
    times: int

    def concerns(self, call: Call) -> bool:
        """Whether it strikes this call."""
        words = getattr(call, "text", None)
        fits = not self.contains or (words is not None and self.contains in words.text)
        return self.times > 0 and fits and self.chat in {None, call.to.chat}


@dataclass
class MemoryChannel:
    """A messenger in memory: what stands in each chat, what was asked, and the faults that a test orders. A `strict`
    one refuses what real messengers do: too long a text, pictures that are none, ids of files that it has forgotten."""

    name: str = "memory"
    account: str = "memory"
    text_limit: int = 4096
    traits: Traits = TELEGRAM
    chats: dict[str, dict[str, Shown]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)
    """Every message that ever appeared: chat and text as it was then."""
    signals: list[Signal] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    flying: int = 0
    most_flying: int = 0
    closed: bool = False
    strict: bool = False
    forgotten: set[str] = field(default_factory=set)
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    _last_id: int = 0

    def __post_init__(self) -> None:
        self._open.set()

    def measure(self, text: str) -> int:
        """In characters."""
        return len(text)

    def scopes(self, call: Call) -> Sequence[str]:
        """The chat and the bot."""
        return (f"{self.name}:chat:{call.to.chat}", f"{self.name}:bot")

    def fail(
        self,
        error: BaseException,
        *,
        chat: str | None = None,
        contains: str = "",
        after: bool = False,
        times: int = 1,
    ) -> None:
        """The next `times` calls (to this chat, with this text) fail."""
        self.faults.append(Fault(error, chat, contains, after, times))

    def hold(self) -> None:
        """Calls hang until `let_go`."""
        self._open.clear()

    def let_go(self) -> None:
        """Hanging calls go on."""
        self._open.set()

    async def perform(self, call: Call) -> Done:
        """Does the work, unless a fault was ordered."""
        self.calls.append(call)
        fault = next((fault for fault in self.faults if fault.concerns(call)), None)
        if fault is not None:
            fault.times -= 1
        self.flying += 1
        self.most_flying = max(self.most_flying, self.flying)
        try:
            await self._open.wait()
            await asyncio.sleep(0)
            if fault is not None and not fault.after:
                raise fault.error
            result = self._do(call)
            if fault is not None:
                raise fault.error
            return result
        finally:
            self.flying -= 1

    async def signal(self, signal: Signal) -> None:
        """Notes it."""
        await self._open.wait()
        self.signals.append(signal)

    async def close(self) -> None:
        """Nothing may be asked any more."""
        self.closed = True

    def texts(self, chat: str) -> list[str]:
        """What stands in a chat, from top to bottom."""
        return [shown.text for shown in self.chats.get(chat, {}).values()]

    def _do(self, call: Call) -> Done:
        chat = self.chats.setdefault(call.to.chat, {})
        if self.strict:
            self._check(call)
        match call:
            case SendCall():
                return self._send(chat, call)
            case OpenTopicCall():
                return Done((self.next_id(),))
            case DeleteCall() if call.message_id not in chat:
                return Done()  # As the adapters have it: what is gone is as it was asked for.
            case EditCall() | DeleteCall() | ReactCall():
                if call.message_id not in chat:
                    raise Rejected("message not found")
                self._change(chat, call)
        return Done()

    def next_id(self) -> str:
        """The number of the next message, whoever writes it."""
        self._last_id += 1
        return str(self._last_id)

    def _check(self, call: Call) -> None:
        match call:
            case SendCall(text=text, attachments=attachments):
                if self.measure(text.text) > self.text_limit:
                    raise Rejected("message is too long")
                for one in attachments:
                    self._check_file(one)
            case ReactCall(emoji=emoji) if emoji and max(emoji) < "\u2000":
                raise Rejected("no emoji")

    def _check_file(self, one: Outgoing) -> None:
        if one.known in self.forgotten:
            raise FileForgotten("no such file")
        if one.path is not None and not one.path.is_file():
            raise FileRefused(one.attachment.file, "failed")
        if one.kind is ContentKind.PHOTO and one.path and not one.path.read_bytes().startswith(b"\x89PNG"):
            raise FileRefused(one.attachment.file, AS_DOCUMENT)

    def _send(self, chat: dict[str, Shown], call: SendCall) -> Done:
        """An album is several messages, the first of which has the words; what is not known yet is uploaded."""
        album = len(call.attachments) > 1 and not self.traits.one_message
        groups = [(one,) for one in call.attachments] if album else [call.attachments]
        ids: list[str] = []
        for group in groups:
            number, words = self.next_id(), RichText() if ids else call.text
            shown = Shown(number, words.text, call.keyboard, call.reply_to, call.to.thread, attachments=group)
            chat[number], shown.rich = shown, words
            self.sent.append((call.to.chat, words.text))
            ids.append(number)
        new = (one for one in call.attachments if one.known is None and one.path is not None)
        uploads = tuple((one.attachment.file or 0, one.kind, f"{self.account}:{one.path}") for one in new)
        return Done(tuple(ids), uploads)

    def _change(self, chat: dict[str, Shown], call: EditCall | DeleteCall | ReactCall) -> None:
        shown = chat[call.message_id]
        match call:
            case EditCall():
                shown.rich = shown.rich if call.text is None else call.text
                shown.text, shown.keyboard = shown.rich.text, call.keyboard
            case DeleteCall():
                del chat[call.message_id]
            case ReactCall():
                shown.reaction = call.emoji


@dataclass
class FakeBook:
    """An address book: every peer is its own chat, unless the test says otherwise."""

    closed: dict[str, str] = field(default_factory=dict)
    places: dict[str, Destination] = field(default_factory=dict)
    healed: list[tuple[str, str]] = field(default_factory=list)
    heal_with: Callable[[AsyncSession, OutboxRow, DeliveryError, datetime], Any] | None = None

    async def find(self, _session: AsyncSession, peers: Collection[str]) -> Mapping[str, Destination | Closed]:
        """The chat of that name, or why there is none."""
        return {
            peer: Closed(self.closed[peer]) if peer in self.closed else self.places.get(peer, Destination(peer))
            for peer in peers
        }

    async def heal(self, session: AsyncSession, row: OutboxRow, error: DeliveryError, now: datetime) -> bool:
        """Notes it; `heal_with` does what the test wants."""
        self.healed.append((row.peer, type(error).__name__))
        return bool(await self.heal_with(session, row, error, now)) if self.heal_with else False


@asynccontextmanager
async def delivering(delivery: Delivery, clock: FakeClock | None = None) -> AsyncIterator[None]:
    """The delivery at work; with a clock, time flies meanwhile: a quarter of a second every few milliseconds."""
    stop = asyncio.Event()
    running = asyncio.create_task(delivery.run(stop))

    async def fly(clock: FakeClock) -> None:
        while True:
            await asyncio.sleep(0.003)
            clock.move(0.25)
            delivery.wake()

    flying = asyncio.create_task(fly(clock)) if clock else None
    try:
        yield
    finally:
        stop.set()
        delivery.wake()
        if flying:
            flying.cancel()
        await running


# --- what comes in -----------------------------------------------------------------------------------------------


def update(number: int, text: str = "", *, chat: str = "1", channel: str = "memory") -> RawUpdate:
    """A raw update: `number` is its id on the platform."""
    return RawUpdate(str(number), f"{channel}:{chat}", {"text": text or f"строка {number}", "chat": chat})


@dataclass
class ListSource:
    """A source with a script: batches, or errors to be raised; when it is played to the end the source is silent."""

    script: list[Batch | Exception]
    name: str = "memory"
    asked: list[str | None] = field(default_factory=list)
    given_up: int = 0

    async def fetch(self, cursor: str | None) -> Batch:
        """The next of the script."""
        self.asked.append(cursor)
        if not self.script:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.given_up += 1
                raise
        await asyncio.sleep(0)
        item = self.script.pop(0)
        if isinstance(item, Exception):
            raise item
        return item


@dataclass
class EchoSide:
    """A side that says everything again, and fails where the test wants."""

    clock: FakeClock
    handled: list[tuple[str, str]] = field(default_factory=list)
    """Every attempt: the conversation and the first row's text."""
    seen: list[list[str]] = field(default_factory=list)
    """The texts of all rows that were handed over, attempt by attempt."""
    told: list[int] = field(default_factory=list)
    failing: dict[str, list[Exception]] = field(default_factory=dict)
    """By text, the failures still to come; they strike after the echo was written."""
    parking_fails: Exception | None = None
    quiet_until: datetime | None = None
    together: bool = False
    signals: Sequence[Signal] = ()

    async def handle(self, session: AsyncSession, conversation: Conversation, rows: Sequence[InboxRow]) -> Handled:
        """Says the text of the row (of all rows, `together`) into the same chat."""
        texts = [row.payload.get("text", "") for row in rows]
        self.handled.append((conversation.key, texts[0]))
        self.seen.append(texts)
        if self.quiet_until is not None and self.clock.now() < self.quiet_until:
            return Handled(until=self.quiet_until)
        taken = texts if self.together else texts[:1]
        channel, _, chat = conversation.key.partition(":")
        for text in taken:
            await outbox.enqueue(session, Address(channel, chat), Send(rich(text)), self.clock.now())
        for text in taken:
            if self.failing.get(text):
                raise self.failing[text].pop(0)
        return Handled(rows=len(taken), signals=self.signals)

    async def parked(self, session: AsyncSession, conversation: Conversation, row: InboxRow) -> None:
        """Says so to the client."""
        channel, _, chat = conversation.key.partition(":")
        await outbox.enqueue(session, Address(channel, chat), Send(rich("посмотрит человек")), self.clock.now())
        self.told.append(row.id)
        if self.parking_fails is not None:
            raise self.parking_fails
