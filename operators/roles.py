"""Who of the staff may do what: every member of the group is an operator, the other roles are given."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

import operators.staff  # noqa: F401  (roles are given to its rows)
from bot.database import Base, words


class Role(StrEnum):
    """What `/staff` gives. An administrator may do what any other may."""

    EXPERT = "expert"
    MANAGER = "manager"
    MARKETER = "marketer"
    SENIOR = "senior"
    ADMINISTRATOR = "administrator"


class StaffRole(Base):
    """A role of a member of staff, and who gave it."""

    __tablename__ = "staff_roles"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(words(Role, 20), primary_key=True)
    given_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    given_at: Mapped[datetime]


class StaffSkill(Base):
    """What somebody is qualified for, and until when (inclusive)."""

    __tablename__ = "staff_skills"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    skill: Mapped[str] = mapped_column(String(60), primary_key=True)
    valid_until: Mapped[date | None]
    reminded_at: Mapped[datetime | None]
    """When seniors were told that it ends soon."""


class Absence(Base):
    """When somebody is away, both days included, and who stands in for them."""

    __tablename__ = "staff_absences"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    since: Mapped[date]
    until: Mapped[date]
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


async def roles_of(session: AsyncSession, staff_id: int) -> frozenset[Role]:
    """The roles that somebody was given."""
    return frozenset(await session.scalars(select(StaffRole.role).where(StaffRole.staff_id == staff_id)))


async def may_act_as(session: AsyncSession, staff_id: int, role: Role) -> bool:
    """Whether somebody has a role; an administrator has every one."""
    return bool(await roles_of(session, staff_id) & {role, Role.ADMINISTRATOR})


async def with_role(session: AsyncSession, role: Role) -> list[int]:
    """Everybody who has been given a role, by staff id."""
    query = select(StaffRole.staff_id).where(StaffRole.role == role).order_by(StaffRole.staff_id)
    return list(await session.scalars(query))
