"""`execute`: up to 25 calls in one request, which counts as one."""

from __future__ import annotations

from typing import Any

from bot.sandbox.vk.faults import FaultKind
from bot.sandbox.vk.limits import EXECUTE_CALLS
from bot.sandbox.vk.methods.request import JSON, METHODS, Request, method
from bot.sandbox.vk.parameters import Parameters
from bot.sandbox.vk.refusals import ApiError, refused
from bot.sandbox.vk.script import CompileError, ScriptError, parse, run


class Executed:
    """The answer to `execute`: what the code returned, and the errors of its calls in their order."""

    def __init__(self, response: Any, errors: list[JSON]) -> None:
        self.response = response
        self.errors = errors

    def to_json(self) -> JSON:
        """The body of the answer."""
        body: JSON = {"response": self.response}
        return body | {"execute_errors": self.errors} if self.errors else body


@method("execute")
def execute(ask: Request) -> Executed:
    """A call that fails gives `false` in its place, and an entry in `execute_errors`."""
    if not ask.params.has("code"):
        raise refused(12, "code is empty")
    calls = _Calls(ask)
    try:
        response = run(parse(ask.params.text("code")), calls.call)
    except CompileError as error:
        raise refused(12, str(error)) from None
    except ScriptError as error:
        raise refused(13, str(error)) from None
    return Executed(response, calls.errors)


class _Calls:
    def __init__(self, ask: Request) -> None:
        self._ask = ask
        self._left = EXECUTE_CALLS
        self.errors: list[JSON] = []

    def call(self, name: str, given: JSON) -> Any:
        """One call of the API."""
        if self._left == 0:
            raise ScriptError("Too many API calls")
        self._left -= 1
        world = self._ask.world
        logged = world.executed.begin(world.community.id, name, given)
        try:
            response = self._perform(name, given)
        except ApiError as error:
            self.errors.append({"method": name, "error_code": error.code, "error_msg": error.text})
            logged.finish(200, {"error": {"error_code": error.code, "error_msg": error.text}})
            return False
        logged.finish(200, {"response": response})
        return response

    def _perform(self, name: str, given: JSON) -> Any:
        function = METHODS.get(name.lower())
        if function is None or name.lower() == "execute":
            raise refused(3)
        ask = Request(self._ask.world, Parameters(given), self._ask.version)
        for fault in ask.world.faults.meet(name, ask.addressee(), FaultKind.ERROR):
            raise refused(fault.code, text=fault.message)
        return function(ask)
