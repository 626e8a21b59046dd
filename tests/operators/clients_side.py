"""The other side of the line, for tests of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from bot.inbox import Conversation, Handled, InboxRow
from operators import events
from operators.events import Event


@dataclass
class ClientsSide:
    """The other side of the line: only hears what the desk tells it."""

    heard: list[Event] = field(default_factory=list)

    async def handle(self, _session: AsyncSession, _conversation: Conversation, rows: Sequence[InboxRow]) -> Handled:
        """Notes the event."""
        self.heard.append(events.read(rows[0].payload))
        return Handled()

    async def parked(self, _session: AsyncSession, _conversation: Conversation, row: InboxRow) -> None:
        """No event is beyond it."""
        raise AssertionError(row.error)
