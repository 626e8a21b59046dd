"""What delivery knows of a channel: the port, its budgets, its address book and who wants to hear of results."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calls import Channel, Closed, Destination
from bot.errors import Alarm, DeliveryError
from bot.file_store import FileStore
from bot.outbox import OutboxRow
from bot.pacing import Paces


class AddressBook(Protocol):
    """Where the peers of a channel really are, and what to do when one has moved or gone."""

    async def find(self, session: AsyncSession, peers: Collection[str]) -> Mapping[str, Destination | Closed]:
        """The destination of each peer; a peer that is missing in the answer is not known."""

    async def heal(self, session: AsyncSession, row: OutboxRow, error: DeliveryError, now: datetime) -> bool:
        """Acts on a refusal that concerns the place and not the message (a lost topic, a moved group, a person who
        left). True: what was needed is under way and the row waits for it; False: the row has failed."""


Listener = Callable[[AsyncSession, OutboxRow, str | None, datetime], Awaitable[None]]
"""Called in the transaction that writes a row's final state, with the platform id of its last call. Never commits."""


Alarmed = Callable[[AsyncSession, Alarm, datetime], Awaitable[None]]
"""Called in the transaction that settles a call which met a trouble of the whole channel. Never commits."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A channel that is on."""

    channel: Channel
    paces: Paces
    book: AddressBook
    listeners: Sequence[Listener] = ()
    concurrency: int = 10
    """How many calls may be under way: enough for 30 a second at 0.3 s each, and what a crash may at most repeat."""
    store: FileStore | None = None
    """Where the files lie that leave through it."""
    alarmed: Alarmed | None = None
    """Who tells staff what they have to know of."""
    spare: int = 0
    """How many calls have to be left in the budget before one is made that only tidies up; 0: it is never scarce."""
