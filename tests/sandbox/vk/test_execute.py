"""`execute` and as much of VKScript as client libraries write."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.vk.scene import Scene
from bot.sandbox.vk.script import CompileError, ScriptError, parse, run
from tests.sandbox.vk.conftest import Api

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()


def called(name: str, given: dict[str, Any]) -> Any:
    """An API of one method: the name and the parameters come back."""
    return {"name": name, "given": given}


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("return 1 + 2 * 3;", 7),
        ("return (1 + 2) * 3 == 9 && !false;", True),
        ('return "а" + 1;', "а1"),
        ("return 'it\\'s';", "it's"),
        ('var a = {"b": [1, 2]}; a.b[0] = 5; a.c = a.b.length; return a;', {"b": [5, 2], "c": 2}),
        ("var i = 0, r = []; while(i < 3){r.push(i);i = i + 1;} return r;", [0, 1, 2]),
        ("if (1 > 2) { return 1; } else { return 2; }", 2),
        ("var a; return a;", None),
        ("return a.b.c;", None),
        ("return [1.5, -2, null, true,];"[:-3] + "];", [1.5, -2, None, True]),
        ("var a = 7 % 4; a = a - 1; return a / 2;", 1.0),
        ('return API.users.get({"user_ids": 1});', {"name": "users.get", "given": {"user_ids": 1}}),
        ("var x = API.groups.getById(); return x.name;", "groups.getById"),
        ("1;", None),
    ],
)
def test_programs(code: str, value: Any) -> None:
    """A program's value is what it returns."""
    assert run(parse(code), called) == value


@pytest.mark.parametrize("code", ["return [1, 2", "var = 1;", "return @;", "while (1 {}", 'return {"a" 1};', "("])
def test_code_that_cannot_be_read(code: str) -> None:
    """Refused before anything is done."""
    with pytest.raises(CompileError):
        parse(code)


@pytest.mark.parametrize(
    "code",
    ["while(true){}", "return 1 / 0;", "return 1 + [];", "var a = 1; a.b = 2;", "1 = 2;", "return foo();", "API.a(1);"],
)
def test_programs_that_fail(code: str) -> None:
    """Endless, impossible, or calling what is no method."""
    with pytest.raises(ScriptError):
        run(parse(code), called)


@given(st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)))
def test_whatever_a_library_writes_comes_through(value: Any) -> None:
    """Parameters are written into the code as JSON: any value is itself again."""
    assert run(parse(f"return {json.dumps(value, ensure_ascii=False)};"), called) == value


@given(st.text(alphabet="ab01 .,;:(){}[]=!<>+-*/%&|'\"\\varreturnwhileif"))
def test_any_text_is_code_or_none(code: str) -> None:
    """It is read, or refused as what cannot be read, and never ends the server."""
    with contextlib.suppress(CompileError):
        parse(code)


def test_nesting_has_a_bound() -> None:
    """Far too many brackets are refused like any other mistake."""
    with pytest.raises(CompileError, match="too deep"):
        parse("return " + "(" * 5_000 + ")" * 5_000 + ";")


async def test_results_and_errors_stand_in_order(api: Api, anna: int) -> None:
    """A failed call is `false`, and its error is in `execute_errors`."""
    code = f"""return [
        API.messages.send({{"peer_id": {anna}, "message": "а", "random_id": 1}}),
        API.messages.send({{"peer_id": 1, "message": "а", "random_id": 2}}),
        API.odd.method({{}})
    ];"""
    answer = await api("execute", code=code)
    assert answer["response"] == [2, False, False]
    assert [(one["method"], one["error_code"]) for one in answer["execute_errors"]] == [
        ("messages.send", 936),
        ("odd.method", 3),
    ]


async def test_limits_of_execute(api: Api) -> None:
    """25 calls; broken code is 12, a broken program 13."""
    code = "var i = 0; while (i < 26) { API.groups.getById({}); i = i + 1; }"
    assert (await api.refused("execute", code=code))[0] == 13
    assert (await api.refused("execute", code="return ["))[0] == 12
    assert (await api.refused("execute"))[0] == 12


async def test_errors_on_order_hit_the_calls_inside(api: Api, scene: Scene, anna: int) -> None:
    """An error for one method or one person does not fail the request."""
    scene.world.faults.order("error", method="messages.send", peer=anna, code=9)
    code = f'return [API.messages.send({{"peer_id": {anna}, "message": "а", "random_id": 1}}), 5];'
    answer = await api("execute", code=code)
    assert (answer["response"], answer["execute_errors"][0]["error_code"]) == ([False, 5], 9)
