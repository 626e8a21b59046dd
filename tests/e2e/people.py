"""The people of the end-to-end tests: clients in their chats, operators in the group's topics."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox.telegram.model import Message
from tests.e2e.waiting import until

if TYPE_CHECKING:
    from tests.e2e.line import Line

Formatting = list[dict[str, Any]]
"""The Bot API's entities."""


class Place:
    """Where messages stand; `shows` waits for the next one with certain words."""

    def __init__(self) -> None:
        self._seen = 0

    def messages(self) -> list[Message]:
        """All that stands there now, oldest first."""
        raise NotImplementedError

    def texts(self) -> list[str]:
        """What the bots' messages say."""
        return [message.text for message in self.messages() if message.sender.is_bot]

    async def shows(self, text: str, seconds: float = 60) -> Message:
        """The bot's next message with this text, behind the one that was waited for before."""

        def found() -> Message | None:
            news = (one for one in self.messages() if one.id > self._seen and one.sender.is_bot)
            return next((message for message in news if text in message.text), None)

        message = await until(found, f"«{text}» in {self.texts()[-4:]}", seconds)
        self._seen = message.id
        return message

    async def offers(self, label: str, seconds: float = 60) -> tuple[Message, str]:
        """The newest message with such a button, and the button's data."""

        def found() -> tuple[Message, str] | None:
            for message in reversed(self.messages()):
                rows = message.keyboard["inline_keyboard"] if message.keyboard else []
                for button in itertools.chain.from_iterable(rows):
                    if button["text"] == label:
                        return message, str(button["callback_data"])
            return None

        return await until(found, f"a button «{label}»", seconds)


class Client(Place):
    """A client in the chat with the clients' bot."""

    def __init__(self, line: Line, person: int, name: str) -> None:
        super().__init__()
        self.line, self.id, self.name = line, person, name
        self.topic = Topic(line, name)

    def messages(self) -> list[Message]:
        """The chat."""
        return list(self.line.world.private[self.line.bot, self.id].messages.values())

    hears = Place.shows

    def says(self, text: str, *, reply_to: int | None = None, formatting: Formatting | None = None) -> int:
        """Writes to the bot."""
        return self.line.world.people.say(self.id, self.line.bot, text, reply_to=reply_to, formatting=formatting)

    def hands_over(self, text: str, data: bytes, name: str) -> int:
        """Sends a file with a caption."""
        people = self.line.world.people
        return people.send(self.id, self.line.bot, "document", caption=text, data=data, name=name)

    def files(self) -> list[bytes]:
        """The bytes that the bot has sent."""
        return [one.content.data for one in self.messages() if one.sender.is_bot and one.content is not None]

    def edits(self, message: int, text: str) -> None:
        """Corrects an own message."""
        self.line.world.people.edit(self.id, self.line.bot, message, text)

    async def presses(self, label: str) -> None:
        """Presses the newest button of this name, once it is there."""
        message, data = await self.offers(label)
        self.line.world.people.press(self.id, self.line.bot, message.id, data)


class Topic(Place):
    """A client's topic in the operators' group: the newest of this name that stands."""

    def __init__(self, line: Line, name: str) -> None:
        super().__init__()
        self._line, self._name = line, name

    @property
    def thread(self) -> int | None:
        """Its thread id; None while there is no such topic."""
        topics = self._line.scene.group.topics.values()
        standing = [topic.id for topic in topics if topic.name == self._name and topic.gone is None]
        return standing[-1] if standing else None

    def messages(self) -> list[Message]:
        """What stands there."""
        group, thread = self._line.scene.group, self.thread
        return [one for one in group.messages.values() if thread is not None and one.topic == thread]

    def files(self) -> list[bytes]:
        """The bytes that the bot has sent."""
        return [one.content.data for one in self.messages() if one.sender.is_bot and one.content is not None]


@dataclass
class Operator:
    """A member of the operators' group."""

    line: Line
    id: int
    name: str

    def says(
        self, topic: Topic, text: str, *, reply_to: int | None = None, formatting: Formatting | None = None
    ) -> int:
        """Writes in a topic."""
        return self.line.world.people.say(
            self.id, self.line.group, text, thread=topic.thread, reply_to=reply_to, formatting=formatting
        )

    def hands_over(self, topic: Topic, text: str, data: bytes, name: str) -> int:
        """Sends a file with a caption into a topic."""
        return self.line.world.people.send(
            self.id, self.line.group, "document", caption=text, data=data, name=name, thread=topic.thread
        )

    def edits(self, message: int, text: str) -> None:
        """Corrects an own message."""
        self.line.world.people.edit(self.id, self.line.group, message, text)

    async def presses(self, topic: Topic, label: str) -> None:
        """Presses the newest button of this name in a topic, once it is there."""
        message, data = await topic.offers(label)
        self.line.world.people.press(self.id, self.line.group, message.id, data)

    async def is_marked(self, message: int, emoji: str | None) -> None:
        """Waits for the desk's bot's reaction on a message in the group."""
        bot = self.line.scene.desk_bot.id
        reactions = self.line.scene.group.messages[message].reactions
        await until(lambda: reactions.get(bot) == emoji, f"{emoji} on «{message}», there is {reactions}")
