"""What the page does in the emulated Telegram: the clients' chats and the operators' group."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from bot.sandbox import cast
from bot.sandbox.page.actions.base import Action, FileName, Text
from bot.sandbox.page.samples import PHONE, PLACE, sample
from bot.sandbox.stage import Stage
from bot.texts import say


class AddClient(Action):
    """«+ Клиент»."""

    name = "add-client"

    def run(self, stage: Stage) -> int:
        return cast.add_client(stage.telegram.world)


class AddOperator(Action):
    """«+ Оператор»."""

    name = "add-operator"

    def run(self, stage: Stage) -> int:
        return cast.add_operator(stage.telegram.world)


class Start(Action):
    """The big button of an empty chat."""

    name = "start"
    user: int
    bot: int

    def run(self, stage: Stage) -> int:
        return stage.telegram.world.people.start(self.user, self.bot)


class Say(Action):
    """A text message."""

    name = "say"
    user: int
    peer: int
    text: Text
    thread: int | None = None
    reply_to: int | None = None

    def run(self, stage: Stage) -> int:
        people = stage.telegram.world.people
        return people.say(self.user, self.peer, self.text, thread=self.thread, reply_to=self.reply_to)


class SendFile(Action):
    """A sample from the attach menu; `size` is what it claims to be."""

    name = "send"
    user: int
    peer: int
    kind: Literal["photo", "document", "voice", "sticker"]
    caption: Text = ""
    file_name: FileName | None = None
    size: Annotated[int | None, Field(gt=0)] = None
    thread: int | None = None
    reply_to: int | None = None

    def run(self, stage: Stage) -> int:
        where: dict[str, Any] = {"thread": self.thread, "reply_to": self.reply_to}
        what: dict[str, Any] = {"caption": self.caption, "name": self.file_name, "size": self.size}
        if self.size is None and (data := sample(self.kind)) is not None:
            what["data"] = data
        return stage.telegram.world.people.send(self.user, self.peer, self.kind, **where, **what)


class SendOther(Action):
    """What a person sends that is no file, as a sample: a place, a contact, a poll, a message passed on."""

    name = "send-other"
    user: int
    peer: int
    kind: Literal["location", "contact", "poll", "forward"]
    thread: int | None = None

    def run(self, stage: Stage) -> int:
        people, who = stage.telegram.world.people, (self.user, self.peer)
        if self.kind == "location":
            return people.send_location(*who, *PLACE, thread=self.thread)
        if self.kind == "contact":
            return people.send_contact(*who, PHONE, say("sandbox-sample-contact-name"), thread=self.thread)
        if self.kind == "poll":
            options = say("sandbox-sample-poll-options").split(", ")
            return people.send_poll(*who, say("sandbox-sample-poll-question"), options, thread=self.thread)
        name, text = say("sandbox-sample-forward-name"), say("sandbox-sample-forward-text")
        return people.forward(*who, "hidden_user", name, text=text, thread=self.thread)


class ShareContact(Action):
    """The button that shares one's own phone."""

    name = "share-contact"
    user: int
    peer: int

    def run(self, stage: Stage) -> int:
        return stage.telegram.world.people.share_contact(self.user, self.peer, PHONE)


class Edit(Action):
    """An own message is corrected."""

    name = "edit"
    user: int
    peer: int
    message: int
    text: Text

    def run(self, stage: Stage) -> None:
        stage.telegram.world.people.edit(self.user, self.peer, self.message, self.text)


class Delete(Action):
    """An own message is taken back."""

    name = "delete"
    user: int
    peer: int
    message: int

    def run(self, stage: Stage) -> None:
        stage.telegram.world.people.delete(self.user, self.peer, self.message)


class React(Action):
    """A reaction is set, or taken away (None)."""

    name = "react"
    user: int
    peer: int
    message: int
    emoji: Annotated[str | None, Field(max_length=16)] = None

    def run(self, stage: Stage) -> None:
        stage.telegram.world.people.react(self.user, self.peer, self.message, self.emoji)


class Press(Action):
    """An inline button is pressed; the callback's id comes back, the bot's answer as a `toast` event."""

    name = "press"
    user: int
    peer: int
    message: int
    data: Annotated[str, Field(max_length=64)]

    def run(self, stage: Stage) -> str:
        return stage.telegram.world.people.press(self.user, self.peer, self.message, self.data)


class Block(Action):
    """The client blocks the bot, or lets it in again."""

    name = "block"
    user: int
    bot: int
    blocked: bool

    def run(self, stage: Stage) -> None:
        people = stage.telegram.world.people
        (people.block if self.blocked else people.unblock)(self.user, self.bot)


class CloseTopic(Action):
    """The operator closes a topic, or opens it again."""

    name = "close-topic"
    user: int
    group: int
    thread: int
    closed: bool

    def run(self, stage: Stage) -> None:
        people = stage.telegram.world.people
        (people.close_topic if self.closed else people.reopen_topic)(self.user, self.group, self.thread)


class DeleteTopic(Action):
    """A topic goes with its messages."""

    name = "delete-topic"
    group: int
    thread: int

    def run(self, stage: Stage) -> None:
        stage.telegram.world.people.delete_topic(self.group, self.thread)


class Rights(Action):
    """The desk's bot loses its rights in the group, or has them back."""

    name = "rights"
    given: bool

    def run(self, stage: Stage) -> None:
        scene = stage.telegram
        people, group, bot = scene.world.people, scene.group.id, scene.desk_bot.id
        if self.given:
            people.promote(group, bot)
        else:
            people.demote(group, bot)


class Upgrade(Action):
    """The group gets another id."""

    name = "upgrade"

    def run(self, stage: Stage) -> int:
        return stage.telegram.world.people.upgrade(stage.telegram.group.id)


OFFERED: tuple[type[Action], ...] = (
    AddClient,
    AddOperator,
    Start,
    Say,
    SendFile,
    SendOther,
    ShareContact,
    Edit,
    Delete,
    React,
    Press,
    Block,
    CloseTopic,
    DeleteTopic,
    Rights,
    Upgrade,
)
"""All of them."""
