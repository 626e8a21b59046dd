"""A request from its parameters to its answer: troubles ordered, token, budget, method, log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.http import HungUp
from bot.sandbox.vk.faults import Fault, FaultKind
from bot.sandbox.vk.methods import METHODS, Request
from bot.sandbox.vk.methods.execute import Executed
from bot.sandbox.vk.parameters import Parameters
from bot.sandbox.vk.refusals import ApiError, refused
from bot.sandbox.vk.world import World

JSON = dict[str, Any]

_log = logging.getLogger(__name__)


class Broken(Exception):
    """The server answers with an HTTP status and what is no answer."""

    def __init__(self, status: int, body: str = "") -> None:
        super().__init__(status)
        self.status, self.body = status, body


async def answer(world: World, method: str, given: JSON) -> JSON:
    """The body for a request with everything it says, its token among it. Raises `HungUp` and `Broken` where a trouble
    says so."""
    token = given.pop("access_token", None)
    with recorded(world, method, given) as call:
        body = await _attempt(world, token, method, given)
        call.finish(200, body)
    return body


@contextmanager
def recorded(world: World, method: str, given: JSON) -> Iterator[Call]:
    """The request in the log of calls, with how it ended where it got no answer."""
    call = world.calls.begin(world.community.id, method, given)
    try:
        yield call
    except HungUp:
        call.finish(0, None)
        raise
    except Broken as broken:
        call.finish(broken.status, None)
        raise


async def meet(faults: list[Fault]) -> bool:
    """Does what the troubles say before the work; returns whether the connection is to be dropped after it."""
    for fault in sorted(faults, key=lambda fault: fault.kind is not FaultKind.DELAY):
        if fault.kind is FaultKind.DELAY:
            await asyncio.sleep(fault.seconds)
        elif fault.kind in (FaultKind.DROP_BEFORE, FaultKind.OUTAGE):
            raise HungUp
        elif fault.kind is FaultKind.SERVER_ERROR:
            raise Broken(fault.status)
        elif fault.kind is FaultKind.STRANGE:
            raise Broken(200, fault.body)
        elif fault.kind is FaultKind.ERROR:
            raise refused(fault.code, text=fault.message)
    return any(fault.kind is FaultKind.DROP_AFTER for fault in faults)


async def _attempt(world: World, token: object, method: str, given: JSON) -> JSON:
    ask = Request(world, Parameters(given), str(given.get("v", "")))
    try:
        after = await meet(world.faults.meet(method, ask.addressee()))
        body = _perform(ask, token, method)
    except ApiError as error:
        return error.to_json(method, given)
    except (HungUp, Broken):
        raise
    except Exception:  # noqa: BLE001  # the sandbox's own mistake must look like a dead server, and be seen in the log
        _log.exception("sandbox.method_failed method=%s", method)
        raise Broken(500) from None
    if after:
        raise HungUp
    return body


def _perform(ask: Request, token: object, method: str) -> JSON:
    if token != ask.world.community.token:
        raise refused(5, "invalid access_token (4)." if token else "no access_token passed.")
    if not ask.version:
        raise refused(8, "v (version) is required")
    ask.world.budgets.spend()
    function = METHODS.get(method.lower())
    if function is None:
        raise refused(3)
    result = function(ask)
    return result.to_json() if isinstance(result, Executed) else {"response": result}
