"""Reading the community: long poll with its three failures, gaps, outages, crashes; over the emulated VK."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.channels.vk import catch_up
from bot.channels.vk.connection import Vk
from bot.channels.vk.parsing import parse
from bot.channels.vk.source import Cursor, VkSource
from bot.errors import RetryLater
from bot.messages import AnsweredElsewhere, Batch, Edited, Incoming, Pressed, RawUpdate, Said
from bot.sandbox.vk.scene import Scene, set_scene
from bot.sandbox.vk.server import serving
from tests.channels.scripted import Says, scripted

TOKEN = "vk1.a.not-a-real-key"


@dataclass
class Line:
    """What intake does with a source, in memory: rows by their external id, the first one stays; the cursor with them.
    A new `source` is a new process."""

    scene: Scene
    vk: Vk
    source: VkSource
    cursor: str | None = None
    rows: dict[str, RawUpdate] = field(default_factory=dict)

    def keep(self, batch: Batch) -> None:
        """Accepts a batch."""
        for row in batch.updates:
            self.rows.setdefault(row.external_id, row)
        self.cursor = batch.cursor or self.cursor

    async def read(self, times: int = 1) -> None:
        """Fetches and keeps."""
        for _ in range(times):
            self.keep(await self.source.fetch(self.cursor))

    async def read_all(self) -> None:
        """Until the long poll has nothing to say."""
        for _ in range(200):
            batch = await self.source.fetch(self.cursor)
            self.keep(batch)
            if batch == Batch((), None):
                return
        raise AssertionError("the source never comes to rest")

    def restart(self) -> None:
        """The process dies: nothing stays but what was kept."""
        self.source = VkSource(self.vk, poll_seconds=0)

    def incoming(self) -> list[Incoming | None]:
        """What came, as it is understood."""
        return [parse(row.payload) for row in self.rows.values()]

    def said(self, user: int | None = None) -> list[str]:
        """The texts that came, of one person or of all, in the order of their rows."""
        return [
            one.text.text
            for one in self.incoming()
            if isinstance(one, Said) and (user is None or one.address.peer == str(user))
        ]

    def asked(self, method: str) -> int:
        """How often VK was asked for something."""
        return sum(call.method == method for call in self.scene.world.calls.since())


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    """A line that has begun to read an empty community."""
    scene = set_scene(budgets=False)
    async with serving(scene.world) as url:
        vk = Vk(scene.community.token, scene.community.id, url, per_second=10_000, timeout=5)
        line = Line(scene, vk, VkSource(vk, poll_seconds=0))
        await line.read()
        yield line
        await vk.close()


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


@pytest.mark.parametrize("failed", [1, 3])
async def test_lost_history_is_caught_up(line: Line, failed: int) -> None:
    """`failed` 1 and 3: the dialogues are read, in their order, and the long poll goes on."""
    people = line.scene.world.people
    anna, boris = people.add_user("Анна"), people.add_user("Борис")
    people.write(anna, "а1")
    await line.read_all()
    for text in ("а2", "а3"):
        people.write(anna, text)
    people.write(boris, "б1")
    people.answer(anna, "Сейчас посмотрю")
    line.scene.world.faults.order("failed", failed=failed)
    await line.read_all()
    people.write(anna, "а4")
    await line.read_all()
    assert line.said(anna) == ["а1", "а2", "а3", "а4"]
    assert line.said(boris) == ["б1"]
    assert [one.text.text for one in line.incoming() if isinstance(one, AnsweredElsewhere)] == ["Сейчас посмотрю"]


async def test_stale_ts_after_a_long_outage(line: Line) -> None:
    """Down longer than VK keeps its history: the start finds out and catches up."""
    people = line.scene.world.people
    anna = people.add_user("Анна")
    people.write(anna, "раз")
    await line.read_all()
    line.restart()
    people.write(anna, "два")
    people.forget_history()
    await line.read_all()
    assert line.said() == ["раз", "два"]


async def test_caught_up_messages_told_again_are_one_row(line: Line) -> None:
    """What was read from the dialogue and comes by the long poll as well is known by its number."""
    people = line.scene.world.people
    anna = people.add_user("Анна")
    people.write(anna, "раз")
    await line.read_all()
    people.write(anna, "два")
    line.scene.world.faults.order("failed", failed=1)
    await line.read()  # the gap is noted
    people.write(anna, "три")
    await line.read_all()
    assert line.said() == ["раз", "два", "три"]


async def test_correction_during_a_gap(line: Line) -> None:
    """A known message that was corrected comes as corrected when its dialogue is read; a new one as it is now."""
    people = line.scene.world.people
    anna = people.add_user("Анна")
    first = people.write(anna, "раз")
    await line.read_all()
    people.edit(anna, first, "раз!")
    second = people.write(anna, "два")
    people.edit(anna, second, "два!")
    people.forget_history()
    await line.read_all()
    assert line.said() == ["раз", "два!"]
    assert [(one.message_id, one.text.text) for one in line.incoming() if isinstance(one, Edited)] == [
        (str(first), "раз!")
    ]


async def test_crash_in_the_middle_loses_and_doubles_nothing(line: Line) -> None:
    """Catching up begins anew after a crash; what was kept meanwhile stays one row."""
    people = line.scene.world.people
    users = [people.add_user(f"Клиент {number}") for number in range(12)]
    for user in users:
        people.write(user, "до")
    await line.read_all()
    for user in users:
        people.write(user, "во время 1")
        people.write(user, "во время 2")
    people.forget_history()
    await line.read(2)  # the gap is noted, the first dialogues are read
    assert 0 < len(line.said()) < 36
    line.restart()
    people.write(users[0], "после")
    await line.read_all()
    for user in users[1:]:
        assert line.said(user) == ["до", "во время 1", "во время 2"]
    assert line.said(users[0]) == ["до", "во время 1", "во время 2", "после"]


async def test_batch_that_was_not_kept_comes_again(line: Line) -> None:
    """Where the database is away the same step is given again, not the next one."""
    people = line.scene.world.people
    users = [people.add_user(f"Клиент {number}") for number in range(7)]
    for user in users:
        people.write(user, "?")
    people.forget_history()
    await line.read()
    lost = await line.source.fetch(line.cursor)
    again = await line.source.fetch(line.cursor)
    assert lost == again
    assert lost.updates
    line.keep(again)
    await line.read_all()
    assert len(line.said()) == 7


async def test_dialogues_that_jump_the_list(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who writes while the dialogues are gone through moves to the top of the list, and is not passed over."""
    monkeypatch.setattr(catch_up, "PAGE", 4)
    people = line.scene.world.people
    users = [people.add_user(f"Клиент {number}") for number in range(15)]
    for user in users:
        people.write(user, "во время")
    people.forget_history()
    await line.read(2)
    for user in users[:6]:
        people.write(user, "после")
    await line.read_all()
    for number, user in enumerate(users):
        assert line.said(user) == (["во время", "после"] if number < 6 else ["во время"])


async def test_long_dialogue(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page after page, in order."""
    monkeypatch.setattr(catch_up, "PAGE", 10)
    people = line.scene.world.people
    anna = people.add_user("Анна")
    for number in range(35):
        people.write(anna, str(number))
    people.forget_history()
    await line.read_all()
    assert line.said() == [str(number) for number in range(35)]


async def test_dialogue_that_cannot_be_read(line: Line) -> None:
    """One refusal keeps nobody else waiting; a pause keeps all waiting, and loses nobody."""
    people = line.scene.world.people
    anna, boris = people.add_user("Анна"), people.add_user("Борис")
    people.write(anna, "?")
    people.write(boris, "?")
    people.forget_history()
    faults = line.scene.world.faults
    faults.order("error", code=917, method="messages.getHistory", peer=anna, times=None)
    faults.order("error", code=6, method="messages.getHistory", peer=boris)
    await line.read()
    with pytest.raises(RetryLater) as caught:
        await line.read()
    assert caught.value.seconds == 1.0
    await line.read_all()
    assert line.said(boris) == ["?"]
    assert line.said(anna) == []


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


@pytest.mark.parametrize("given", [{}, {"step": 10_000}])
def test_cursor(given: dict[str, Any]) -> None:
    """It fits its column whatever the numbers, and is read as it was written."""
    cursor = Cursor("9" * 20, 10**12, 10**12, **given)
    assert len(str(cursor)) <= 200
    assert Cursor.read(str(cursor)) == cursor
