"""The emulated Telegram as a stage, for both bots: a client's private chat, or an operator's topic in the group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.content import FILES, ContentKind, Place
from bot.messages import RawUpdate
from bot.sandbox.telegram.model import Chat, Message
from bot.sandbox.telegram.world import World
from tests.channels.stage import PATIENCE, Heard, ShownThing, Stage, Trouble, View
from tests.channels.things import Thing

_PAUSE = 7.0

_FAULTS: Mapping[Trouble, dict[str, Any]] = {
    Trouble.SLOW_DOWN: {"kind": "retry_after", "seconds": _PAUSE},
    Trouble.BROKEN: {"kind": "server_error", "status": 500},
    Trouble.LOST_BEFORE: {"kind": "drop_before"},
    Trouble.LOST_AFTER: {"kind": "drop_after"},
    Trouble.SILENCE: {"kind": "delay", "seconds": PATIENCE + 0.5},
}

_ITEM_FIELDS = ("name", "mime")


@dataclass
class TelegramStage(Stage):
    """`chat` is where `to` is, as the emulator keeps it; `person` speaks there, `peer` is their name for it; `listen`
    is how the line reads updates."""

    world: World = None  # type: ignore[assignment]
    chat: Chat = None  # type: ignore[assignment]
    person: int = 0
    peer: int = 0
    bot: int = 0
    listen: Callable[[Mapping[str, Any]], Heard | None] = lambda _: None
    cutting: Callable[[], None] = lambda: None

    @property
    def thread(self) -> int | None:
        """The topic, in the group."""
        return int(self.to.thread) if self.to.thread else None

    # --- the person -----------------------------------------------------------------------------------------------

    def says(self, text: str, reply_to: str | None = None) -> str:
        """They write."""
        answered = int(reply_to) if reply_to else None
        return str(self.world.people.say(self.person, self.peer, text, thread=self.thread, reply_to=answered))

    def sends(self, things: Sequence[Thing], caption: str = "") -> list[str]:
        """They send."""
        if len(things) == 1:
            return [str(self._sends(things[0], caption))]
        items = [_item(thing) for thing in things]
        items[0]["caption"] = caption
        return [
            str(number) for number in self.world.people.send_album(self.person, self.peer, items, thread=self.thread)
        ]

    def _sends(self, thing: Thing, caption: str) -> int:
        people, where, thread = self.world.people, (self.person, self.peer), self.thread
        place, contact = thing.attachment.place, thing.attachment.contact
        if thing.kind in FILES:
            item = _item(thing)
            return people.send(*where, item.pop("kind"), thread=thread, caption=caption, **item)
        if place is not None:
            return people.send_location(*where, place.latitude, place.longitude, thread=thread)
        if contact is not None:
            first, _, last = contact.name.partition(" ")
            return people.send_contact(*where, contact.phone, first, last_name=last or None, thread=thread)
        question, _, answers = thing.attachment.words.partition(" — ")
        return people.send_poll(*where, question, answers.split(" / "), thread=thread)

    def edits(self, message: str, text: str) -> None:
        """They correct."""
        self.world.people.edit(self.person, self.peer, int(message), text)

    def deletes(self, message: str) -> None:
        """They delete."""
        self.world.people.delete(self.person, self.peer, int(message))

    def reacts(self, message: str, emoji: str | None) -> None:
        """They put a reaction."""
        self.world.people.react(self.person, self.peer, int(message), emoji)

    def presses(self, message: str, data: str) -> str:
        """They press."""
        return self.world.people.press(self.person, self.peer, int(message), data)

    def cut_off(self) -> None:
        """They block the bot; or it is driven out of the group."""
        self.cutting()

    # --- what there is to see -------------------------------------------------------------------------------------

    def message(self, number: str) -> Message:
        """A message as the emulator has it."""
        return self.chat.messages[int(number)]

    def view(self, message: str) -> View:
        """As the person sees it."""
        shown = self.message(message)
        answered = None if shown.reply_to is None or shown.reply_to.deleted else str(shown.reply_to.id)
        rows = shown.keyboard["inline_keyboard"] if shown.keyboard else []
        return View(
            text=shown.text,
            formatting=_formatting(shown),
            things=_things(shown),
            reply_to=answered,
            buttons=tuple(button["text"] for row in rows for button in row),
            reactions=tuple(shown.reactions.values()),
        )

    def messages(self) -> list[str]:
        """The bots'."""
        messages = self.chat.messages.values()
        return [str(message.id) for message in messages if message.service is None and message.sender.is_bot]

    def texts(self) -> list[str]:
        """What there is to read."""
        return [message.text for message in self.chat.messages.values() if message.service is None]

    def uploads(self) -> int:
        """Files in the emulator that nobody among the people sent."""
        return len(self.world.files)

    def pressed_answers(self, press: str) -> list[str]:
        """Answers that the platform took."""
        return [
            str(call.params.get("text"))
            for call in self.world.calls.since()
            if call.method == "answerCallbackQuery" and call.status == 200 and call.params["callback_query_id"] == press
        ]

    def hear(self, update: RawUpdate) -> Heard | None:
        """As the line reads it."""
        return self.listen(update.payload)

    # --- troubles -------------------------------------------------------------------------------------------------

    def trouble(self, trouble: Trouble) -> float | None:
        """For this bot's next call."""
        self.world.faults.order(**_FAULTS[trouble], bot=self.bot)
        return _PAUSE if trouble is Trouble.SLOW_DOWN else None

    def forget_files(self) -> None:
        """For the next call that names one."""
        self.world.faults.order("file_refused", bot=self.bot)


def _item(thing: Thing) -> dict[str, Any]:
    about = {name: value for name in _ITEM_FIELDS if (value := getattr(thing.attachment, name))}
    return {"kind": thing.kind.value, "data": thing.data, **about}


def _formatting(message: Message) -> dict[str, str]:
    units = message.text.encode("utf-16-le")
    return {
        mark["type"]: units[2 * mark["offset"] : 2 * (mark["offset"] + mark["length"])].decode("utf-16-le")
        for mark in message.entities
    }


def _things(message: Message) -> tuple[ShownThing, ...]:
    if message.content is not None:
        return (ShownThing(ContentKind(message.content.kind), message.content.name, message.content.data),)
    if venue := message.facts.get("venue"):
        return (
            ShownThing(ContentKind.LOCATION, place=_place(venue["location"], f"{venue['title']}, {venue['address']}")),
        )
    if location := message.facts.get("location"):
        return (ShownThing(ContentKind.LOCATION, place=_place(location)),)
    if contact := message.facts.get("contact"):
        return (ShownThing(ContentKind.CONTACT, phone=contact["phone_number"]),)
    return ()


def _place(location: Mapping[str, float], title: str = "") -> Place:
    return Place(location["latitude"], location["longitude"], title)
