"""A VKScript program done: its value is what it returns."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from bot.sandbox.vk.script.syntax import Node

STEPS = 10_000
"""Statements and operations of one program; VK has a bound and does not tell it."""

_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": operator.mod,
}

Call = Callable[[str, dict[str, Any]], Any]
"""What calls the API: the method's name and its parameters."""


class ScriptError(Exception):
    """The program did something that cannot be done."""


class _Returned(Exception):
    def __init__(self, value: Any) -> None:
        self.value = value


class _Method:
    """`API`, `API.messages`, `API.messages.send`."""

    def __init__(self, path: str) -> None:
        self.path = path


def run(program: list[Node], call: Call) -> Any:
    """What the program returns; None when it returns nothing. Raises `ScriptError`, and whatever `call` raises."""
    runner = _Runner(call)
    try:
        for statement in program:
            runner.do(statement)
    except _Returned as returned:
        return returned.value
    except (TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise ScriptError(str(error)) from None
    return None


class _Runner:
    def __init__(self, call: Call) -> None:
        self._call = call
        self._names: dict[str, Any] = {"API": _Method("")}
        self._left = STEPS

    def do(self, node: Node) -> None:
        """One statement."""
        self._step()
        getattr(self, f"_do_{node[0]}")(*node[1:])

    def _do_block(self, statements: list[Node]) -> None:
        for statement in statements:
            self.do(statement)

    def _do_return(self, value: Node) -> None:
        raise _Returned(self._value(value))

    def _do_while(self, condition: Node, body: Node) -> None:
        while self._value(condition):
            self.do(body)

    def _do_if(self, condition: Node, then: Node, otherwise: Node) -> None:
        self.do(then if self._value(condition) else otherwise)

    def _do_value(self, value: Node) -> None:
        self._value(value)

    def _do_assign(self, target: Node, what: Node) -> None:
        value = self._value(what)
        match target:
            case ("name", name):
                self._names[name] = value
            case ("member", of, key):
                self._put(self._value(of), self._value(key), value)
            case _:
                raise ScriptError("nothing to assign to")

    @staticmethod
    def _put(container: Any, key: Any, value: Any) -> None:
        if isinstance(container, list) and key == len(container):
            container.append(value)
        elif isinstance(container, dict) or (isinstance(container, list) and 0 <= key < len(container)):
            container[key] = value
        else:
            raise ScriptError("only arrays and objects have members")

    def _value(self, node: Node) -> Any:
        self._step()
        return getattr(self, f"_of_{node[0]}")(*node[1:])

    def _of_literal(self, value: Any) -> Any:
        return value

    def _of_name(self, name: str) -> Any:
        return self._names.get(name)

    def _of_array(self, items: list[Node]) -> list[Any]:
        return [self._value(item) for item in items]

    def _of_object(self, pairs: list[tuple[str, Node]]) -> dict[str, Any]:
        return {key: self._value(value) for key, value in pairs}

    def _of_not(self, value: Node) -> bool:
        return not self._value(value)

    def _of_member(self, of: Node, key: Node) -> Any:
        return _member(self._value(of), self._value(key))

    def _of_binary(self, sign: str, left: Node, right: Node) -> Any:
        first = self._value(left)
        if sign == "&&":
            return first and self._value(right)
        if sign == "||":
            return first or self._value(right)
        second = self._value(right)
        if sign == "+" and (isinstance(first, str) or isinstance(second, str)):
            return f"{first}{second}"
        return _OPERATORS[sign](first, second)

    def _of_call(self, what: Node, given: list[Node]) -> Any:
        arguments = [self._value(argument) for argument in given]
        match what:
            case ("member", of, ("literal", "push")):
                target = self._value(of)
                if isinstance(target, list):
                    target.extend(arguments)
                    return len(target)
        function = self._value(what)
        if not isinstance(function, _Method):
            raise ScriptError("only methods of the API can be called")
        parameters = arguments[0] if arguments else {}
        if not isinstance(parameters, dict):
            raise ScriptError("a method takes an object")
        return self._call(function.path, dict(parameters))

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise ScriptError("Too many operations")


def _member(of: Any, key: Any) -> Any:
    """What is not there is null, as in VKScript."""
    if isinstance(of, _Method):
        return _Method(f"{of.path}.{key}".removeprefix("."))
    if key == "length" and isinstance(of, list | str):
        return len(of)
    if isinstance(of, dict):
        return of.get(str(key))
    if isinstance(of, list) and isinstance(key, int):
        return of[key] if 0 <= key < len(of) else None
    return None
