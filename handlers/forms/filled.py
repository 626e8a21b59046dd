"""What was filled into a form, as whoever gets it reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.content import Attachment
from bot.messages import Person, Said
from bot.richtext import rich
from handlers.errands import Errand
from handlers.turn import Turn
from operators import history


@dataclass(frozen=True, slots=True)
class Answer:
    """One field: what is kept, how people read it, and the client's messages that said it (none for a button)."""

    value: str
    shown: str
    messages: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As the dialogue keeps it."""
        return {"value": self.value, "shown": self.shown, "messages": list(self.messages)}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Answer:
        """As it was kept."""
        return cls(kept["value"], kept["shown"], tuple(kept["messages"]))


@dataclass(frozen=True, slots=True)
class Filled:
    """The answers by field; a field that was passed over or never asked is missing. `errand` is what the form was
    entered for."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    errand: Errand | None = None

    def __contains__(self, key: str) -> bool:
        return key in self.answers

    def get(self, key: str) -> str | None:
        """What is kept of a field; None when there is nothing."""
        answer = self.answers.get(key)
        return answer.value if answer is not None else None

    def shown(self, key: str) -> str:
        """The same as people read it; empty when there is nothing."""
        answer = self.answers.get(key)
        return answer.shown if answer is not None else ""

    async def messages(self, turn: Turn, key: str) -> list[Said]:
        """The client's messages that answered a field, as they are by now, with their files as rows of `bot.files`."""
        answer = self.answers.get(key)
        if answer is None or not answer.messages:
            return []
        lines = await history.of_messages(turn.session, turn.address.channel, turn.address.peer, answer.messages)
        who = Person(turn.address.peer, turn.address.name, turn.address.username)
        return [
            Said(
                address=turn.address.address,
                person=who,
                at=line.at,
                text=rich(line.text),
                message_ids=(message_id,),
                attachments=line.attachments,
                album=line.album,
            )
            for message_id in answer.messages
            if (line := lines.get(message_id)) is not None
        ]

    async def files(self, turn: Turn, key: str) -> Sequence[Attachment]:
        """What was sent as an answer to a field, but for what could not be carried across."""
        found = [one for message in await self.messages(turn, key) for one in message.attachments]
        return [one for one in found if one.refused is None]
