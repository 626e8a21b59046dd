"""Who is in which of the groups: whoever left one is no operator there any more, and what they had goes back.

Told by Telegram when it happens; whoever writes in a group is in it, whatever was known before.
"""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

import operators.staff
import operators.topics  # noqa: F401  (both are pointed to)
from bot.database import Base
from operators.purposes import Purpose
from operators.topics import DeskPurpose

log = structlog.get_logger(__name__)


class DeskMember(Base):
    """Somebody in a group, or no longer; `since` when that changed last, by the platform's clock."""

    __tablename__ = "desk_members"

    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    present: Mapped[bool]
    since: Mapped[datetime]


async def note(session: AsyncSession, desk_id: int, staff_id: int, at: datetime, *, present: bool) -> bool:
    """Keeps that somebody is in the group (or is not) since `at`. False when that is known, or something newer is."""
    member = await session.get(DeskMember, (desk_id, staff_id))
    if member is None:
        session.add(DeskMember(desk_id=desk_id, staff_id=staff_id, present=present, since=at))
        await session.flush()
        return True
    if member.present is present or at < member.since:
        return False
    member.present, member.since = present, at
    return True


async def is_gone(session: AsyncSession, desk_id: int, staff_id: int) -> bool:
    """Whether somebody has left this group; whoever was never seen has not."""
    member = await session.get(DeskMember, (desk_id, staff_id))
    return member is not None and not member.present


async def gone_from_all(session: AsyncSession) -> frozenset[int]:
    """Those who left every group that they were seen in, by staff id."""
    rows = (await session.execute(select(DeskMember.staff_id, DeskMember.present))).all()
    return frozenset({row.staff_id for row in rows} - {row.staff_id for row in rows if row.present})


async def are_in(session: AsyncSession, purpose: Purpose) -> frozenset[int]:
    """Those who are in a group that has this purpose of its own, by staff id."""
    desks = select(DeskPurpose.desk_id).where(DeskPurpose.purpose == purpose)
    query = select(DeskMember.staff_id).where(DeskMember.desk_id.in_(desks), DeskMember.present)
    return frozenset(await session.scalars(query))
