"""A question of the long poll, with its troubles and its place in the log of calls."""

from __future__ import annotations

from typing import Any

from bot.sandbox.http import HungUp
from bot.sandbox.vk.api import meet, recorded
from bot.sandbox.vk.faults import LONG_POLL, Fault, FaultKind
from bot.sandbox.vk.world import World

JSON = dict[str, Any]

_WAIT = 25
"""Seconds when the client names none (platforms.md: VK)."""


async def check(world: World, given: JSON) -> JSON:
    """The body for `act=a_check`. Raises `HungUp` and `Broken` where a trouble says so, `HungUp` also when an outage
    begins while it waits."""
    key = given.pop("key", "")
    with recorded(world, LONG_POLL, given) as call:
        body = await _answer(world, key, given)
        call.finish(200, body)
    return body


async def _answer(world: World, key: str, given: JSON) -> JSON:
    faults = world.faults.meet(LONG_POLL)
    after = await meet(faults)
    for fault in faults:
        if fault.kind is FaultKind.FAILED:
            return _fail(world, fault)
    body = await world.long_poll.check(key, given.get("ts", ""), _seconds(given.get("wait")))
    if after or world.faults.outage:
        raise HungUp
    return body


def _fail(world: World, fault: Fault) -> JSON:
    """Says that it failed, and makes it true."""
    poll = world.long_poll
    if fault.failed != 2:  # the three numbers: platforms.md, VK
        poll.forget()
    if fault.failed != 1:
        poll.new_key()
    return {"failed": fault.failed} | ({"ts": poll.ts} if fault.failed == 1 else {})


def _seconds(wait: str | None) -> float:
    try:
        return max(0.0, float(wait)) if wait is not None else _WAIT
    except ValueError:
        return _WAIT
