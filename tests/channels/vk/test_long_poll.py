"""An address of the long poll that dies is asked for anew, seldom, and nothing is skipped."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.errors import RetryLater
from tests.channels.vk.line import Line

SERVER = "groups.getLongPollServer"


async def read_on(line: Line) -> int:
    """Until the long poll is in touch again; how often it was not."""
    for failures in range(12):
        try:
            await line.read_all()
        except RetryLater:
            continue
        return failures
    raise AssertionError("never in touch again")


async def test_moved_address(line: Line) -> None:
    """404: the new one is asked for at once, and read from where the old one was."""
    people = line.scene.world.people
    anna = people.add_user("Анна")
    people.write(anna, "раз")
    await line.read()
    people.move_long_poll()
    people.write(anna, "два")
    assert await read_on(line) == 1
    assert line.said() == ["раз", "два"]
    assert line.asked(SERVER) == 2
    assert line.asked("messages.getHistory") == 0


@pytest.mark.parametrize(
    ("server", "failures"),
    [
        ("http://127.0.0.1:9/lp/1", 3),
        ("lp.vk.com/x", 1),
        ("https://lp.vk.com:x/", 1),
        ("ftp://lp.vk.com/x", 1),
        ("", 1),
    ],
)
async def test_dead_address(line: Line, server: str, failures: int) -> None:
    """Where nobody listens three times over, or nobody can; what was written meanwhile is read."""
    people = line.scene.world.people
    anna = people.add_user("Анна")
    poll = line.scene.world.long_poll
    line.restart()
    given = json.dumps({"response": {"server": server, "key": poll.key, "ts": str(poll.ts + 5)}})
    line.scene.world.faults.order("strange", method=SERVER, body=given)
    people.write(anna, "раз")
    assert await read_on(line) == failures
    assert line.said() == ["раз"]


@pytest.mark.parametrize(
    ("trouble", "questions"),
    [
        ({"kind": "server_error"}, 3),
        ({"kind": "drop_before"}, 3),
        ({"kind": "strange"}, 8),
        ({"kind": "strange", "body": '{"failed": null}'}, 8),
        ({"kind": "strange", "body": "[" * 100_000}, 8),
    ],
)
async def test_asked_seldom(line: Line, trouble: dict[str, Any], questions: int) -> None:
    """While the long poll is away altogether VK is not asked for it at every breath (error 29); the pauses between are
    the reader's."""
    people = line.scene.world.people
    anna = people.add_user("Анна")
    await line.read()
    fault = line.scene.world.faults.order(method="a_check", **trouble, times=None)
    people.write(anna, "раз")
    for _ in range(8):
        with pytest.raises(RetryLater):
            await line.read()
    assert line.asked(SERVER) <= questions
    line.scene.world.faults.clear(fault)
    await read_on(line)
    assert line.said() == ["раз"]


async def test_asked_too_often(line: Line) -> None:
    """Error 29 is waited out, and the number that was saved is still the one that is asked for."""
    people = line.scene.world.people
    anna = people.add_user("Анна")
    await line.read()
    people.move_long_poll()
    people.write(anna, "раз")
    line.scene.world.faults.order("error", method=SERVER, code=29)
    with pytest.raises(RetryLater):
        await line.read()
    with pytest.raises(RetryLater) as caught:
        await line.read()
    assert caught.value.seconds == 60
    await line.read_all()
    assert line.said() == ["раз"]
    assert line.asked("messages.getHistory") == 0
