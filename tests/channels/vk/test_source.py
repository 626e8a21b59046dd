"""Reading the community by long poll: names, echoes, restarts, outages, odd answers; over the emulated VK."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.vk.connection import Vk
from bot.channels.vk.source import Cursor, VkSource
from bot.errors import RetryLater
from bot.messages import AnsweredElsewhere, Batch, Pressed, Said
from bot.sandbox.vk.scene import set_scene
from bot.sandbox.vk.server import serving
from tests.channels.scripted import Says, scripted
from tests.channels.vk.line import Line

TOKEN = "vk1.a.not-a-real-key"


async def test_first_start_takes_nothing_older() -> None:
    """What was there before the service is nobody's question, not even after the first gap."""
    scene = set_scene(budgets=False)
    people = scene.world.people
    anna = people.add_user("Анна Петрова")
    people.write(anna, "давно")
    async with serving(scene.world) as url:
        vk = Vk(scene.community.token, scene.community.id, url, per_second=10_000)
        line = Line(scene, vk, VkSource(vk, poll_seconds=0))
        await line.read_all()
        people.forget_history()
        people.write(anna, "сейчас")
        people.forget_history()
        await line.read_all()
        assert line.said() == ["сейчас"]
        await vk.close()


async def test_events_come_with_names_and_time(line: Line) -> None:
    """In order, with who and when; a replay is the same row; quiet is no error."""
    people = line.scene.world.people
    anna = people.add_user("Анна Петрова", "anna")
    people.write(anna, "раз")
    people.write(anna, "два")
    before = line.cursor
    await line.read()
    assert line.said() == ["раз", "два"]
    assert {row.conversation for row in line.rows.values()} == {f"vk:{anna}"}
    first = line.incoming()[0]
    assert first is not None
    assert (first.person.name, first.person.username) == ("Анна Петрова", "anna")
    assert all("received_at" in row.payload for row in line.rows.values())
    again = await line.source.fetch(before)
    assert [row.external_id for row in again.updates] == list(line.rows)
    assert await line.source.fetch(line.cursor) == Batch((), None)
    assert line.asked("users.get") == 1


async def test_nobody_s_name_stops_a_message(line: Line) -> None:
    """Where names cannot be had people have none, and VK is left alone for a while."""
    people = line.scene.world.people
    anna = people.add_user("Анна Петрова")
    line.scene.world.faults.order("error", code=10, method="users.get", times=None)
    people.write(anna, "раз")
    await line.read()
    people.write(anna, "два")
    await line.read()
    assert [one.person.name for one in line.incoming() if one] == [f"id{anna}"] * 2
    assert line.asked("users.get") == 1


async def test_own_echo_is_no_row(line: Line) -> None:
    """What the service sends comes back as an event that says nothing; an administrator's answer does say something."""
    people = line.scene.world.people
    anna = people.add_user("Анна")
    people.write(anna, "?")
    await line.vk.ask("messages.send", peer_ids=anna, random_id=1, message="Здравствуйте!")
    people.answer(anna, "Я перезвоню")
    people.typing(anna)
    await line.read()
    assert [type(one) for one in line.incoming()] == [Said, AnsweredElsewhere]


async def test_restart_without_a_gap_reads_on(line: Line) -> None:
    """`ts` is saved with the rows: what came while the process was down is in VK's own history."""
    people = line.scene.world.people
    anna = people.add_user("Анна")
    people.write(anna, "раз")
    await line.read()
    line.restart()
    people.write(anna, "два")
    cmid = people.write(anna, "три")
    people.press_callback(anna, cmid, {"d": "x"})
    await line.read_all()
    assert line.said() == ["раз", "два", "три"]
    assert isinstance(line.incoming()[-1], Pressed)
    assert line.asked("messages.getHistory") == 0


async def test_key_that_expired(line: Line) -> None:
    """`failed` 2: a new key, the same `ts`, nothing lost."""
    people = line.scene.world.people
    anna = people.add_user("Анна")
    await line.read()
    people.new_key()
    people.write(anna, "раз")
    await line.read_all()
    assert line.said() == ["раз"]
    assert line.asked("messages.getHistory") == 0


async def test_outage(line: Line) -> None:
    """While VK is away reading is tried again; afterwards it goes on."""
    people = line.scene.world.people
    anna = people.add_user("Анна")
    await line.read()
    outage = line.scene.world.faults.order("outage")
    people.write(anna, "раз")
    for _ in range(2):
        with pytest.raises(RetryLater):
            await line.read()
    line.scene.world.faults.clear(outage)
    await line.read_all()
    assert line.said() == ["раз"]


async def test_long_poll_switched_off(line: Line) -> None:
    """It is told why, and asked for seldom."""
    line.restart()
    line.scene.world.people.enable_long_poll(on=False)
    with pytest.raises(RetryLater) as caught:
        await line.read()
    assert caught.value.seconds == 30.0
    assert "not enabled" in caught.value.reason


async def test_wrong_key(line: Line) -> None:
    """Somebody has to mend the settings."""
    line.scene.world.faults.order("error", code=5, times=None)
    line.restart()
    with pytest.raises(RetryLater) as caught:
        await line.read()
    assert (caught.value.seconds, caught.value.reason) == (60.0, "token")


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (Says(200, {"failed": 4}), 5.0),
        (Says(200, {"failed": "2"}), 5.0),
        (Says(200, {"failed": 2}), 5.0),
        (Says(200, {"hello": "world"}), None),
        (Says(200, "<html>"), None),
        (Says(200, "[]"), None),
        (Says(502, ""), None),
    ],
)
async def test_odd_answers_of_the_long_poll(answer: Says, seconds: float | None) -> None:
    """Nothing makes the source spin or die."""
    async with scripted(Says(200, {})) as api:
        server = {"server": f"{api.url}/lp/1", "key": TOKEN, "ts": "5"}
        api.steps[:] = [Says(200, {"response": server}), answer]
        vk = Vk(TOKEN, 1, api.url, timeout=1)
        with pytest.raises(RetryLater) as caught:
            await VkSource(vk, poll_seconds=0).fetch(str(Cursor("5", 0, 0)))
        assert caught.value.seconds == seconds
        assert TOKEN not in repr(caught.value)
        await vk.close()


async def test_a_gap_without_a_number() -> None:
    """`failed` 1 that names no `ts`: a new one is asked for, and what was lost is read from the dialogues."""
    async with scripted(Says(200, {})) as api:
        server = {"server": f"{api.url}/lp/1", "key": TOKEN, "ts": "5"}
        new = server | {"ts": "9"}
        api.steps[:] = [Says(200, {"response": server}), Says(200, {"failed": 1}), Says(200, {"response": new})]
        vk = Vk(TOKEN, 1, api.url, timeout=1)
        gap = await VkSource(vk, poll_seconds=0).fetch(str(Cursor("5", 3, 0)))
        assert gap == Batch((), str(Cursor("9", 3, 0, step=0)))
        await vk.close()


@pytest.mark.parametrize("given", [{}, {"step": 10_000}])
def test_cursor(given: dict[str, Any]) -> None:
    """It fits its column whatever the numbers, and is read as it was written."""
    cursor = Cursor("9" * 20, 10**12, 10**12, **given)
    assert len(str(cursor)) <= 200
    assert Cursor.read(str(cursor)) == cursor
