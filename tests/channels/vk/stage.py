"""The emulated VK as a stage: a person's dialogue with the community."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.carriage import VK_REACTIONS
from bot.channels.vk.parsing import callback_id, parse
from bot.content import FILES, ContentKind, Place
from bot.messages import RawUpdate
from bot.sandbox.vk.attachments import Attachment
from bot.sandbox.vk.model import Message
from bot.sandbox.vk.world import World
from tests.channels.stage import PATIENCE, Heard, ShownThing, Stage, Trouble, View, as_heard
from tests.channels.things import Thing

_PAUSE = 10.0
"""What the channel makes of flood control: VK names no time."""

_FAULTS: Mapping[Trouble, dict[str, Any]] = {
    Trouble.SLOW_DOWN: {"kind": "error", "code": 9},
    Trouble.BROKEN: {"kind": "server_error", "status": 500},
    Trouble.LOST_BEFORE: {"kind": "drop_before"},
    Trouble.LOST_AFTER: {"kind": "drop_after"},
    Trouble.SILENCE: {"kind": "delay", "seconds": PATIENCE + 0.5},
}

_SENT_AS = {
    ContentKind.PHOTO: "photo",
    ContentKind.DOCUMENT: "doc",
    ContentKind.VOICE: "audio_message",
    ContentKind.AUDIO: "audio",
    ContentKind.VIDEO: "video",
    ContentKind.STICKER: "sticker",
    ContentKind.POLL: "poll",
}
_SHOWN_AS = {kind: content for content, kind in _SENT_AS.items()}

_SPANS = {"bold": "bold", "italic": "italic", "underline": "underline", "url": "text_link"}


@dataclass
class VkStage(Stage):
    """`person` writes to the community."""

    world: World = None  # type: ignore[assignment]
    person: int = 0
    speaks = frozenset(_SENT_AS) | {ContentKind.LOCATION}
    fetched = FILES - {ContentKind.VIDEO}
    refused = frozenset({ContentKind.AUDIO})
    """VK takes no MP3, under whatever kind."""

    # --- the person -----------------------------------------------------------------------------------------------

    def says(self, text: str, reply_to: str | None = None) -> str:
        """They write."""
        answered = int(reply_to) if reply_to else None
        return str(self.world.people.write(self.person, text, reply_to=answered))

    def sends(self, things: Sequence[Thing], caption: str = "") -> list[str]:
        """They send: several things are one message."""
        place = next((thing.attachment.place for thing in things if thing.attachment.place), None)
        items = [_item(thing) for thing in things if thing.kind in _SENT_AS]
        geo = (place.latitude, place.longitude) if place else None
        return [str(self.world.people.write(self.person, caption, attachments=items, geo=geo))]

    def edits(self, message: str, text: str) -> None:
        """They correct."""
        self.world.people.edit(self.person, int(message), text)

    def deletes(self, message: str) -> None:
        """They delete."""
        self.world.people.delete(self.person, int(message))

    def reacts(self, message: str, emoji: str | None) -> None:
        """They put a reaction, or take it away."""
        numbers = {shown: number for number, shown in VK_REACTIONS.items()}
        if emoji is None:
            self.world.people.unreact(self.person, int(message))
        else:
            self.world.people.react(self.person, int(message), numbers[emoji])

    def presses(self, message: str, data: str) -> str:
        """They press."""
        pressed = self.world.people.press_callback(self.person, int(message), json.dumps({"d": data}))
        return callback_id(pressed, self.person, self.person)

    def cut_off(self) -> None:
        """They forbid messages."""
        self.world.people.deny(self.person)

    # --- what there is to see -------------------------------------------------------------------------------------

    def message(self, number: str) -> Message:
        """A message as the emulator has it."""
        return self.world.dialogues[self.person].messages[int(number)]

    def view(self, message: str) -> View:
        """As the person sees it."""
        shown = self.message(message)
        answered = shown.reply_to
        inline = shown.keyboard if shown.keyboard and shown.keyboard.inline else None
        return View(
            text=shown.text,
            formatting=_formatting(shown),
            things=(*(_thing(item) for item in shown.attachments), *_places(shown)),
            reply_to=None if answered is None or answered.deleted else str(answered.cmid),
            buttons=tuple(button["label"] for row in inline.to_view() for button in row) if inline else (),
            reactions=tuple(VK_REACTIONS[number] for number in shown.reactions.values()),
        )

    def messages(self) -> list[str]:
        """The community's."""
        messages = self.world.dialogues[self.person].messages.values()
        return [str(message.cmid) for message in messages if message.visible and message.out]

    def texts(self) -> list[str]:
        """What there is to read."""
        return [message.text for message in self.world.dialogues[self.person].messages.values() if message.visible]

    def uploads(self) -> int:
        """Files that the upload servers were given."""
        return sum(call.method == "upload" for call in self.world.calls.since())

    def pressed_answers(self, press: str) -> list[str]:
        """What was shown to whoever pressed."""
        event = press.partition(":")[0]
        return [str(toast["text"]) for toast in self.world.snapshot()["toasts"] if toast["event_id"] == event]

    def hear(self, update: RawUpdate) -> Heard | None:
        """As the line reads it."""
        return as_heard(parse(update.payload))

    # --- troubles -------------------------------------------------------------------------------------------------

    def trouble(self, trouble: Trouble) -> float | None:
        """For the next call."""
        self.world.faults.order(**_FAULTS[trouble])
        return _PAUSE if trouble is Trouble.SLOW_DOWN else None

    def forget_files(self) -> None:
        """They are not among what the community has any more."""
        self.world.attachments.clear()


def _item(thing: Thing) -> dict[str, Any]:
    item: dict[str, Any] = {"kind": _SENT_AS[thing.kind]}
    if thing.kind is ContentKind.POLL:
        question, _, answers = thing.attachment.words.partition(" — ")
        return item | {"question": question, "answers": [{"id": 1, "text": text} for text in answers.split(" / ")]}
    return item | {"name": thing.attachment.name, "data": thing.data}


def _formatting(message: Message) -> dict[str, str]:
    units = message.text.encode("utf-16-le")
    return {
        _SPANS[mark["type"]]: units[2 * mark["offset"] : 2 * (mark["offset"] + mark["length"])].decode("utf-16-le")
        for mark in (message.format_data["items"] if message.format_data else ())
    }


def _thing(item: Attachment) -> ShownThing:
    data = item.file.blob.read() if item.file else None
    return ShownThing(_SHOWN_AS[item.kind], item.file.name if item.file else None, data)


def _places(message: Message) -> list[ShownThing]:
    if message.geo is None:
        return []
    point = message.geo["coordinates"]
    return [ShownThing(ContentKind.LOCATION, place=Place(point["latitude"], point["longitude"]))]
