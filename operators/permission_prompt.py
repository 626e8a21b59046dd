"""The scan of a permission in the client's topic, with the buttons that decide it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox
from bot.clients import Client, ClientAddress
from bot.outbox import Lane
from bot.outgoing import Button, ButtonStyle, Keyboard, Send
from bot.richtext import rich
from bot.texts import say
from operators import regions, topics
from operators.leave_permissions import LeavePermission
from operators.purposes import Purpose

REASONS = ("leave-reason-unreadable", "leave-reason-letterhead", "leave-reason-signature", "leave-reason-person")
"""Why a permission is refused most often; the keys of the texts that the client reads."""


async def post(session: AsyncSession, permission: LeavePermission, now: datetime) -> bool:
    """Into the topic of the client at the hotline's desk, made when missing. False while no group is connected."""
    centre = await regions.centre_of(session, permission.client_id)
    desk = await topics.desk_for(session, Purpose.HOTLINE, centre.id if centre is not None else None)
    if desk is None:
        return False
    topic = await topics.topic_for(session, await session.get_one(Client, permission.client_id), desk, now)
    address = await session.get_one(ClientAddress, permission.address_id)
    until = f"{permission.asked_until:%d.%m.%Y}" if permission.asked_until else ""
    words = say("leave-scan", name=address.name, until=until or say("leave-scan-no-day"))
    scan = Send(rich(say("leave-scan-file")), attachments=permission.attachments)
    await outbox.enqueue(session, topic.address, scan, now, lane=Lane.NOTICE)
    await outbox.enqueue(session, topic.address, Send(rich(words), _buttons(permission)), now, lane=Lane.NOTICE)
    return True


def _buttons(permission: LeavePermission) -> Keyboard:
    rows = []
    if (until := permission.asked_until) is not None:
        label, data = say("leave-button-confirm", day=f"{until:%d.%m.%Y}"), f"leave:ok:{permission.id}:{until:%Y%m%d}"
        rows.append((Button(label, data=data, style=ButtonStyle.SUCCESS),))
    rows.append((Button(say("leave-button-other-day"), data=f"leave:day:{permission.id}"),))
    rows.append((Button(say("leave-button-refuse"), data=f"leave:why:{permission.id}"),))
    return tuple(rows)
