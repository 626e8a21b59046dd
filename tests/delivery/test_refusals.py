"""Refusals: what waits, how long, how wide, and what has failed for good."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.calls import Destination
from bot.database import Database
from bot.delivery.settling import PAUSES
from bot.errors import ChatMoved, DeliveryError, Rejected, RetryLater, RightsLost, TopicLost, Unreachable
from bot.messages import Address
from bot.outbox import OutboxRow, OutboxState, Precedence, enqueue
from bot.outgoing import OpenTopic
from tests.delivery.post import Post
from tests.fakes import START, until


async def test_a_refused_chat_pauses_alone(post: Post) -> None:
    """429 for a chat: that chat waits as long as it was told, everybody else goes on."""
    post.channel.fail(RetryLater(30, "memory:chat:a", "429"), chat="a")
    refused = await post.put("1", "a")
    async with post.working():
        await until(lambda: len(post.channel.calls) == 1)
        await post.put("2", "b")
        await until(lambda: post.channel.texts("b") == ["2"])
        # In the same chat, but in a queue of its own.
        await post.put("3", "a", queue="other")
        await asyncio.sleep(0.1)
        assert post.channel.texts("a") == []
        post.clock.move(30)
        post.delivery.wake()
        await until(lambda: sorted(post.channel.texts("a")) == ["1", "3"])
    assert await post.state(refused) is OutboxState.SENT


async def test_a_refused_group_pauses_all_its_topics(post: Post) -> None:
    """Topics of a group share its budget, and its pause; another group goes on."""
    post.book.places = {f"topic:{number}": Destination("-100", str(number)) for number in (1, 2)}
    post.channel.fail(RetryLater(10, "memory:chat:-100", "429"), chat="-100")
    await post.put("1", "topic:1")
    async with post.working():
        await until(lambda: len(post.channel.calls) == 1)
        await post.put("2", "topic:2")
        await post.put("3", "b")
        await until(lambda: post.channel.texts("b") == ["3"])
        await asyncio.sleep(0.1)
        assert post.channel.texts("-100") == []
        post.clock.move(10)
        post.delivery.wake()
        await until(lambda: sorted(post.channel.texts("-100")) == ["1", "2"])


async def test_several_refused_chats_pause_the_bot(post: Post) -> None:
    """Three chats at once: it is the bot that was refused."""
    for number in range(3):
        post.channel.fail(RetryLater(20 + number, f"memory:chat:{number}", "429"), chat=str(number))
        await post.put("x", str(number))
    async with post.working():
        await until(lambda: len(post.channel.calls) == 3)
        await until(lambda: post.paces.whole_delay(post.clock.now()) == 20)
        await post.put("x", "free")
        await asyncio.sleep(0.1)
        assert post.channel.sent == []
        post.clock.move(20)
        post.delivery.wake()
        await until(lambda: ("free", "x") in post.channel.sent)


async def test_without_a_word_from_the_platform_pauses_grow(post: Post) -> None:
    """5xx, time-outs and dropped connections: longer and longer, never given up; /health hears of it."""
    post.channel.fail(RetryLater(None, None, "502"), times=10)
    row_id = await post.put("x")
    pauses = []
    async with post.working():
        for attempt in range(1, 11):
            await until(lambda attempt=attempt: len(post.channel.calls) == attempt)  # type: ignore[misc]
            while (row := (await post.rows())[row_id]).attempts < attempt:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
            assert post.delivery.troubles() == {"memory": "502"}
            pauses.append((row.due_at - post.clock.now()).total_seconds())
            post.clock.move(pauses[-1])
            post.delivery.wake()
        await until(lambda: post.channel.texts("a") == ["x"])
        await until(lambda: post.delivery.troubles() == {})
    assert pauses == [*PAUSES, *[PAUSES[-1]] * (10 - len(PAUSES))]


async def test_a_part_of_the_work_that_may_be_done_is_repeated(post: Post) -> None:
    """Delivery is at least once: an answer that was lost on the way means a repeat, under the same key."""
    post.channel.fail(RetryLater(None, None, "time-out", doubtful=True), after=True)
    await post.put("x")
    await post.deliver()
    assert post.channel.texts("a") == ["x", "x"]
    assert len({call.key for call in post.channel.calls}) == 1


async def test_who_blocked_the_bot_is_not_written_to(post: Post) -> None:
    """403: the row is unreachable and the address book is told; what follows is not even tried while it is closed."""
    post.channel.fail(Unreachable("blocked"))
    first, second = await post.put("1"), await post.put("2")

    async def close(session: AsyncSession, row: OutboxRow, error: DeliveryError, now: datetime) -> bool:
        post.book.closed[row.peer] = "blocked"
        return False

    post.book.heal_with = close
    await post.deliver()
    assert post.book.healed == [("a", "Unreachable")]
    assert len(post.channel.calls) == 1
    assert post.heard == [(first, OutboxState.UNREACHABLE, None), (second, OutboxState.UNREACHABLE, None)]
    assert [row.error for row in (await post.rows()).values()] == ["blocked", "blocked"]
    post.book.closed.clear()
    await post.put("3")
    await post.deliver()
    assert post.channel.texts("a") == ["3"]


async def test_what_is_refused_for_good_says_why(post: Post) -> None:
    """A message that the platform will never take fails, and the next one goes."""
    post.channel.fail(Rejected("message is too odd"), contains="1")
    first, second = await post.put("1"), await post.put("2")
    await post.deliver()
    rows = await post.rows()
    assert (rows[first].state, rows[first].error) == (OutboxState.REJECTED, "message is too odd")
    assert rows[first].done_at is not None
    assert post.heard == [(first, OutboxState.REJECTED, None), (second, OutboxState.SENT, "1")]


async def test_what_an_adapter_did_not_translate_fails_the_row_alone(post: Post) -> None:
    """Our own bug costs one message, kept with the reason, and not the service."""
    post.channel.fail(KeyError("result"))
    first, second = await post.put("1"), await post.put("2")
    await post.deliver()
    assert (await post.state(first), await post.state(second)) == (OutboxState.REJECTED, OutboxState.SENT)
    assert "KeyError" in str((await post.rows())[first].error)


async def test_a_row_that_cannot_be_read_fails_alone(post: Post) -> None:
    """A body from a newer version, or a broken one, does not hold up the rest."""
    broken, fine = await post.put("1"), await post.put("2")
    async with post.database.write() as session:
        (await session.get_one(OutboxRow, broken)).body_json = {"kind": "from the future"}
    await post.deliver()
    assert (await post.state(broken), await post.state(fine)) == (OutboxState.REJECTED, OutboxState.SENT)


async def test_a_lost_topic_is_made_anew_and_the_message_goes_there(post: Post) -> None:
    """The step that heals goes first; the row that found out waits for it and is not lost."""
    post.book.places = {"topic:1": Destination("-100", "7")}
    post.channel.fail(TopicLost("thread not found"), contains="1")
    made: list[int] = []

    async def make(session: AsyncSession, row: OutboxRow, error: DeliveryError, now: datetime) -> bool:
        step = await enqueue(session, row.address, OpenTopic("тема"), now, precedence=Precedence.STEP)
        post.book.places["topic:1"] = Destination("-100", "8")
        made.append(step.id)
        return True

    post.book.heal_with = make
    await post.put("1", "topic:1")
    await post.put("2", "topic:1")
    await post.deliver()
    assert [type(call).__name__ for call in post.channel.calls][1] == "OpenTopicCall"
    assert [(shown.text, shown.thread) for shown in post.channel.chats["-100"].values()] == [("1", "8"), ("2", "8")]
    assert len(made) == 1


async def test_a_second_row_that_lost_the_same_place_does_not_heal_it_again(post: Post) -> None:
    """Two calls were in flight to a topic that vanished: one new topic, not two."""
    post.book.places = {"topic:1": Destination("-100", "7")}
    post.channel.fail(TopicLost("thread not found"), times=2)

    async def make(session: AsyncSession, row: OutboxRow, error: DeliveryError, now: datetime) -> bool:
        post.book.places["topic:1"] = Destination("-100", "8")
        return True

    post.book.heal_with = make
    post.channel.hold()
    await post.put("1", "topic:1")
    await post.put("2", "topic:1", queue="card")
    async with post.working():
        await until(lambda: post.channel.flying == 2)
        post.channel.let_go()
        await until(lambda: len(post.channel.calls) == 4)
    assert post.book.healed == [("topic:1", "TopicLost")]
    assert sorted(post.channel.texts("-100")) == ["1", "2"]


async def test_a_group_that_moved_gets_its_messages_at_its_new_place(post: Post) -> None:
    """An upgrade to a supergroup costs no message."""
    post.channel.fail(ChatMoved("-200"), chat="a")

    async def move(session: AsyncSession, row: OutboxRow, error: DeliveryError, now: datetime) -> bool:
        post.book.places["a"] = Destination("-200")
        return True

    post.book.heal_with = move
    await post.put("1")
    await post.deliver()
    assert post.channel.texts("-200") == ["1"]


async def test_a_right_that_is_missing_is_waited_for(post: Post) -> None:
    """While nobody gives it back the row waits, longer and longer; nothing is lost."""
    post.channel.fail(RightsLost("not enough rights"), times=5)

    async def wait(session: AsyncSession, row: OutboxRow, error: DeliveryError, now: datetime) -> bool:
        return True

    post.book.heal_with = wait
    await post.put("1")
    await post.deliver()
    assert post.channel.texts("a") == ["1"]
    assert post.clock.now() - START > timedelta(seconds=90)


@pytest.mark.parametrize("breaks", [False, True])
async def test_what_cannot_be_healed_has_failed(post: Post, breaks: bool) -> None:
    """Also when the healing itself fails."""

    async def fail(session: AsyncSession, row: OutboxRow, error: DeliveryError, now: datetime) -> bool:
        await enqueue(session, Address("memory", "b"), OpenTopic("никогда"), now)
        raise ZeroDivisionError

    post.book.heal_with = fail if breaks else None
    post.channel.fail(TopicLost("gone"))
    row_id = await post.put("1")
    await post.deliver()
    row = (await post.rows())[row_id]
    assert (row.state, row.error, len(await post.rows())) == (OutboxState.REJECTED, "gone", 1)


async def test_an_address_that_nobody_knows_is_unreachable(database: Database) -> None:
    """A peer that the book has no place for."""
    post = Post(database)

    async def nowhere(*_: object) -> dict[str, Destination]:
        return {}

    post.book.find = nowhere  # type: ignore[method-assign, assignment]
    row_id = await post.put("1")
    await post.deliver()
    assert await post.state(row_id) is OutboxState.UNREACHABLE
