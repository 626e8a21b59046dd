"""Delivery one call at a time: the real planning and settling, with no loop and no budgets between."""

from __future__ import annotations

from datetime import datetime

from bot.calls import Destination
from bot.database import Database
from bot.delivery import departures
from bot.delivery.outlets import Outlet
from bot.delivery.planner import plan as plan_row
from bot.delivery.planning import Held, Job, NotYet, Planning
from bot.delivery.settling import finish, settle
from bot.errors import DeliveryError
from bot.outbox import OutboxRow, OutboxState


async def one_leaves(database: Database, outlet: Outlet, now: datetime) -> bool:
    """The next call; False when nothing may leave."""
    async with database.write() as session:
        row = await session.scalar(departures.due_heads(outlet.channel.name, now).limit(1))
        if row is None:
            return False
        place = (await outlet.book.find(session, [row.peer]))[row.peer]
        assert isinstance(place, Destination)
        plan = await plan_row(Planning(session, outlet.channel, None, now), row, place)
        assert not isinstance(plan, NotYet | Held)
        if not isinstance(plan, Job):
            await finish(session, outlet, row, OutboxState.CANCELLED, plan.reason, now)
            return True
        for number in plan.rows:
            (await session.get_one(OutboxRow, number)).state = OutboxState.IN_FLIGHT
        try:
            plan.result = await outlet.channel.perform(plan.call)
        except DeliveryError as error:
            plan.error = error
        await settle(session, outlet, [plan], now)
    return True
