"""What the platform does to a line, over real HTTP: refusals, dead servers, dropped connections, a group that changes.

In every one of them nothing is lost and the order is kept.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox.telegram.faults import FaultKind
from tests.e2e.line import QUESTION, Line, running_line, telegram_for_line
from tests.e2e.people import Client, Place
from tests.e2e.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")


def _numbered(place: Place) -> list[str]:
    """The bot's lines «раз N» as they stand there."""
    return [text for text in place.texts() if text.startswith("раз ")]


def _lines(count: int) -> list[str]:
    return [f"раз {number}" for number in range(1, count + 1)]


async def _say_three(client: Client) -> None:
    for text in _lines(3):
        client.says(text)


@pytest.mark.parametrize("error", ["message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID"])
async def test_a_deleted_topic_is_made_anew(line: Line, error: str) -> None:
    """However the platform says that a topic is gone: another one is made, the card stands first in it, and the lines
    that found out follow in order."""
    client, operator = await line.with_operator()
    thread = client.topic.thread
    assert thread is not None
    line.world.people.delete_topic(line.group, thread, error)
    await _say_three(client)
    await until(lambda: _joined(client) == _lines(3), "the lines in the new topic", 40)
    assert client.topic.thread != thread
    own = [message for message in client.topic.messages() if message.service is None]
    assert "Вопрос:" in own[0].text
    operator.says(client.topic, "Продолжаем здесь")
    await client.hears("Продолжаем здесь")


async def test_a_closed_topic_is_opened_again(line: Line) -> None:
    """What a client says opens the topic that somebody has closed."""
    client, operator = await line.with_operator()
    thread = client.topic.thread
    assert thread is not None
    line.world.people.close_topic(operator.id, line.group, thread)
    await _say_three(client)
    await until(lambda: _joined(client) == _lines(3), "the lines in the topic", 40)
    assert client.topic.thread == thread


async def test_a_lost_right_is_told_and_what_waited_goes_when_it_is_back(line: Line) -> None:
    """Without the right to manage topics a new client's topic cannot be made: staff are told in General, the client
    has their number, and once the right is back the card and the lines arrive."""
    desk = line.scene.desk_bot.id
    line.world.people.demote(line.group, desk)
    await until(lambda: any("не хватает прав" in one.text for one in line.general()), "staff are told in General")
    client = line.client()
    client.says(QUESTION)
    await client.presses("Позвать специалиста")
    await client.presses("Даю согласие")
    await client.hears("принято")
    await _say_three(client)
    refused = [call for call in line.world.calls.since() if call.method.lower() == "createforumtopic"][-1]
    await until(lambda: refused.status == 400, "the topic is refused")
    line.world.people.promote(line.group, desk)
    line.clock.forward(minutes=2)
    await until(lambda: _joined(client) == _lines(3), "the lines in the topic", 40)


@pytest.mark.parametrize("kind", [FaultKind.SERVER_ERROR, FaultKind.DROP_BEFORE])
async def test_a_dead_server_only_delays(line: Line, kind: FaultKind) -> None:
    """5xx and dropped connections: the lines come later, in order, once."""
    client, operator = await line.with_operator()
    line.world.faults.order(kind, method="sendMessage", chat=client.id, times=2)
    for text in _lines(3):
        operator.says(client.topic, text)
    await until(lambda: _numbered(client) == _lines(3), "the lines at the client's", 40)


async def test_an_answer_that_never_came_may_double_but_not_lose(line: Line) -> None:
    """The work was done, the connection dropped without an answer: that one message may come twice (Telegram knows no
    key for it), the others once, all in order."""
    client, operator = await line.with_operator()
    line.world.faults.order(FaultKind.DROP_AFTER, method="sendMessage", chat=client.id, times=1)
    for text in _lines(3):
        operator.says(client.topic, text)
    await until(lambda: _numbered(client)[-1:] == ["раз 3"], "the last line at the client's", 40)
    assert _numbered(client) in (["раз 1", *_lines(3)], _lines(3))


async def test_a_429_for_a_chat_holds_only_that_chat(line: Line) -> None:
    """`retry_after` for one client: theirs wait and keep their order, others go on meanwhile."""
    client, operator = await line.with_operator()
    other = line.client()
    line.world.faults.order(FaultKind.RETRY_AFTER, method="sendMessage", chat=client.id, seconds=3, times=1)
    for text in _lines(3):
        operator.says(client.topic, text)
    await until(lambda: not line.world.faults.view(), "the refusal is met")
    other.says(QUESTION)
    await other.hears("парол")
    assert _numbered(client) == []
    await until(lambda: _numbered(client) == _lines(3), "the lines at the client's", 40)


async def test_a_429_for_the_group_loses_nothing(line: Line) -> None:
    """`retry_after` for the group: clients are answered meanwhile, what was for the group comes in order."""
    client, operator = await line.with_operator()
    line.world.faults.order(FaultKind.RETRY_AFTER, chat=line.group, bot=line.scene.desk_bot.id, seconds=3, times=1)
    await _say_three(client)
    await until(lambda: not line.world.faults.view(), "the refusal is met")
    operator.says(client.topic, "Вижу вас")
    await client.hears("Вижу вас")
    await until(lambda: _joined(client) == _lines(3), "the lines in the topic", 40)


async def test_a_429_for_the_whole_bot_loses_nothing(line: Line) -> None:
    """Every chat is refused: after the pause everybody gets their answer, once."""
    clients = [line.client() for _ in range(5)]
    fault = line.world.faults.order(
        FaultKind.RETRY_AFTER, method="sendMessage", bot=line.bot, seconds=2, times=len(clients)
    )
    for client in clients:
        client.says(QUESTION)
    for client in clients:
        await client.hears("парол", 40)
        assert len(client.texts()) == 1
    line.world.faults.clear(fault)


async def test_updates_that_come_again_take_effect_once(tmp_path: Path) -> None:
    """Telegram never hears that an update was received (the connection is gone), the service is started anew and is
    given it again: there is one answer."""
    async with telegram_for_line(tmp_path) as line:
        client = line.client()
        async with line.service():
            fault = line.world.faults.order(FaultKind.DROP_BEFORE, method="getUpdates", bot=line.bot, times=None)
            client.says(QUESTION)
            await client.hears("парол")
        assert len(line.scene.clients_bot.updates) == 1
        line.world.faults.clear(fault)
        async with line.service():
            await until(lambda: not len(line.scene.clients_bot.updates), "the update is confirmed")
            client.says("номер горячей линии")
            await client.hears("елефон")
        assert len(client.texts()) == 2


async def test_a_group_that_is_upgraded_keeps_its_topics(tmp_path: Path) -> None:
    """The group gets another id: topics go on under it, what was on its way arrives, operators are heard."""
    async with running_line(tmp_path) as line:
        client, operator = await line.with_operator()
        line.world.people.upgrade(line.group)
        await _say_three(client)
        await until(lambda: _joined(client) == _lines(3), "the lines in the moved group", 40)
        operator.says(client.topic, "Я на новом месте")
        await client.hears("Я на новом месте")


async def test_a_group_that_is_upgraded_without_topics_gets_new_ones(tmp_path: Path) -> None:
    """The same when the topics did not come along."""
    async with running_line(tmp_path) as line:
        client, _ = await line.with_operator()
        line.world.people.upgrade(line.group, keep_topics=False)
        await _say_three(client)
        await until(lambda: _joined(client) == _lines(3), "the lines in a new topic", 40)


def _joined(client: Client) -> list[str]:
    """The client's lines in the topic; those that had to wait may share a message."""
    texts = [one.text for one in client.topic.messages() if one.sender.is_bot and "Вопрос:" not in one.text]
    return [line for text in texts for line in text.splitlines() if line.startswith("раз ")]
