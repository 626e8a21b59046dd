"""A bot's request from its parameters to its answer: token, troubles ordered, method, log."""

from __future__ import annotations

import asyncio
import inspect
import logging
from typing import Any

from bot.sandbox.http import HungUp
from bot.sandbox.telegram.accounts import Bot
from bot.sandbox.telegram.faults import Fault, FaultKind
from bot.sandbox.telegram.methods import METHODS, Request
from bot.sandbox.telegram.parameters import Parameters
from bot.sandbox.telegram.refusals import ApiError, dead_server, too_many_requests
from bot.sandbox.telegram.world import World

_log = logging.getLogger(__name__)


async def answer(world: World, token: str, method: str, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """The status and body for a request. Raises `HungUp` where a trouble says so."""
    bot = world.bots.get(token)
    if bot is None:
        error = ApiError(401, "Unauthorized")
        return error.code, error.to_json()
    call = world.calls.begin(bot.id, method, given)
    try:
        status, body = await _attempt(world, bot, method, given)
    except HungUp:
        call.finish(0, None)
        raise
    call.finish(status, body)
    return status, body


async def _attempt(world: World, bot: Bot, method: str, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    try:
        after = await meet(world.faults.meet(bot.id, method, given.get("chat_id")))
        body: dict[str, Any] = {"ok": True, "result": await _perform(world, bot, method, given)}
        status = 200
    except ApiError as error:
        return error.code, error.to_json()
    except HungUp:
        raise
    except Exception:  # noqa: BLE001  # the sandbox's own mistake must look like a dead server, and be seen in the log
        _log.exception("sandbox.method_failed method=%s", method)
        return 500, ApiError(500, "Internal Server Error").to_json()
    if after:
        raise HungUp
    return status, body


async def meet(faults: list[Fault]) -> bool:
    """Does what the troubles say before the work; returns whether the connection is to be dropped after it."""
    for fault in sorted(faults, key=lambda fault: fault.kind is not FaultKind.DELAY):
        if fault.kind is FaultKind.DELAY:
            await asyncio.sleep(fault.seconds)
        elif fault.kind is FaultKind.DROP_BEFORE:
            raise HungUp
        elif fault.kind is FaultKind.RETRY_AFTER:
            raise too_many_requests(int(fault.seconds))
        elif fault.kind is FaultKind.SERVER_ERROR:
            raise dead_server(fault.status)
        elif fault.kind is FaultKind.REFUSAL:
            raise ApiError(fault.status, fault.reason)
    return any(fault.kind is FaultKind.DROP_AFTER for fault in faults)


async def _perform(world: World, bot: Bot, method: str, given: dict[str, Any]) -> Any:
    function = METHODS.get(method.lower())
    if function is None:
        raise ApiError(404, "method not found")
    result = function(Request(world, bot, Parameters(given), method))
    return await result if inspect.isawaitable(result) else result
