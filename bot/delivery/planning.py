"""What planning a row comes to, and what plans are made with. The plans themselves: `sending`, `changing`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import links
from bot.calls import Call, Channel, Done
from bot.errors import DeliveryError
from bot.file_store import FileStore
from bot.outbox import OutboxRow
from bot.outgoing import Ref


@dataclass(slots=True)
class Job:
    """One call for one row, or for several lines joined into one message; `result` and `error` come with its end."""

    rows: list[int]
    call: Call
    last: bool = True
    result: Done = field(default_factory=Done)
    error: DeliveryError | None = None


@dataclass(frozen=True, slots=True)
class NotYet:
    """What the row refers to has not been sent itself."""

    target: OutboxRow


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the row is still being fetched: another look in so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Pointless:
    """There is nothing to do any more: what it refers to does not stand on the platform."""

    reason: str


Plan = Job | NotYet | Held | Pointless


@dataclass(frozen=True, slots=True)
class Planning:
    """What plans are made with: the transaction, the channel, where files lie, the moment."""

    session: AsyncSession
    channel: Channel
    store: FileStore | None
    now: datetime

    async def first_id(self, ref: Ref | None) -> str | None:
        """The platform's id of a message to reply to; None while (or because) it does not stand there."""
        if ref is None or ref.platform is not None:
            return ref.platform if ref else None
        ids = await links.platform_ids(self.session, ref.outbox) if ref.outbox is not None else []
        return ids[0] if ids else None

    def is_doubtful(self, row: OutboxRow) -> bool:
        """Whether the platform may have forgotten that it was asked before."""
        seconds = self.channel.traits.forgets_keys_after
        tried = row.first_try_at
        return seconds is not None and tried is not None and (self.now - tried).total_seconds() > seconds


def key_of(row: OutboxRow) -> int:
    """The same at every attempt of the same part; a signed 31-bit number other than 0, as VK asks."""
    return (row.id * 64 + row.next_part) % 0x7FFFFFFF + 1
