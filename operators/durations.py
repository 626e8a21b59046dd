"""Spans of working time in words: promised to a client in full, and roughly to staff, so that what is shown rarely
changes."""

from __future__ import annotations

import math

from bot.texts import say

_FIVES, _HOUR, _DAY = 10, 60, 600
"""Minutes from which a span is told in steps of five, in hours, and (from two on) in working days of ten hours."""


def promised(minutes: float) -> str:
    """«30 секунд», «10 минут», «2 часов» as they stand after «в течение»."""
    if minutes < 1:
        return say("span-seconds", count=max(1, round(minutes * 60)))
    if minutes < _HOUR:
        return say("span-minutes", count=math.ceil(minutes))
    return say("span-hours", count=math.ceil(minutes / _HOUR))


def roughly(minutes: float) -> str:
    """«меньше минуты», «4 мин», «25 мин», «3 ч», «2 дн.»; rounded down, so that nobody has less time than is told."""
    if minutes < 1:
        return say("span-moment")
    if minutes >= 2 * _DAY:
        return say("span-days", count=int(minutes // _DAY))
    if minutes >= _HOUR:
        return say("span-short-hours", count=int(minutes // _HOUR))
    step = 1 if minutes < _FIVES else 5
    return say("span-short-minutes", count=int(minutes // step) * step)
