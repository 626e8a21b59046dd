"""Written permissions of people on maternity or parental leave.

The regulations of the hotline: whoever is on such a leave is served with a written permission of their organisation's
head, on its letterhead. Its scan is sent by the client, an operator confirms it with the day until which it holds.

    needed ──scan──▶ sent ──operator──▶ confirmed ──the day passes──▶ lapsed
                       └──────────────▶ refused          any ──back at work──▶ over
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter
from sqlalchemy import JSON, ForeignKey, Index, Text, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

import operators.staff  # noqa: F401  (who decided is one of its rows)
from bot import files
from bot.clients import ClientAddress
from bot.content import Attachment
from bot.database import Base, words

_ATTACHMENTS: TypeAdapter[tuple[Attachment, ...]] = TypeAdapter(tuple[Attachment, ...])


class PermissionState(StrEnum):
    """Where a permission stands."""

    NEEDED = "needed"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LAPSED = "lapsed"
    OVER = "over"
    """The client is not on leave any more."""


class LeavePermission(Base):
    """A permission, or the need of one; the newest of a client counts. `address_id` is where the client is told."""

    __tablename__ = "leave_permissions"
    __table_args__ = (
        Index("ix_leave_permissions_client_id", "client_id"),
        Index("ix_leave_permissions_state_until", "state", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"))
    state: Mapped[PermissionState] = mapped_column(words(PermissionState, 10))
    asked_until: Mapped[date | None]
    """The day that the client read in it."""
    until: Mapped[date | None]
    """The last day on which it holds, as the operator confirmed."""
    scan: Mapped[list[dict[str, object]]] = mapped_column(JSON, default=list)
    """The attachments; their files are held as `permission:<id>`."""
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it was refused, in the operator's words."""
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The scan."""
        return _ATTACHMENTS.validate_python(self.scan) if self.scan else ()

    def holds(self, today: date) -> bool:
        """Whether it permits the service today."""
        return self.state is PermissionState.CONFIRMED and self.until is not None and today <= self.until


async def permission_of(session: AsyncSession, client_id: int) -> LeavePermission | None:
    """The newest of a client, locked; None for whoever is not on leave as far as is known."""
    newest = select(LeavePermission).where(LeavePermission.client_id == client_id).order_by(LeavePermission.id.desc())
    found = await session.scalar(newest.limit(1).with_for_update())
    return None if found is None or found.state is PermissionState.OVER else found


async def permits(session: AsyncSession, permission: LeavePermission, today: date) -> bool:
    """Whether its client is permitted today: by it, or by the one before while this one waits for the operators."""
    if permission.holds(today):
        return True
    if permission.state not in (PermissionState.SENT, PermissionState.REFUSED):
        return False
    confirmed = (LeavePermission.state == PermissionState.CONFIRMED, LeavePermission.until >= today)
    earlier = (LeavePermission.client_id == permission.client_id, LeavePermission.id < permission.id)
    return await session.scalar(select(LeavePermission.id).where(*confirmed, *earlier).limit(1)) is not None


async def need(session: AsyncSession, address: ClientAddress, now: datetime) -> LeavePermission | None:
    """The client is on leave, and needs a permission from now on. None when that is known already."""
    if await permission_of(session, address.client_id) is not None:
        return None
    return await _add(session, address, PermissionState.NEEDED, now)


async def send(
    session: AsyncSession, address: ClientAddress, scan: Sequence[Attachment], until: date | None, now: datetime
) -> LeavePermission:
    """The client has sent a scan; one that holds goes on holding until this one is confirmed."""
    before = await permission_of(session, address.client_id)
    if before is not None and before.state in (PermissionState.NEEDED, PermissionState.SENT, PermissionState.REFUSED):
        permission = before
    else:
        permission = await _add(session, address, PermissionState.SENT, now)
    holder = f"permission:{permission.id}"
    await files.release(session, holder)
    await files.hold(session, scan, holder)
    permission.state, permission.asked_until, permission.address_id = PermissionState.SENT, until, address.id
    permission.scan = _ATTACHMENTS.dump_python(tuple(scan), mode="json")
    permission.reason = None
    return permission


def confirm(permission: LeavePermission, until: date, staff_id: int, now: datetime) -> None:
    """An operator has seen it, and until when it holds."""
    permission.state, permission.until, permission.warned_at = PermissionState.CONFIRMED, until, None
    permission.decided_by, permission.decided_at, permission.reason = staff_id, now, None


def refuse(permission: LeavePermission, reason: str, staff_id: int, now: datetime) -> None:
    """An operator cannot accept it; the client reads why."""
    permission.state, permission.reason = PermissionState.REFUSED, reason
    permission.decided_by, permission.decided_at = staff_id, now


def end(permission: LeavePermission, now: datetime, staff_id: int | None = None) -> None:
    """The client is back at work: none is needed."""
    permission.state, permission.decided_by, permission.decided_at = PermissionState.OVER, staff_id, now


async def lapsing(session: AsyncSession, today: date, days: int) -> Sequence[LeavePermission]:
    """Those that end within so many days, the client not warned yet; or have ended. Only the newest of each client."""
    newest = select(func.max(LeavePermission.id)).group_by(LeavePermission.client_id)
    soon = (LeavePermission.state == PermissionState.CONFIRMED, LeavePermission.until <= today + timedelta(days=days))
    due = (LeavePermission.warned_at.is_(None)) | (LeavePermission.until < today)
    query = select(LeavePermission).where(*soon, due, LeavePermission.id.in_(newest)).order_by(LeavePermission.id)
    return (await session.scalars(query.with_for_update())).all()


async def follow(session: AsyncSession, address: ClientAddress) -> None:
    """What was sent by this account goes to the client that it belongs to now."""
    one = LeavePermission
    sent = update(one).where(one.address_id == address.id, one.client_id != address.client_id)
    await session.execute(sent.values(client_id=address.client_id))


async def _add(session: AsyncSession, address: ClientAddress, state: PermissionState, now: datetime) -> LeavePermission:
    permission = LeavePermission(client_id=address.client_id, address_id=address.id, state=state, created_at=now)
    permission.scan = []
    session.add(permission)
    await session.flush()
    return permission
