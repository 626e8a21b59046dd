"""Acts of destruction: what was destroyed, of which client (by number), why and how, as the regulator's order asks
(Roskomnadzor, 28.10.2022, No. 179: the act, and the extract from the log of events). Nobody's data is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, words
from operators.destructions import Destruction, Ground


class Act(Base):
    """One destruction; its number is its id. `client_number` is what the client was known by: None where old data of
    many was destroyed. Kept for good (the order asks for three years)."""

    __tablename__ = "destruction_acts"
    __table_args__ = (Index("ix_destruction_acts_destroyed_at", "destroyed_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    destruction_id: Mapped[int | None] = mapped_column(ForeignKey("destructions.id"))
    client_number: Mapped[int | None]
    ground: Mapped[Ground] = mapped_column(words(Ground, 20))
    asked_at: Mapped[datetime | None]
    destroyed_at: Mapped[datetime]
    counts: Mapped[dict[str, Any]]
    """Rows by category."""


def write(session: AsyncSession, destruction: Destruction, now: datetime) -> Act:
    """The act of a destruction that is done."""
    act = Act(
        destruction_id=destruction.id,
        client_number=destruction.client_id,
        ground=destruction.ground,
        asked_at=destruction.asked_at,
        destroyed_at=now,
        counts=dict(destruction.counts),
    )
    session.add(act)
    return act


def write_retention(session: AsyncSession, counts: Mapping[str, int], now: datetime) -> Act:
    """The act of a night in which old data was destroyed."""
    act = Act(ground=Ground.RETENTION, destroyed_at=now, counts=dict(counts))
    session.add(act)
    return act


async def everything(session: AsyncSession) -> Sequence[Act]:
    """Every act, oldest first."""
    return (await session.scalars(select(Act).order_by(Act.id))).all()
