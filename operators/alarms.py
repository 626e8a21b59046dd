"""Troubles of a whole channel, told to staff in General: once, not with every message that meets them."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import Alarm
from bot.texts import say
from operators import relay

log = structlog.get_logger()

_WITHIN = {
    Alarm.VK_BUTTONS: timedelta(days=1),
    Alarm.VK_CAPTCHA: relay.ONCE_WITHIN,
    Alarm.MAIL_LOGIN: timedelta(days=1),
    Alarm.MAIL_SENDER: timedelta(days=1),
}
"""How long it is not told again: a setting stays as it is until somebody looks, a captcha comes and goes."""


async def tell(session: AsyncSession, alarm: Alarm, now: datetime) -> None:
    """What has happened, and who can mend it."""
    log.warning("channel.alarm", alarm=alarm.value)
    words = say(f"desk-general-{alarm.value}")
    await relay.tell_general(session, words, now, f"alarm:{alarm.value}", within=_WITHIN[alarm])
