"""Who is away, until when, and who stands in for them. An absence ends by itself with its last day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from operators.roles import Absence
from operators.staff import Staff

_MOST_DEPUTIES = 10
"""A chain of deputies who are all away is followed so far."""


async def at(session: AsyncSession, staff_id: int, day: date) -> Absence | None:
    """The absence of somebody that covers a day."""
    query = select(Absence).where(Absence.staff_id == staff_id, Absence.since <= day, Absence.until >= day)
    return await session.scalar(query.order_by(Absence.id.desc()).limit(1))


async def to_come(session: AsyncSession, day: date) -> dict[int, Absence]:
    """Everybody's present or next absence, by staff id."""
    query = select(Absence).where(Absence.until >= day).order_by(Absence.since.desc(), Absence.id)
    return {one.staff_id: one for one in await session.scalars(query)}


async def begin(session: AsyncSession, staff: Staff, since: date, until: date, deputy: Staff | None) -> Absence:
    """Somebody is away from one day to another, both included; what was said of these days before is replaced."""
    query = select(Absence).where(Absence.staff_id == staff.id, Absence.since <= until, Absence.until >= since)
    for before in await session.scalars(query):
        await session.delete(before)
    made = Absence(staff_id=staff.id, since=since, until=until, deputy_id=deputy.id if deputy is not None else None)
    session.add(made)
    await session.flush()
    return made


async def cancel(session: AsyncSession, staff: Staff, today: date) -> bool:
    """Whatever absence has not ended is over, or will not be. False when there was none."""
    those = (await session.scalars(select(Absence).where(Absence.staff_id == staff.id, Absence.until >= today))).all()
    for one in those:
        await session.delete(one)
    await session.flush()
    return bool(those)


async def stand_in(session: AsyncSession, staff_id: int, day: date) -> int | None:
    """Who answers in place of somebody on a day: they themselves when they are there, else their deputy (or the
    deputy's), else None."""
    seen: set[int] = set()
    here: int | None = staff_id
    while here is not None and here not in seen and len(seen) < _MOST_DEPUTIES:
        seen.add(here)
        absence = await at(session, here, day)
        if absence is None:
            return here
        here = absence.deputy_id
    return None
