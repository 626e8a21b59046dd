"""A messenger in memory, for what is tested without a real one; it keeps the channels' contract (`tests.channels`)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.calls import Call, DeleteCall, Done, EditCall, OpenTopicCall, Outgoing, PinCall, ReactCall, SendCall
from bot.carriage import TELEGRAM, Traits
from bot.content import ContentKind
from bot.errors import AS_DOCUMENT, FileForgotten, FileRefused, Rejected
from bot.outgoing import Keyboard, Signal
from bot.richtext import RichText


@dataclass(slots=True)
class Shown:
    """A message as it stands in a chat."""

    id: str
    text: str
    keyboard: Keyboard = ()
    reply_to: str | None = None
    thread: str | None = None
    reaction: str | None = None
    pinned: bool = False
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
    called: dict[str, str | None] = field(default_factory=dict)
    """The name of each uploaded file: it is that of the upload, whoever sends it again."""
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
            case EditCall() | DeleteCall() | ReactCall() | PinCall():
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
        things = tuple(map(self._as_uploaded, call.attachments))
        groups = [(one,) for one in things] if album else [things]
        ids: list[str] = []
        for group in groups:
            number, words = self.next_id(), RichText() if ids else call.text
            shown = Shown(number, words.text, call.keyboard, call.reply_to, call.to.thread, attachments=group)
            chat[number], shown.rich = shown, words
            self.sent.append((call.to.chat, words.text))
            ids.append(number)
        new = [one for one in call.attachments if one.known is None and one.path is not None]
        known = [f"{self.account}:{one.path}:{one.attachment.name or ''}" for one in new]
        self.called |= {name: one.attachment.name for name, one in zip(known, new, strict=True)}
        uploads = tuple((one.attachment.file or 0, one.kind, name) for name, one in zip(known, new, strict=True))
        return Done(tuple(ids), uploads)

    def _as_uploaded(self, one: Outgoing) -> Outgoing:
        """What goes by its id has the name that it was uploaded under."""
        if one.known is None:
            return one
        return replace(one, attachment=replace(one.attachment, name=self.called.get(one.known)))

    def _change(self, chat: dict[str, Shown], call: EditCall | DeleteCall | ReactCall | PinCall) -> None:
        shown = chat[call.message_id]
        match call:
            case EditCall():
                shown.rich = shown.rich if call.text is None else call.text
                shown.text, shown.keyboard = shown.rich.text, call.keyboard
            case DeleteCall():
                del chat[call.message_id]
            case ReactCall():
                shown.reaction = call.emoji
            case PinCall():
                shown.pinned = True
