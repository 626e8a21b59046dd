"""What takes time and must not sit inside a transaction is asked for before it opens: a look at what is due next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot import inbox
from bot.clock import Clock
from bot.database import Database
from bot.inbox import InboxRow

Foresee = Callable[[AsyncSession, Sequence[InboxRow]], Awaitable[Sequence[str]]]
"""The texts that will be looked up when these next rows of a conversation are processed."""
Ask = Callable[[Sequence[str]], Awaitable[None]]
"""Asks for what the texts need; bounded in time, raises nothing."""


class Preparation:
    """Called before each transaction of the processing."""

    def __init__(self, database: Database, clock: Clock, foresee: Foresee, ask: Ask) -> None:
        self._database, self._clock, self._foresee, self._ask = database, clock, foresee, ask

    async def __call__(self, most: int) -> None:
        """Looks at the next rows of up to `most` conversations."""
        texts: list[str] = []
        async with self._database.read() as session:
            now = self._clock.now()
            conversations = await inbox.due_conversations(session, now, most)
            waiting = await inbox.waiting_rows(session, [one.id for one in conversations])
            for one in conversations:
                rows = waiting.get(one.id, [])
                if rows and rows[0].due_at <= now:
                    texts += await self._foresee(session, rows)
        if texts:
            await self._ask(texts)
