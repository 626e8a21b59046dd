"""A processor over an echo, for the processing's tests."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from bot.database import Database
from bot.inbox import InboxRow
from bot.intake import Processor
from bot.intake.reading import accept
from bot.messages import Batch, RawUpdate
from bot.outbox import OutboxRow
from bot.outgoing import Send, Signal
from tests.fakes import EchoSide, FakeClock


class Line:
    """A processor over an echo, and what it has said."""

    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, FakeClock()
        self.side = EchoSide(self.clock)
        self.signals: list[Signal] = []
        self.commits = 0
        self.processor = Processor(database, {"memory": self.side}, self.clock, self._processed)

    def _processed(self, signals: Sequence[Signal]) -> None:
        self.signals += signals
        self.commits += 1

    async def accept(self, *updates: RawUpdate) -> None:
        """Updates come in."""
        await accept(self.database, "memory", Batch(updates, None), self.clock)

    async def run(self) -> None:
        """Everything that is due now."""
        while await self.processor.process():
            pass

    async def said(self, chat: str = "1") -> list[str]:
        """The replies towards a chat."""
        query = select(OutboxRow).where(OutboxRow.peer == chat).order_by(OutboxRow.id)
        async with self.database.read() as session:
            bodies = [row.body for row in await session.scalars(query)]
        return [body.text.text for body in bodies if isinstance(body, Send)]

    async def rows(self) -> dict[str, InboxRow]:
        """The inbox by external id."""
        async with self.database.read() as session:
            return {row.external_id: row for row in await session.scalars(select(InboxRow))}
