"""Who does not want to be sent something, by kind of mailing; without a row somebody is sent it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Select, UniqueConstraint, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

import bot.clients  # noqa: F401  (they are pointed to)
from bot import joins
from bot.database import Base, words


class Mailing(StrEnum):
    """The kinds of mailings that can be ended each by itself."""

    MANAGER = "manager"
    """What one's personal manager writes to all of their clients."""


class OptOut(Base):
    """A client who has ended a kind of mailing."""

    __tablename__ = "opt_outs"
    __table_args__ = (UniqueConstraint("client_id", "mailing"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    mailing: Mapped[Mailing] = mapped_column(words(Mailing, 20))
    at: Mapped[datetime]


async def stop(session: AsyncSession, client_id: int, mailing: Mailing, now: datetime) -> None:
    """The client wants no more of it."""
    if not await is_stopped(session, client_id, mailing):
        session.add(OptOut(client_id=client_id, mailing=mailing, at=now))
        await session.flush()


async def resume(session: AsyncSession, client_id: int, mailing: Mailing) -> None:
    """The client wants it again."""
    for stopped in await session.scalars(_of(client_id, mailing)):
        await session.delete(stopped)
    await session.flush()


async def is_stopped(session: AsyncSession, client_id: int, mailing: Mailing) -> bool:
    """Whether a client has ended it, by any of their accounts: also one that was another client's until they were
    joined."""
    return await session.scalar(_of(client_id, mailing).limit(1)) is not None


def _of(client_id: int, mailing: Mailing) -> Select[OptOut]:
    whose = or_(OptOut.client_id == client_id, OptOut.client_id.in_(joins.homes_of(client_id)))
    return select(OptOut).where(whose, OptOut.mailing == mailing)


async def clients_without(session: AsyncSession, mailing: Mailing) -> frozenset[int]:
    """Everybody who has ended it."""
    return frozenset(await session.scalars(select(OptOut.client_id).where(OptOut.mailing == mailing)))
