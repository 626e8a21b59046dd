"""Telegram's own description of the Bot API, as a judge of requests and answers: neither the emulator nor a client may
make up a field. Skips where the description is absent."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.calls import Call
from bot.sandbox.telegram.world import World
from bot.sandbox.uploads import Upload

_PRIMITIVES: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
}

_CONSTANT = re.compile(r'(?:always "|must be (?!one )(?=\w+$))(\w+)"?$')


@cache
def _description() -> dict[str, Any] | None:
    folder = os.environ.get("LINIYA_SHARED") or Path(__file__).parents[3].parent / "shared"
    path = Path(folder) / "spec" / "telegram" / "api.json"
    if not path.is_file():
        return None
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


class Spec:
    """Finds what in a value is not as the description says; every finding is a line with its place."""

    def __init__(self, description: dict[str, Any]) -> None:
        self._methods = {name.lower(): method for name, method in description["methods"].items()}
        self._types = description["types"]

    def of_call(self, call: Call) -> list[str]:
        """What is wrong with a request and its answer. Of a refused request only unknown parameters count."""
        method = self._methods.get(call.method.lower())
        if method is None:
            return [] if call.status == 404 else [f"{call.method}: no such method"]
        wrong = self._request(call, method)
        if call.answer is None:
            return wrong
        if not call.answer["ok"]:
            return wrong + self._refusal(call)
        return wrong + self._any_of(call.answer["result"], method["returns"], f"{call.method} →")

    def of_update(self, update: dict[str, Any]) -> list[str]:
        """What is wrong with an update."""
        return self._object(update, "Update", "update")

    def _refusal(self, call: Call) -> list[str]:
        answer = dict(call.answer or {})
        wrong = self._any_of(answer.pop("parameters", {}), ["ResponseParameters"], f"{call.method} parameters")
        if set(answer) != {"ok", "error_code", "description"}:
            wrong.append(f"{call.method}: a refusal with {sorted(answer)}")
        return wrong

    def _request(self, call: Call, method: dict[str, Any]) -> list[str]:
        fields = {field["name"]: field for field in method.get("fields", [])}
        attached = set(_attached(list(call.params.values())))
        wrong = [f"{call.method}: unknown parameter {name}" for name in call.params if name not in {*fields, *attached}]
        if call.status != 200:
            return wrong
        for name, field in fields.items():
            place = f"{call.method}({name})"
            if name not in call.params:
                wrong += [f"{place} is required"] if field["required"] else []
            elif not isinstance(call.params[name], Upload):
                wrong += self._any_of(_decoded(call.params[name], field["types"]), field["types"], place)
        return wrong

    def _any_of(self, value: object, types: Iterable[str], place: str) -> list[str]:
        """Several arrays are one array of all they may hold: an album has photos and videos."""
        arrays = [name.removeprefix("Array of ") for name in types if name.startswith("Array of ")]
        if isinstance(value, list) and len(arrays) > 1:
            lines = (self._any_of(item, arrays, f"{place}[{number}]") for number, item in enumerate(value))
            return [line for found in lines for line in found]
        findings = [self._value(value, name, place) for name in types]
        return [] if [] in findings else min(findings, key=len)

    def _value(self, value: object, name: str, place: str) -> list[str]:
        if name.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{place} is no array"]
            inner = name.removeprefix("Array of ")
            return [
                line for number, item in enumerate(value) for line in self._value(item, inner, f"{place}[{number}]")
            ]
        if name in _PRIMITIVES:
            fits = isinstance(value, _PRIMITIVES[name]) and isinstance(value, bool) == (bool in _PRIMITIVES[name])
            return [] if fits else [f"{place} is {value!r}, no {name}"]
        if subtypes := self._types[name].get("subtypes"):
            return self._any_of(value, subtypes, place)
        return self._object(value, name, place)

    def _object(self, value: object, name: str, place: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{place} is no {name}"]
        fields = {field["name"]: field for field in self._types[name].get("fields", [])}
        wrong = [f"{place}: {name} has no {key}" for key in value if key not in fields]
        wrong += [f"{place}.{key} is required" for key in fields if fields[key]["required"] and key not in value]
        for key in fields.keys() & value.keys():
            wrong += _constant(fields[key], value[key], f"{place}.{key}")
            wrong += self._any_of(value[key], fields[key]["types"], f"{place}.{key}")
        return wrong


def _constant(field: dict[str, Any], value: object, place: str) -> list[str]:
    """What tells one kind of object from another stands in its field's description: `Type of the media, must be photo`,
    `always "user"`."""
    said = _CONSTANT.search(field["description"])
    if said is None or field["types"] != ["String"] or value == said[1]:
        return []
    return [f"{place} is {value!r}, not {said[1]}"]


def _attached(value: object) -> Iterator[str]:
    """The names of uploads that stand anywhere in the parameters, also in strings of JSON."""
    if isinstance(value, str) and value.startswith("attach://"):
        yield value.removeprefix("attach://")
    elif isinstance(value, str) and "attach://" in value:
        with contextlib.suppress(ValueError):
            yield from _attached(json.loads(value))
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _attached(inner)


def _decoded(value: object, types: list[str]) -> object:
    """A parameter as the value that the string in an urlencoded body stands for."""
    if not isinstance(value, str) or ("String" in types and "Integer" not in types):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def check(world: World) -> None:
    """Every call and every update of this world against the description; does nothing where it is absent."""
    if (description := _description()) is None:
        return
    spec = Spec(description)
    wrong = [line for call in world.calls.since() for line in spec.of_call(call)]
    for bot in world.bots.values():
        wrong += [line for update in bot.updates.waiting() for line in spec.of_update(update)]
    assert not wrong, "\n".join(wrong)


SpecChecked = Callable[[World], None]
"""Takes a world into the check at the end of the test."""


@pytest.fixture
def spec_checked() -> Iterator[SpecChecked]:
    """Worlds handed to it are checked, every call and update, when the test is over."""
    worlds: list[World] = []
    yield worlds.append
    for world in worlds:
        check(world)


@pytest.fixture
def spec() -> Spec:
    """The description as a judge."""
    if (description := _description()) is None:
        pytest.skip("the Bot API's description is not here (LINIYA_SHARED)")
    return Spec(description)
