"""The messenger in memory as a stage: the tests' stand-in keeps the contract of the real channels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.bot_api.uploads import file_name
from bot.calls import Outgoing, Sink
from bot.content import FILES, RemoteFile
from bot.errors import RetryLater, TooLarge, Unreachable
from bot.messages import Batch, RawUpdate
from bot.outgoing import Answer
from bot.richtext import rich
from tests.channels.stage import Heard, ShownThing, Stage, Trouble, View
from tests.channels.things import Thing
from tests.memory import MemoryChannel, Shown


@dataclass
class MemorySource:
    """Updates kept in a list; the cursor is how many were confirmed."""

    name: str = "memory"
    updates: list[RawUpdate] = field(default_factory=list)

    async def fetch(self, cursor: str | None) -> Batch:
        """What is not confirmed, at once."""
        waiting = self.updates[int(cursor or 0) :]
        return Batch(waiting, str(len(self.updates))) if waiting else Batch((), None)


@dataclass
class MemoryFiles:
    """Bytes by a number."""

    kept: dict[str, bytes] = field(default_factory=dict)

    async def download(self, ref: str, to: Sink, limit: int) -> None:
        """In one piece."""
        if len(self.kept[ref]) > limit:
            raise TooLarge
        to.write(self.kept[ref])


@dataclass
class MemoryStage(Stage):
    """A client in a chat of the messenger in memory."""

    memory: MemoryChannel = field(default_factory=MemoryChannel)
    incoming: MemorySource = field(default_factory=MemorySource)
    fetching: MemoryFiles = field(default_factory=MemoryFiles)
    heard_as: dict[str, Heard] = field(default_factory=dict)

    @property
    def chat(self) -> dict[str, Shown]:
        """Everything that stands in it."""
        return self.memory.chats.setdefault(self.to.chat, {})

    # --- the person -----------------------------------------------------------------------------------------------

    def says(self, text: str, reply_to: str | None = None) -> str:
        """They write."""
        return self._appears(Heard(rich(text), reply_to=reply_to))

    def sends(self, things: Sequence[Thing], caption: str = "") -> list[str]:
        """A message for each thing."""
        album = f"album {self.memory.next_id()}" if len(things) > 1 else None
        return [
            self._appears(
                Heard(
                    rich("" if number else caption), (replace(thing.attachment, remote=self._kept(thing)),), album=album
                )
            )
            for number, thing in enumerate(things)
        ]

    def _kept(self, thing: Thing) -> RemoteFile | None:
        if thing.kind not in FILES:
            return None
        ref = self.memory.next_id()
        self.fetching.kept[ref] = thing.data
        return RemoteFile("memory", ref, ref, len(thing.data))

    def _appears(self, heard: Heard) -> str:
        number = self.memory.next_id()
        self.chat[number] = Shown(number, heard.text.text, rich=heard.text)
        self._tell(heard)
        return number

    def _tell(self, heard: Heard) -> None:
        number = str(len(self.incoming.updates) + 1)
        self.heard_as[number] = heard
        self.incoming.updates.append(RawUpdate(number, self.conversation, {}))

    def edits(self, message: str, text: str) -> None:
        """They correct."""
        self._tell(Heard(rich(text)))

    def deletes(self, message: str) -> None:
        """Nobody is told."""
        del self.chat[message]

    def reacts(self, message: str, emoji: str | None) -> None:
        """They put a reaction."""
        self._tell(Heard(emoji=emoji))

    def presses(self, message: str, data: str) -> str:
        """They press."""
        self._tell(Heard())
        return f"press {len(self.incoming.updates)}"

    def cut_off(self) -> None:
        """For good."""
        self.memory.fail(Unreachable("blocked"), times=1000)

    # --- what there is to see -------------------------------------------------------------------------------------

    def view(self, message: str) -> View:
        """As it stands."""
        shown = self.chat[message]
        return View(
            text=shown.text,
            formatting={span.kind.value: shown.text[span.start : span.end] for span in shown.rich.spans},
            things=tuple(_thing(one) for one in shown.attachments),
            reply_to=shown.reply_to if shown.reply_to in self.chat else None,
            buttons=tuple(button.text for row in shown.keyboard for button in row),
            reactions=(shown.reaction,) if shown.reaction else (),
        )

    def messages(self) -> list[str]:
        """All of them."""
        return list(self.chat)

    def texts(self) -> list[str]:
        """All of them."""
        return self.memory.texts(self.to.chat)

    def uploads(self) -> int:
        """Of what stands in the chat."""
        return sum(
            one.path is not None and one.known is None for shown in self.chat.values() for one in shown.attachments
        )

    def pressed_answers(self, press: str) -> list[str]:
        """Noted signals."""
        return [one.text for one in self.memory.signals if isinstance(one, Answer) and one.callback_id == press]

    def hear(self, update: RawUpdate) -> Heard | None:
        """As it was told."""
        return self.heard_as[update.external_id]

    # --- troubles -------------------------------------------------------------------------------------------------

    def trouble(self, trouble: Trouble) -> float | None:
        """Ordered of the channel."""
        if trouble is Trouble.SLOW_DOWN:
            self.memory.fail(RetryLater(7.0, self.scope))
            return 7.0
        self.memory.fail(RetryLater(None, None, trouble, doubtful=True), after=trouble is Trouble.LOST_AFTER)
        return None

    def forget_files(self) -> None:
        """All that were uploaded."""
        sent = (one for shown in self.chat.values() for one in shown.attachments)
        self.memory.forgotten |= {f"{self.memory.account}:{one.path}:{one.attachment.name or ''}" for one in sent}


def _thing(one: Outgoing) -> ShownThing:
    contact = one.attachment.contact
    return ShownThing(
        one.kind,
        file_name(one) if one.kind in FILES else None,
        one.path.read_bytes() if one.path is not None else None,
        one.attachment.place,
        contact.phone if contact is not None else None,
    )
