"""VK's own description of its API, as a judge of requests, answers and events: neither the emulator nor a client may
make up a field. Skips where the description is absent.

Where the description does not know what the real VK does, the exception stands in `exceptions`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.calls import Call
from bot.sandbox.vk.faults import LONG_POLL, UPLOAD
from bot.sandbox.vk.world import World
from tests.sandbox.vk.exceptions import ANSWERS, ARTEFACTS, COMMON, EVENTS, ODD_VALUES, REQUESTS, UNDESCRIBED

JSON = dict[str, Any]

_FAMILIES = ("messages", "groups", "users", "photos", "docs", "utils", "execute")


@cache
def _folder() -> Path | None:
    folder = Path(os.environ.get("LINIYA_SHARED") or Path(__file__).parents[3].parent / "shared") / "spec" / "vk"
    return folder if folder.is_dir() else None


class Spec:
    """Finds what in a value is not as the description says; every finding is a line with its place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, JSON] = {}
        described = [self._file(f"{family}/methods.json")["methods"] for family in _FAMILIES]
        self._methods = {method["name"].lower(): method for methods in described for method in methods}

    def of_call(self, call: Call) -> list[str]:
        """What is wrong with a request and its answer. Of a refused request only unknown parameters count."""
        if call.method in (LONG_POLL, UPLOAD) or call.method.startswith(UNDESCRIBED):
            return []
        method = self._methods.get(call.method.lower())
        if method is None:
            unknown = call.answer is None or call.answer.get("error", {}).get("error_code") == 3
            return [] if unknown else [f"{call.method}: no such method"]
        wrong = self._request(call, method)
        if call.answer is None:
            return wrong
        if "error" in call.answer:
            return wrong + self._error(call.answer, call.method)
        if call.method.lower() == "execute":
            return wrong
        return wrong + self._answer(call.answer, method)

    def of_event(self, event: JSON) -> list[str]:
        """What is wrong with an event of the long poll."""
        kind = str(event.get("type"))
        if kind not in EVENTS:
            return [f"{kind}: no such event"]
        wrong = self._object({key: value for key, value in event.items() if key != "object"}, *self._named("base"))
        return wrong + self._value(event["object"], *self._named(EVENTS[kind].removeprefix("callback_")), kind)

    def _named(self, name: str) -> tuple[JSON, str]:
        path = "callback/objects.json"
        return self._file(path)["definitions"][f"callback_{name}"], path

    def _request(self, call: Call, method: JSON) -> list[str]:
        known = {one["name"]: one for one in method.get("parameters", [])}
        extra = REQUESTS.get(call.method, {})
        wrong = [
            f"{call.method}: unknown parameter {name}" for name in call.params if name not in {*known, *extra, *COMMON}
        ]
        if call.answer is None or "error" in call.answer:
            return wrong
        path = f"{call.method.partition('.')[0]}/methods.json"
        for name, one in known.items():
            if name in call.params:
                wrong += self._parameter(call.params[name], one, path, f"{call.method}({name})")
            elif one.get("required"):
                wrong.append(f"{call.method}({name}) is required")
        return wrong

    def _parameter(self, value: object, one: JSON, path: str, place: str) -> list[str]:
        """A parameter is a string in a form: what it stands for is compared."""
        kinds = one.get("type", "string")
        if kinds == "integer" and not str(value).lstrip("-").isdecimal():
            return [f"{place} is {value!r}, no integer"]
        if kinds == "string" and "enum" in one and value not in one["enum"]:
            return [f"{place} is {value!r}, none of {one['enum']}"]
        if kinds == "string" and len(str(value)) > one.get("maxLength", 10**9):
            return [f"{place} is too long"]
        if isinstance(value, str) and "$ref" in one and value.startswith("{"):
            schema, where = self._resolve(one["$ref"], path)
            return self._value(json.loads(value), schema, where, place)
        parts = str(value).split(",") if isinstance(value, str) else value
        if kinds == "array" and isinstance(parts, list) and len(parts) > one.get("maxItems", 10**9):
            return [f"{place} has too many elements"]
        return []

    def _error(self, answer: JSON, place: str) -> list[str]:
        schema, path = self._resolve("../base/objects.json#/definitions/base_error", "x/y.json")
        known = {"captcha_sid", "captcha_img"}
        error = {key: value for key, value in answer["error"].items() if key not in known}
        return self._value(error, schema, path, f"{place} error")

    def _answer(self, answer: JSON, method: JSON) -> list[str]:
        path = f"{method['name'].partition('.')[0]}/methods.json"
        findings = []
        for one in method["responses"].values():
            schema, where = self._resolve(one["$ref"], path)
            findings.append(self._value(answer, schema, where, f"{method['name']} →"))
        return [] if [] in findings else min(findings, key=len)

    # --- values against schemas ---------------------------------------------------------------------------------

    def _value(self, value: object, schema: JSON, path: str, place: str) -> list[str]:
        if "oneOf" in schema:
            return self._one_of(value, schema, path, place)
        if "$ref" in schema:
            resolved, where = self._resolve(schema["$ref"], path)
            return self._value(value, resolved, where, place)
        kinds = schema.get("type", "object")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if isinstance(value, dict) and "object" in kinds:
            return self._object(value, schema, path, place)
        if isinstance(value, list) and "array" in kinds:
            items = schema.get("items", {})
            found = [self._value(item, items, path, f"{place}[{number}]") for number, item in enumerate(value)]
            return [line for lines in found for line in lines]
        return _plain(value, schema, kinds, place)

    def _one_of(self, value: object, schema: JSON, path: str, place: str) -> list[str]:
        chosen = schema.get("discriminator")
        options = schema["oneOf"]
        if chosen and isinstance(value, dict):
            name = value.get(chosen["propertyName"])
            if name not in chosen["mapping"]:
                return [f"{place} has no {chosen['propertyName']}"]
            options = [{"$ref": chosen["mapping"][name]}]
        findings = [self._value(value, option, path, place) for option in options]
        return [] if [] in findings else min(findings, key=len)

    def _object(self, value: JSON, schema: JSON, path: str, place: str = "event") -> list[str]:
        fields = self._fields(schema, path)
        if not fields:
            return []
        wrong = []
        for key, item in value.items():
            if key not in fields:
                wrong.append(f"{place} has no {key}")
            elif (known := fields[key]) is not None:
                field, where = known
                wrong += self._value(item, field, where, f"{place}.{key}")
        required = {key for key, known in fields.items() if known and known[0].get("required")} - ARTEFACTS
        wrong += [f"{place}.{key} is required" for key in sorted(required - set(value))]
        return wrong

    def _fields(self, schema: JSON, path: str, name: str = "") -> dict[str, tuple[JSON, str] | None]:
        """The fields of an object with those of all that it consists of; None: an exception, anything goes."""
        fields: dict[str, tuple[JSON, str] | None] = {}
        for part in schema.get("allOf", []):
            fields |= self._fields(part, path)
        if "$ref" in schema:
            resolved, where = self._resolve(schema["$ref"], path)
            fields |= self._fields(resolved, where)
        fields |= {key: (field, path) for key, field in schema.get("properties", {}).items()}
        name = schema.get("title", name)
        fields |= dict.fromkeys(ANSWERS.get(name, {}))
        return fields | {key: None for owner, key in ODD_VALUES if owner == name}

    def _resolve(self, ref: str, path: str) -> tuple[JSON, str]:
        file, _, place = ref.partition("#/definitions/")
        where = "/".join(Path(file).parts[-2:]) if file else path
        schema: JSON = self._file(where)["definitions"][place] | {"title": place}
        return schema, where

    def _file(self, path: str) -> JSON:
        if path not in self._files:
            whole = self._folder / path
            loaded: JSON = json.loads(whole.read_text("utf-8")) if whole.is_file() else {"definitions": _Anything()}
            for name, schema in loaded.get("definitions", {}).items():
                schema["title"] = name
            self._files[path] = loaded
        return self._files[path]


class _Anything(dict[str, JSON]):
    """The definitions of a file that is not here: they describe nothing."""

    def __missing__(self, key: str) -> JSON:
        return {"type": ["object", "array", "string", "integer", "number", "boolean"]}


def _plain(value: object, schema: JSON, kinds: list[str], place: str) -> list[str]:
    """What is wrong with a value that holds no others."""
    if not any(_is(value, kind) for kind in kinds):
        return [f"{place} is {value!r}, no {' or '.join(kinds)}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{place} is {value!r}, none of {schema['enum']}"]
    if isinstance(value, int) and value < schema.get("minimum", value):
        return [f"{place} is {value}, under {schema['minimum']}"]
    return []


def _is(value: object, kind: str) -> bool:
    if kind == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    kinds: dict[str, tuple[type, ...]] = {"integer": (int,), "number": (int, float), "string": (str,)}
    return isinstance(value, kinds.get(kind, ()))


@cache
def _judge() -> Spec | None:
    folder = _folder()
    return Spec(folder) if folder else None


def check(world: World) -> None:
    """Every call, those inside `execute` too, and every event kept of this world against the description; does nothing
    where it is absent."""
    if (spec := _judge()) is None:
        return
    calls = [*world.calls.since(), *world.executed.since()]
    wrong = [line for call in calls for line in spec.of_call(call)]
    wrong += [line for event in world.long_poll.history() for line in spec.of_event(event)]
    assert not wrong, "\n".join(wrong)


SpecChecked = Callable[[World], None]
"""Takes a world into the check at the end of the test."""


@pytest.fixture
def vk_spec_checked() -> Iterator[SpecChecked]:
    """Worlds handed to it are checked, every call and event, when the test is over."""
    worlds: list[World] = []
    yield worlds.append
    for world in worlds:
        check(world)


@pytest.fixture
def vk_spec() -> Spec:
    """The description as a judge."""
    if (spec := _judge()) is None:
        pytest.skip("the VK API's description is not here (LINIYA_SHARED)")
    return spec
