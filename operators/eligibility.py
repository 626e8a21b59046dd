"""Who may take a ticket: experts those of the expert line, with the skill that it names; nobody who is away; and never
whom a complaint is about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts import say
from operators import absences, members, roles, staff
from operators.card_text import one_line
from operators.purposes import Purpose
from operators.roles import Role, StaffSkill
from operators.tickets import Ticket

_NAME_LENGTH = 60
_MOST_NAMED = 5


async def why_not(session: AsyncSession, ticket: Ticket, staff_id: int, today: date) -> str | None:
    """Why somebody may not take a ticket, in a sentence that says who can; None when they may."""
    if ticket.about_id == staff_id:
        return say("eligible-about")
    if (absence := await absences.at(session, staff_id, today)) is not None:
        return say("eligible-absent", until=f"{absence.until:%d.%m.%Y}")
    if ticket.queue is not Purpose.EXPERTS:
        return None
    if not await roles.may_act_as(session, staff_id, Role.EXPERT):
        return say("eligible-no-expert", who=await _named(session, await experts(session, ticket.skill, today)))
    if ticket.skill is None or staff_id in await _qualified(session, ticket.skill, today):
        return None
    who = await _named(session, await experts(session, ticket.skill, today))
    return say("eligible-no-skill", skill=ticket.skill, who=who)


async def experts(session: AsyncSession, skill: str | None, today: date) -> list[int]:
    """The experts who can take a ticket today: with the skill, in one of the groups, not away."""
    able = set(await roles.with_role(session, Role.EXPERT)) - await members.gone_from_all(session)
    if skill is not None:
        able &= await _qualified(session, skill, today)
    return [one for one in sorted(able) if await absences.at(session, one, today) is None]


async def _qualified(session: AsyncSession, skill: str, today: date) -> frozenset[int]:
    valid = or_(StaffSkill.valid_until.is_(None), StaffSkill.valid_until >= today)
    return frozenset(await session.scalars(select(StaffSkill.staff_id).where(StaffSkill.skill == skill, valid)))


async def _named(session: AsyncSession, those: Collection[int]) -> str:
    """«Возьмёт Анна или Олег.», or that nobody can."""
    if not those:
        return say("eligible-nobody")
    names = await staff.names(session, list(those)[:_MOST_NAMED])
    return say("eligible-who", names=", ".join(one_line(name, _NAME_LENGTH) for name in names.values()))
