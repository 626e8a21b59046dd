"""The clients who write to the VK community."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.sandbox.vk.model import Message
from bot.sandbox.vk.people import People
from tests.e2e.people import Topic
from tests.e2e.waiting import until

if TYPE_CHECKING:
    from tests.e2e.line import Line


class VkClient:
    """A client in their dialogue with the community; speaks and hears as `people.Client` does."""

    def __init__(self, line: Line, person: int, name: str) -> None:
        self.line, self.id, self.name = line, person, name
        self.topic = Topic(line, name)
        self._seen = 0

    @property
    def people(self) -> People:
        """What people do on VK."""
        return self.line.vk_scene.world.people

    def messages(self) -> list[Message]:
        """The dialogue as the person has it."""
        dialogues = self.line.vk_scene.world.dialogues
        dialogue = dialogues.get(self.id)
        return [one for one in dialogue.messages.values() if not one.deleted] if dialogue else []

    def texts(self) -> list[str]:
        """What the community has written."""
        return [message.text for message in self.messages() if message.out]

    async def hears(self, text: str, seconds: float = 60) -> Message:
        """The community's next message with this text, behind the one that was waited for before."""

        def found() -> Message | None:
            news = (one for one in self.messages() if one.out and one.cmid > self._seen)
            return next((message for message in news if text in message.text), None)

        message = await until(found, f"«{text}» in {self.texts()[-4:]}", seconds)
        self._seen = message.cmid
        return message

    def says(self, text: str, **more: Any) -> int:
        """Writes to the community; returns the message's number in the dialogue."""
        return self.people.write(self.id, text, **more)

    def hands_over(self, text: str, data: bytes, name: str) -> int:
        """Sends a file with words."""
        return self.people.send(self.id, "doc", text=text, data=data, name=name)

    def files(self) -> list[bytes]:
        """The bytes that the community has sent."""
        things = (thing for message in self.messages() if message.out for thing in message.attachments)
        return [thing.file.blob.path.read_bytes() for thing in things if thing.file is not None]

    def edits(self, message: int, text: str) -> None:
        """Corrects an own message."""
        self.people.edit(self.id, message, text)

    async def offers(self, label: str, seconds: float = 60) -> tuple[Message, Any]:
        """The newest message with such a callback button, and the button's payload."""

        def found() -> tuple[Message, Any] | None:
            for message in reversed(self.messages()):
                for action in message.inline.actions() if message.inline else ():
                    if action.get("label") == label:
                        return message, action.get("payload")
            return None

        return await until(found, f"a button «{label}»", seconds)

    async def presses(self, label: str) -> None:
        """Presses the newest button of this name, once it is there."""
        message, payload = await self.offers(label)
        given = json.loads(payload) if isinstance(payload, str) else payload
        self.people.press_callback(self.id, message.cmid, given)
