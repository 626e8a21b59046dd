"""The community's channel over the emulated VK, and Anna at its other end."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.calls import DeleteCall, Destination, EditCall, Outgoing, ReactCall, SendCall
from bot.channels.vk.channel import VkChannel
from bot.channels.vk.connection import Vk
from bot.content import Attachment, ContentKind
from bot.richtext import RichText, rich
from bot.sandbox.vk.scene import Scene

JPEG = b"\xff\xd8\xff\xe0 a picture"
_keys = itertools.count(1)


@dataclass
class Talk:
    """The channel with Anna at its other end."""

    scene: Scene
    vk: Vk
    channel: VkChannel
    anna: int
    folder: Path

    def call(self, text: RichText | str = "", **more: Any) -> SendCall:
        """A message to Anna."""
        values = {"to": Destination(str(self.anna)), "key": next(_keys), **more}
        return SendCall(text=rich(text), **values)

    async def send(self, text: RichText | str = "", **more: Any) -> str:
        """Sends it; returns its number."""
        (number,) = (await self.channel.perform(self.call(text, **more))).ids
        return number

    def file(self, kind: ContentKind, data: bytes, name: str | None = None, row: int = 5, **more: Any) -> Outgoing:
        """A file on disk, about to leave."""
        path = self.folder / f"{abs(hash(data))}"
        path.write_bytes(data)
        return Outgoing(kind, Attachment(more.pop("was", kind), file=row, name=name), path, **more)

    def seen(self, number: str) -> dict[str, Any]:
        """A message as Anna sees it."""
        (chat,) = [chat for chat in self.scene.world.snapshot()["chats"] if chat["peer"] == self.anna]
        (found,) = [message for message in chat["messages"] if str(message["id"]) == number]
        return dict(found)

    def texts(self) -> list[str]:
        """Everything that is written there."""
        (chat,) = [chat for chat in self.scene.world.snapshot()["chats"] if chat["peer"] == self.anna]
        return [message["text"] for message in chat["messages"]]

    def asked(self, method: str) -> int:
        """How often VK was asked for something."""
        return sum(call.method == method for call in self.scene.world.calls.since())

    def edit(self, number: str, text: RichText | None, **more: Any) -> EditCall:
        """A correction."""
        return EditCall(to=Destination(str(self.anna)), key=next(_keys), message_id=number, text=text, **more)

    def react(self, number: str, emoji: str | None) -> ReactCall:
        """A mark."""
        return ReactCall(to=Destination(str(self.anna)), key=next(_keys), message_id=number, emoji=emoji)

    def delete(self, number: str) -> DeleteCall:
        """Takes a message back."""
        return DeleteCall(to=Destination(str(self.anna)), key=next(_keys), message_id=number)


def kinds(message: dict[str, Any]) -> list[tuple[str, str | None]]:
    """What a message carries, and under which names."""
    return [(one["kind"], one.get("name")) for one in message["attachments"]]
