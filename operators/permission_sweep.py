"""Permissions of people on leave come to their end: the client is told some days before, and when it is there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clients import ClientAddress
from operators import events, leave_permissions
from operators.entitlement import Rules
from operators.leave_permissions import PermissionState

log = structlog.get_logger(__name__)


def by(rules: Rules) -> Callable[[AsyncSession, datetime], Awaitable[None]]:
    """The sweep by these rules, as the scheduler calls it."""

    async def tick(session: AsyncSession, now: datetime) -> None:
        await sweep(session, now, rules)

    return tick


async def sweep(session: AsyncSession, now: datetime, rules: Rules) -> int:
    """Tells whoever is due; returns how many that were. A day ends by the centre's clock."""
    today = now.astimezone(rules.zone).date()
    due = await leave_permissions.lapsing(session, today, rules.warn_days)
    for permission in due:
        what: events.PermissionNews = "soon"
        if permission.until is not None and permission.until < today:
            permission.state, what = PermissionState.LAPSED, "lapsed"
        permission.warned_at = now
        address = await session.get_one(ClientAddress, permission.address_id)
        await events.tell(session, address, events.PermissionChanged(permission.id, what), now)
        log.info("permission.due", permission=permission.id, what=what)
    return len(due)
