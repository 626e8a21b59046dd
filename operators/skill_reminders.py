"""Seniors are told two weeks before somebody's qualification ends, once."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts import say
from operators import members, relay, staff, topics
from operators.card_text import one_line
from operators.purposes import Purpose
from operators.roles import StaffSkill

_AHEAD = timedelta(days=14)
_NAME_LENGTH = 60
_AT_ONCE = 20


async def sweep(session: AsyncSession, now: datetime, zone: tzinfo) -> None:
    """One message in the seniors' General (without their group: in the hotline's) for all that end until then."""
    today = now.astimezone(zone).date()
    query = select(StaffSkill).where(StaffSkill.valid_until <= today + _AHEAD, StaffSkill.reminded_at.is_(None))
    ending = (await session.scalars(query.order_by(StaffSkill.valid_until, StaffSkill.staff_id).limit(_AT_ONCE))).all()
    desk = await topics.desk_for(session, Purpose.SENIORS) or await topics.desk_for(session)
    if not ending or desk is None:
        return
    gone = await members.gone_from_all(session)
    names = await staff.names(session, {one.staff_id for one in ending})
    lines = []
    for one in ending:
        one.reminded_at = now
        if one.staff_id not in gone and one.valid_until is not None:
            name = one_line(names[one.staff_id], _NAME_LENGTH)
            lines.append(say("skill-ends", name=name, skill=one.skill, until=f"{one.valid_until:%d.%m.%Y}"))
    if lines:
        await relay.tell_general(session, "\n".join([say("skills-end"), *lines, say("skills-prolong")]), now, desk=desk)
