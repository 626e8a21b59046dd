"""After a gap: the dialogues are read, nothing is lost or doubled, whatever comes between."""

from __future__ import annotations

import pytest

from bot.channels.vk import catch_up
from bot.errors import RetryLater
from bot.messages import AnsweredElsewhere, Edited
from tests.channels.vk.line import Line


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
