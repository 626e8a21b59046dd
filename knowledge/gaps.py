"""What was asked and not answered: kept as it was asked, for people to group, count and write about.

The rows hold clients' words; a client whose data is destroyed takes theirs along (`address_id`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, words


class Why(StrEnum):
    """Why a question counts as not answered."""

    NOTHING_FOUND = "nothing"
    NOT_CHOSEN = "not_chosen"
    """Articles were offered, none was chosen, and a person was called."""
    NOT_HELPED = "not_helped"


class GapState(StrEnum):
    """`OPEN` until somebody has done something about it."""

    OPEN = "open"
    WRITTEN = "written"
    """An article was written about it."""
    MERGED = "merged"
    """It was a wording of an article that was there."""
    DISMISSED = "dismissed"


class Gap(Base):
    """A question that was not answered."""

    __tablename__ = "kb_gaps"
    __table_args__ = (Index("ix_kb_gaps_state", "state", "at"), Index("ix_kb_gaps_address_id", "address_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int | None] = mapped_column(ForeignKey("client_addresses.id"))
    question: Mapped[str] = mapped_column(Text)
    why: Mapped[Why] = mapped_column(words(Why, 12))
    state: Mapped[GapState] = mapped_column(words(GapState, 10), default=GapState.OPEN)
    at: Mapped[datetime]


async def note(session: AsyncSession, question: str, why: Why, now: datetime, address_id: int | None) -> None:
    """Keeps a question that was not answered. The same one of the same client within their last question is one row:
    first nothing was found, then a person was called."""
    query = select(Gap).where(Gap.address_id == address_id, Gap.state == GapState.OPEN).order_by(Gap.id.desc()).limit(1)
    last = await session.scalar(query)
    if not question.strip() or (last is not None and last.question == question):
        return
    session.add(Gap(address_id=address_id, question=question, why=why, state=GapState.OPEN, at=now))
    await session.flush()


async def opened(session: AsyncSession, limit: int = 5000) -> Sequence[Gap]:
    """The newest questions that nobody has done anything about, oldest first."""
    query = select(Gap).where(Gap.state == GapState.OPEN).order_by(Gap.id.desc()).limit(limit)
    return list(reversed((await session.scalars(query)).all()))


async def settle(session: AsyncSession, gap_ids: Sequence[int], state: GapState) -> int:
    """Something was done about these questions; those that were settled before stay so. Returns how many were open."""
    query = select(Gap).where(Gap.id.in_(gap_ids), Gap.state == GapState.OPEN)
    found = (await session.scalars(query.with_for_update())).all() if gap_ids else ()
    for gap in found:
        gap.state = state
    return len(found)
