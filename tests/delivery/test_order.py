"""Who leaves when: order towards an address, lanes and budgets between addresses."""

from __future__ import annotations

import asyncio

import pytest

from bot.database import Database
from bot.errors import RetryLater
from bot.messages import Address
from bot.outbox import Lane, OutboxState, Precedence, enqueue
from bot.outgoing import OpenTopic, Send
from bot.pacing import Rate
from bot.richtext import rich
from tests.delivery.post import Post
from tests.fakes import until


async def test_an_address_gets_its_messages_one_by_one_and_in_order(post: Post) -> None:
    """The next leaves when the one before has arrived; other addresses do not wait."""
    for number in range(5):
        for chat in "abc":
            await post.put(f"{number}", chat)
    await post.deliver()
    assert [post.channel.texts(chat) for chat in "abc"] == [["0", "1", "2", "3", "4"]] * 3
    assert post.channel.most_flying == 3


async def test_a_failing_head_holds_its_own_queue_alone(post: Post) -> None:
    """What is behind a message that has to be repeated waits for it; nobody overtakes."""
    post.channel.fail(RetryLater(None, None, "502"), chat="a", times=2)
    first = await post.put("1", "a")
    await post.put("2", "a")
    await post.put("3", "b")
    async with post.working():
        await until(lambda: post.channel.texts("b") == ["3"])
        await until(lambda: len(post.channel.calls) == 2)
        await asyncio.sleep(0.05)
        assert post.channel.texts("a") == []
    assert await post.state(first) is OutboxState.WAITING
    await post.deliver()
    assert post.channel.texts("a") == ["1", "2"]


async def test_dialogue_goes_before_notices_before_bulk(database: Database) -> None:
    """While the bot's budget lasts for one call at a time, the lanes choose."""
    post = Post(database, {"memory:bot": Rate(1, 1.0)})
    for lane in (Lane.BULK, Lane.NOTICE, Lane.DIALOGUE):
        for number in range(2):
            await post.put(f"{lane.name}{number}", f"{lane}{number}", lane=lane)
    await post.deliver()
    order = ["DIALOGUE0", "DIALOGUE1", "NOTICE0", "NOTICE1", "BULK0", "BULK1"]
    assert [text for _, text in post.channel.sent] == order


async def test_bulk_gives_way_and_steps_go_first_towards_one_address(post: Post) -> None:
    """A topic is made before what is said in it, and the bulletin comes last."""
    await post.put("рассылка", lane=Lane.BULK)
    await post.put("слово")
    await post.put(OpenTopic("тема"), precedence=Precedence.STEP)
    await post.deliver()
    assert [type(call).__name__ for call in post.channel.calls] == ["OpenTopicCall", "SendCall", "SendCall"]
    assert post.channel.texts("a") == ["слово", "рассылка"]


async def test_a_budget_is_kept(database: Database) -> None:
    """A chat gets its messages no faster than its budget says; another chat is not held back by that."""
    post = Post(database, {"memory:chat:": Rate(1, 1.0)})
    for number in range(3):
        await post.put(f"{number}", "a")
    await post.put("b", "b")
    async with post.working():
        await until(lambda: len(post.channel.sent) == 2)
        await asyncio.sleep(0.1)
        assert post.channel.sent == [("a", "0"), ("b", "b")]
        post.clock.move(1)
        post.delivery.wake()
        await until(lambda: len(post.channel.sent) == 3)
        await asyncio.sleep(0.1)
        assert post.channel.texts("a") == ["0", "1"]


async def test_nothing_starves_behind_held_heads(database: Database) -> None:
    """More than a page of addresses that have to wait does not hide the one that has not."""
    post = Post(database, {"memory:chat:held": Rate(1, 3600.0)}, concurrency=300)
    for number in range(250):
        post.paces.take((f"memory:chat:held{number}",), post.clock.now())
    async with database.write() as session:
        for number in range(250):
            await enqueue(session, Address("memory", f"held{number}"), Send(rich("x")), post.clock.now())
    await post.put("свободен", "free", lane=Lane.BULK)
    async with post.working():
        await until(lambda: post.channel.texts("free") == ["свободен"])
    assert len(post.channel.calls) == 1


async def test_only_so_many_calls_at_once(database: Database) -> None:
    """The outlet says how many; the rest follows as soon as one has landed."""
    post = Post(database, concurrency=3)
    post.channel.hold()
    for number in range(10):
        await post.put("x", str(number))
    async with post.working():
        await until(lambda: post.channel.flying == 3)
        await asyncio.sleep(0.05)
        assert post.channel.flying == 3
        post.channel.let_go()
        await until(lambda: len(post.channel.sent) == 10)
    assert post.channel.most_flying == 3


async def test_an_exhausted_bot_is_not_searched_through(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """While nothing may go at all, the rows that wait are not read again and again."""
    post = Post(database, {"memory:bot": Rate(1, 3600.0)})
    for number in range(5):
        await post.put("x", str(number), lane=Lane.BULK)
    seen: list[int] = []
    find = post.book.find

    async def counting(session: object, peers: object) -> object:
        seen.append(1)
        return await find(session, peers)  # type: ignore[arg-type]

    monkeypatch.setattr(post.book, "find", counting)
    async with post.working():
        await until(lambda: len(post.channel.sent) == 1)
        for _ in range(20):
            post.delivery.wake()
            await asyncio.sleep(0.005)
    assert len(seen) <= 2
