"""From an outbox row to the next call: references resolved, texts split, waiting lines joined. Sends nothing."""

from __future__ import annotations

from bot.calls import Destination, DropTopicCall, OpenTopicCall, ReopenTopicCall
from bot.delivery.changing import plan_change
from bot.delivery.planning import Job, Plan, Planning, key_of
from bot.delivery.sending import plan_send
from bot.outbox import OutboxRow
from bot.outgoing import Delete, DropTopic, Edit, OpenTopic, Pin, React, ReopenTopic, Send


async def plan(planning: Planning, row: OutboxRow, to: Destination) -> Plan:
    """The next call that `row` needs."""
    match row.body:
        case Send() as send:
            return await plan_send(planning, row, send, to)
        case OpenTopic(name=name, colour=colour):
            return Job([row.id], OpenTopicCall(to=to, key=key_of(row), name=name, colour=colour))
        case ReopenTopic():
            return Job([row.id], ReopenTopicCall(to=to, key=key_of(row)))
        case DropTopic():
            return Job([row.id], DropTopicCall(to=to, key=key_of(row)))
        case Edit() | Delete() | React() | Pin() as change:
            return await plan_change(planning, row, change, to)
