"""What is to be destroyed and until when: somebody has withdrawn their consent, or asked for it on paper.

Until then they may agree again, and everything stays. What was destroyed is told by an act (`operators.acts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, Select, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.clients import ClientAddress
from bot.database import Base, words
from bot.subjects import accounts_of

NIGHT_HOUR = 3
"""By the centre's clock: nobody writes, nobody answers."""


class Ground(StrEnum):
    """Why data is destroyed."""

    WITHDRAWN = "withdrawn"
    """The client asked for it in the dialogue."""
    ON_PAPER = "on_paper"
    """A request in writing, carried out by an administrator."""
    RETENTION = "retention"
    """It was kept as long as the settings say."""


class Destruction(Base):
    """Somebody's data that is to be destroyed: all of the accounts that were theirs when it was asked for. `counts` are
    the rows destroyed so far, by category."""

    __tablename__ = "destructions"
    __table_args__ = (Index("ix_destructions_done_at_due_at", "done_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    ground: Mapped[Ground] = mapped_column(words(Ground, 20))
    channel: Mapped[str | None] = mapped_column(String(40))
    """Where it was asked for; None on paper."""
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    """From then on it cannot be cancelled."""
    cancelled_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]]


class DestructionAddress(Base):
    """An account whose data goes."""

    __tablename__ = "destruction_addresses"
    __table_args__ = (Index("ix_destruction_addresses_address_id", "address_id"),)

    destruction_id: Mapped[int] = mapped_column(ForeignKey("destructions.id"), primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"), primary_key=True)


def due(asked_at: datetime, days: int, time_zone: ZoneInfo) -> datetime:
    """The last night that begins before the term has passed: the data is destroyed at the latest after `days`."""
    latest = (asked_at + timedelta(days=days)).astimezone(time_zone)
    night = latest.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    if night > latest:
        night -= timedelta(days=1)
    return max(night, asked_at)


async def ask(
    session: AsyncSession, client_id: int, ground: Ground, channel: str | None, due_at: datetime, now: datetime
) -> Destruction:
    """Everything of this client's accounts shall be destroyed; the one that is asked for already, if there is one."""
    known = await pending(session, client_id)
    if known is not None:
        return known
    made = Destruction(client_id=client_id, ground=ground, channel=channel, asked_at=now, due_at=due_at, counts={})
    session.add(made)
    await session.flush()
    for address_id in await accounts_of(session, client_id):
        session.add(DestructionAddress(destruction_id=made.id, address_id=address_id))
    await session.flush()
    return made


async def pending(session: AsyncSession, client_id: int) -> Destruction | None:
    """What is asked for of one of the client's accounts and not done yet."""
    own = select(DestructionAddress.destruction_id).join(
        ClientAddress, ClientAddress.id == DestructionAddress.address_id
    )
    query = _open().where(Destruction.id.in_(own.where(ClientAddress.client_id == client_id)))
    return await session.scalar(query.order_by(Destruction.id).limit(1))


async def cancel(session: AsyncSession, client_id: int, now: datetime) -> Destruction | None:
    """The client has agreed again: everything stays. None when nothing was asked for, or it has begun."""
    found = await pending(session, client_id)
    if found is None or found.started_at is not None:
        return None
    found.cancelled_at = now
    return found


async def next_due(session: AsyncSession, now: datetime, after: int = 0) -> Destruction | None:
    """The next one whose time has come, locked."""
    query = _open().where(Destruction.due_at <= now, Destruction.id > after).order_by(Destruction.id).limit(1)
    return await session.scalar(query.with_for_update(skip_locked=True))


async def addresses(session: AsyncSession, destruction_id: int) -> Sequence[int]:
    """The accounts that it is about."""
    query = select(DestructionAddress.address_id).where(DestructionAddress.destruction_id == destruction_id)
    return (await session.scalars(query.order_by(DestructionAddress.address_id))).all()


def _open() -> Select[Destruction]:
    return select(Destruction).where(Destruction.done_at.is_(None), Destruction.cancelled_at.is_(None))
