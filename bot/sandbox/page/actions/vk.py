"""What the page does in the emulated VK: the clients' dialogues with the community, and its wall."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from bot.sandbox import cast
from bot.sandbox.page.actions.base import Action, FileName, Text
from bot.sandbox.page.samples import PLACE, VOICE_SECONDS, sample
from bot.sandbox.stage import Stage
from bot.texts import say


class AddClient(Action):
    """«+ Клиент ВК»."""

    name = "vk-add-client"

    def run(self, stage: Stage) -> int:
        return cast.add_vk_client(stage.vk.world)


class Start(Action):
    """The button «Начать» of an empty dialogue."""

    name = "vk-start"
    user: int

    def run(self, stage: Stage) -> int:
        return stage.vk.world.people.start(self.user)


class Say(Action):
    """A text message."""

    name = "vk-say"
    user: int
    text: Text
    reply_to: int | None = None

    def run(self, stage: Stage) -> int:
        return stage.vk.world.people.write(self.user, self.text, reply_to=self.reply_to)


class Send(Action):
    """A sample from the attach menu; `size` is what a file claims to be."""

    name = "vk-send"
    user: int
    kind: Literal["photo", "doc", "audio_message", "sticker", "location", "poll", "link", "forward"]
    text: Text = ""
    file_name: FileName | None = None
    size: Annotated[int | None, Field(gt=0)] = None
    reply_to: int | None = None

    def run(self, stage: Stage) -> int:
        return stage.vk.world.people.write(self.user, self.text, reply_to=self.reply_to, **self._what())

    def _what(self) -> dict[str, Any]:
        if self.kind == "location":
            return {"geo": PLACE}
        if self.kind == "forward":
            return {"forward": [{"from_id": _SOMEBODY, "text": say("sandbox-sample-forward-text")}]}
        item: dict[str, Any] = {"kind": self.kind, "name": self.file_name, "size": self.size}
        if self.kind in _SAMPLES and self.size is None:
            item["data"] = sample(_SAMPLES[self.kind])
        if self.kind == "audio_message":
            item["duration"] = VOICE_SECONDS
        if self.kind == "link":
            item |= {"url": _LINK, "title": say("sandbox-sample-link-title"), "caption": "example.org"}
        if self.kind == "poll":
            item |= {"question": say("sandbox-sample-poll-question"), "answers": _answers()}
        return {"attachments": [item]}


def _answers() -> list[dict[str, Any]]:
    """As the API shows those that nobody has chosen."""
    texts = say("sandbox-sample-poll-options").split(", ")
    return [{"id": number, "rate": 0, "text": text, "votes": 0} for number, text in enumerate(texts, 1)]


class Edit(Action):
    """An own message is corrected."""

    name = "vk-edit"
    user: int
    message: int
    text: Text

    def run(self, stage: Stage) -> None:
        stage.vk.world.people.edit(self.user, self.message, self.text)


class Delete(Action):
    """An own message is taken back."""

    name = "vk-delete"
    user: int
    message: int

    def run(self, stage: Stage) -> None:
        stage.vk.world.people.delete(self.user, self.message)


class React(Action):
    """A reaction, by its number, is set, or taken away (None)."""

    name = "vk-react"
    user: int
    message: int
    reaction: int | None = None

    def run(self, stage: Stage) -> None:
        people = stage.vk.world.people
        if self.reaction is None:
            people.unreact(self.user, self.message)
        else:
            people.react(self.user, self.message, self.reaction)


class Press(Action):
    """A callback button is pressed; the event's id comes back, the answer as a `toast` event. Without a `message` it is
    under the input field."""

    name = "vk-press"
    user: int
    message: int | None = None
    payload: Annotated[str, Field(max_length=255)] = "{}"

    def run(self, stage: Stage) -> str:
        return stage.vk.world.people.press_callback(self.user, self.message, self.payload)


class PressText(Action):
    """A text button, which says its words with its payload."""

    name = "vk-press-text"
    user: int
    label: Annotated[str, Field(max_length=100)]

    def run(self, stage: Stage) -> int:
        return stage.vk.world.people.press(self.user, self.label)


class Allow(Action):
    """The person lets the community write to them, or does not any more."""

    name = "vk-allow"
    user: int
    allowed: bool

    def run(self, stage: Stage) -> None:
        people = stage.vk.world.people
        (people.allow if self.allowed else people.deny)(self.user)


class Typing(Action):
    """The person is typing."""

    name = "vk-typing"
    user: int

    def run(self, stage: Stage) -> None:
        stage.vk.world.people.typing(self.user)


class Read(Action):
    """The person has the dialogue before them."""

    name = "vk-read"
    user: int

    def run(self, stage: Stage) -> None:
        stage.vk.world.people.read(self.user)


class Comment(Action):
    """A comment under a post on the wall."""

    name = "vk-comment"
    user: int
    post: int
    text: Annotated[str, Field(min_length=1, max_length=4096)]
    reply_to: int | None = None

    def run(self, stage: Stage) -> int:
        return stage.vk.world.people.comment(self.user, self.post, self.text, reply_to=self.reply_to)


_SOMEBODY = 100_000_002
"""Whose words the sample passes on: nobody who is in the sandbox."""

_LINK = "https://example.org/"

_SAMPLES = {"photo": "photo", "doc": "document", "audio_message": "voice", "sticker": "sticker"}

OFFERED: tuple[type[Action], ...] = (
    AddClient,
    Start,
    Say,
    Send,
    Edit,
    Delete,
    React,
    Press,
    PressText,
    Allow,
    Typing,
    Read,
    Comment,
)
"""All of them."""
