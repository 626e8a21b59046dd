"""Complaints: a conversation of their own with the seniors, whom the person complained about is never one of.

A complaint stands in the seniors' group alone. Where there is none, or where whoever it is about may read there, it
goes by mail to the addresses of the settings (`operators.complaint_letters`).
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from operators import members, roles, topics
from operators.kinds import TicketKind
from operators.personal_managers import PersonalManager
from operators.purposes import Purpose
from operators.roles import Role
from operators.tickets import Ticket
from operators.topics import Desk


async def desk_for(session: AsyncSession, about_id: int | None, centre_id: int | None) -> Desk | None:
    """The seniors' group for a complaint; None without one, and where whoever it is about may read there: seen in it,
    or with a role that people have there."""
    desk = await topics.desk_for(session, Purpose.SENIORS, centre_id)
    if desk is None or about_id is None:
        return desk
    if about_id in await members.are_in(session, Purpose.SENIORS):
        return None
    return None if await roles.roles_of(session, about_id) & {Role.SENIOR, Role.ADMINISTRATOR} else desk


async def addresses_for(session: AsyncSession, about_id: int | None, addresses: Collection[str]) -> list[str]:
    """Those of the settings' addresses that are not known to be the person's whom it is about."""
    own: set[str | None] = set()
    if about_id is not None:
        query = select(PersonalManager.email).where(PersonalManager.staff_id == about_id)
        own = {email.lower() if email else None for email in await session.scalars(query)}
    return [one for one in addresses if one.lower() not in own]


async def of_address(session: AsyncSession, address_id: int) -> frozenset[int]:
    """The numbers of a conversation's complaints: what was said in them is for no other card."""
    query = select(Ticket.id).where(Ticket.address_id == address_id, Ticket.kind == TicketKind.COMPLAINT)
    return frozenset(await session.scalars(query))


async def may_see(session: AsyncSession, ticket: Ticket, staff_id: int, serves: Collection[Purpose]) -> bool:
    """Whether a ticket may be listed to somebody in a group that serves so: complaints to seniors, among themselves,
    and to nobody whom they are about. Whoever lists tickets asks this of each."""
    del session
    if ticket.about_id == staff_id:
        return False
    return ticket.kind is not TicketKind.COMPLAINT or Purpose.SENIORS in serves
