"""The people of the centre who answer: known by their account in the operators' group."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base
from bot.messages import Person


class Staff(Base):
    """A hotline operator, an expert, a personal manager. Whoever writes in the operators' group is one."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(Text)
    username: Mapped[str | None] = mapped_column(Text)
    known_since: Mapped[datetime]


async def recognise(session: AsyncSession, person: Person, now: datetime) -> Staff:
    """The member of staff behind an account, made at the first time."""
    staff = await session.scalar(select(Staff).where(Staff.telegram_id == person.id))
    if staff is None:
        staff = Staff(telegram_id=person.id, name=person.name, username=person.username, known_since=now)
        session.add(staff)
        await session.flush()
    elif (staff.name, staff.username) != (person.name, person.username):
        staff.name, staff.username = person.name, person.username
    return staff


async def names(session: AsyncSession, staff_ids: Collection[int]) -> Mapping[int, str]:
    """What these people are called."""
    if not staff_ids:
        return {}
    query = select(Staff.id, Staff.name).where(Staff.id.in_(staff_ids))
    return {row.id: row.name for row in await session.execute(query)}
