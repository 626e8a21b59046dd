"""Troubles of a whole channel in General."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import Alarm
from operators import alarms
from tests.operators.room import Room


@pytest.mark.parametrize(
    ("alarm", "words", "quiet"),
    [
        (Alarm.VK_BUTTONS, "«Возможности ботов»", timedelta(hours=23)),
        (Alarm.MAIL_LOGIN, "не пускает по имени и паролю", timedelta(hours=23)),
        (Alarm.VK_CAPTCHA, "капча", timedelta(minutes=59)),
    ],
)
async def test_told_once(room: Room, alarm: Alarm, words: str, quiet: timedelta) -> None:
    """However many messages meet it; again when it lasts."""
    for after in (timedelta(), quiet, timedelta(hours=2)):
        room.clock.move(after.total_seconds())
        async with room.database.write() as session:
            await alarms.tell(session, alarm, room.clock.now())
    await room.deliver()
    told = [shown for shown in room.shown() if words in shown.text]
    assert len(told) == 2
    assert all(shown.thread is None for shown in told)
