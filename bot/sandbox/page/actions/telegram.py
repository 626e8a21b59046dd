"""What the page may ask for: each action is a checked JSON body and one call to the people of the emulated Telegram."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.sandbox import cast
from bot.sandbox.telegram.scene import Scene

LONGEST = 20_000
"""Characters of a text that the page passes on; Telegram's own limit is the emulator's to hold."""


class Action(BaseModel):
    """A request of the page; `run` does it and returns what was made, if anything."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: ClassVar[str]

    def run(self, scene: Scene) -> Any:
        """Raises `ApiError` or `LookupError` when it cannot be done."""
        raise NotImplementedError


class AddClient(Action):
    """«+ Клиент»."""

    name = "add-client"

    def run(self, scene: Scene) -> int:
        return cast.add_client(scene.world)


class AddOperator(Action):
    """«+ Оператор»."""

    name = "add-operator"

    def run(self, scene: Scene) -> int:
        return cast.add_operator(scene.world)


class Start(Action):
    """The big button of an empty chat."""

    name = "start"
    user: int
    bot: int

    def run(self, scene: Scene) -> int:
        return scene.world.people.start(self.user, self.bot)


class Say(Action):
    """A text message."""

    name = "say"
    user: int
    peer: int
    text: Annotated[str, Field(max_length=LONGEST)]
    thread: int | None = None
    reply_to: int | None = None

    def run(self, scene: Scene) -> int:
        people = scene.world.people
        return people.say(self.user, self.peer, self.text, thread=self.thread, reply_to=self.reply_to)


class SendFile(Action):
    """A sample file from the attach menu; `size` is what it claims to be."""

    name = "send"
    user: int
    peer: int
    kind: Literal["photo", "document", "voice", "sticker"]
    caption: Annotated[str, Field(max_length=LONGEST)] = ""
    file_name: Annotated[str | None, Field(max_length=200)] = None
    size: Annotated[int | None, Field(gt=0)] = None
    thread: int | None = None
    reply_to: int | None = None

    def run(self, scene: Scene) -> int:
        return scene.world.people.send(
            self.user,
            self.peer,
            self.kind,
            caption=self.caption,
            name=self.file_name,
            size=self.size,
            thread=self.thread,
            reply_to=self.reply_to,
        )


class Edit(Action):
    """An own message is corrected."""

    name = "edit"
    user: int
    peer: int
    message: int
    text: Annotated[str, Field(max_length=LONGEST)]

    def run(self, scene: Scene) -> None:
        scene.world.people.edit(self.user, self.peer, self.message, self.text)


class Delete(Action):
    """An own message is taken back."""

    name = "delete"
    user: int
    peer: int
    message: int

    def run(self, scene: Scene) -> None:
        scene.world.people.delete(self.user, self.peer, self.message)


class React(Action):
    """A reaction is set, or taken away (None)."""

    name = "react"
    user: int
    peer: int
    message: int
    emoji: Annotated[str | None, Field(max_length=16)] = None

    def run(self, scene: Scene) -> None:
        scene.world.people.react(self.user, self.peer, self.message, self.emoji)


class Press(Action):
    """An inline button is pressed; the callback's id comes back, the bot's answer as a `toast` event."""

    name = "press"
    user: int
    peer: int
    message: int
    data: Annotated[str, Field(max_length=64)]

    def run(self, scene: Scene) -> str:
        return scene.world.people.press(self.user, self.peer, self.message, self.data)


class Block(Action):
    """The client blocks the bot, or lets it in again."""

    name = "block"
    user: int
    bot: int
    blocked: bool

    def run(self, scene: Scene) -> None:
        people = scene.world.people
        (people.block if self.blocked else people.unblock)(self.user, self.bot)


class CloseTopic(Action):
    """The operator closes a topic, or opens it again."""

    name = "close-topic"
    user: int
    group: int
    thread: int
    closed: bool

    def run(self, scene: Scene) -> None:
        people = scene.world.people
        (people.close_topic if self.closed else people.reopen_topic)(self.user, self.group, self.thread)


class DeleteTopic(Action):
    """A topic goes with its messages."""

    name = "delete-topic"
    group: int
    thread: int

    def run(self, scene: Scene) -> None:
        scene.world.people.delete_topic(self.group, self.thread)


class Rights(Action):
    """The desk's bot loses its rights in the group, or has them back."""

    name = "rights"
    given: bool

    def run(self, scene: Scene) -> None:
        people, group, bot = scene.world.people, scene.group.id, scene.desk_bot.id
        if self.given:
            people.promote(group, bot)
        else:
            people.demote(group, bot)


class Upgrade(Action):
    """The group gets another id."""

    name = "upgrade"

    def run(self, scene: Scene) -> int:
        return scene.world.people.upgrade(scene.group.id)


class OrderFault(Action):
    """A trouble for the next requests: 429 for each of the two bots, or three requests left without an answer."""

    name = "fault"
    kind: Literal["limit", "drop"]

    def run(self, scene: Scene) -> None:
        faults = scene.world.faults
        if self.kind == "drop":
            faults.order("drop_after", times=3)
            return
        for bot in (scene.clients_bot, scene.desk_bot):
            faults.order("retry_after", bot=bot.id, seconds=5)


class ClearFault(Action):
    """A trouble ends before it was met."""

    name = "clear-fault"
    fault: int

    def run(self, scene: Scene) -> None:
        scene.world.faults.clear(self.fault)


ACTIONS: dict[str, type[Action]] = {action.name: action for action in Action.__subclasses__()}
"""By the name in the URL."""
