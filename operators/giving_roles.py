"""Roles and skills given and taken. Administrators come from the settings first, and give the others theirs.

A senior gives what serves the daily work (expert, manager, marketer, skills); seniors and administrators are made by
administrators alone, so nobody rises by their own hand. The last administrator stays.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from operators import roles
from operators.roles import Role, StaffRole, StaffSkill
from operators.staff import Staff

log = structlog.get_logger(__name__)

_BY_ADMINISTRATORS = frozenset({Role.SENIOR, Role.ADMINISTRATOR})


class Outcome(StrEnum):
    """What became of it; each has its sentence."""

    GIVEN = "given"
    HAD = "had"
    TAKEN = "taken"
    HAD_NOT = "had-not"
    LAST = "last"
    BY_SETTINGS = "by-settings"
    NOT_YOURS = "not-yours"


async def appoint(session: AsyncSession, telegram_ids: Collection[int], now: datetime) -> None:
    """The administrators of the settings, and no others of those whom the settings named before."""
    named = {str(number) for number in telegram_ids}
    known = {one.telegram_id: one for one in await session.scalars(select(Staff).where(Staff.telegram_id.in_(named)))}
    for number in sorted(named - known.keys()):
        # The name comes with the first message.
        known[number] = Staff(telegram_id=number, name=number, known_since=now)
        session.add(known[number])
    await session.flush()
    wanted = {one.id for one in known.values()}
    query = select(StaffRole).where(StaffRole.role == Role.ADMINISTRATOR)
    for role in await session.scalars(query):
        if role.given_by is None and role.staff_id not in wanted:
            await session.delete(role)
        elif role.staff_id in wanted:
            role.given_by = None
            wanted.discard(role.staff_id)
    for staff_id in sorted(wanted):
        session.add(StaffRole(staff_id=staff_id, role=Role.ADMINISTRATOR, given_by=None, given_at=now))
    await session.flush()


async def give(session: AsyncSession, staff: Staff, role: Role, by: Staff, now: datetime) -> Outcome:
    """Gives a role."""
    if not await _may(session, by, role):
        return Outcome.NOT_YOURS
    if role in await roles.roles_of(session, staff.id):
        return Outcome.HAD
    session.add(StaffRole(staff_id=staff.id, role=role, given_by=by.id, given_at=now))
    await session.flush()
    log.info("staff.role_given", staff=staff.id, role=role, by=by.id)
    return Outcome.GIVEN


async def take(session: AsyncSession, staff: Staff, role: Role, by: Staff) -> Outcome:
    """Takes a role away; never the last administrator's, nor one that the settings gave."""
    if not await _may(session, by, role):
        return Outcome.NOT_YOURS
    had = await session.get(StaffRole, (staff.id, role))
    if had is None:
        return Outcome.HAD_NOT
    if role is Role.ADMINISTRATOR:
        if had.given_by is None:
            return Outcome.BY_SETTINGS
        # Locked, so that two of the last two cannot take each other's at the same moment.
        query = select(StaffRole.staff_id).where(StaffRole.role == Role.ADMINISTRATOR).with_for_update()
        if len((await session.scalars(query)).all()) == 1:
            return Outcome.LAST
    await session.delete(had)
    await session.flush()
    log.info("staff.role_taken", staff=staff.id, role=role, by=by.id)
    return Outcome.TAKEN


async def qualify(session: AsyncSession, staff: Staff, skill: str, until: date | None, by: Staff) -> Outcome:
    """Gives a skill until a day (inclusive; None: without an end), or another end to one that was given."""
    known = await session.get(StaffSkill, (staff.id, skill_key(skill)))
    if known is None:
        session.add(StaffSkill(staff_id=staff.id, skill=skill_key(skill), valid_until=until))
    else:
        known.valid_until, known.reminded_at = until, None
    await session.flush()
    log.info("staff.skill_given", staff=staff.id, by=by.id)
    return Outcome.GIVEN


async def disqualify(session: AsyncSession, staff: Staff, skill: str, by: Staff) -> Outcome:
    """Takes a skill away."""
    known = await session.get(StaffSkill, (staff.id, skill_key(skill)))
    if known is None:
        return Outcome.HAD_NOT
    await session.delete(known)
    await session.flush()
    log.info("staff.skill_taken", staff=staff.id, by=by.id)
    return Outcome.TAKEN


def skill_key(words: str) -> str:
    """A skill as it is kept: «Бухгалтерия » and «бухгалтерия» are one."""
    return " ".join(words.lower().replace("ё", "е").split())[:60]


async def _may(session: AsyncSession, by: Staff, role: Role) -> bool:
    needed = Role.ADMINISTRATOR if role in _BY_ADMINISTRATORS else Role.SENIOR
    return await roles.may_act_as(session, by.id, needed)
