"""Lines that share one message: which are joined, and what becomes of the others when one is changed."""

from __future__ import annotations

import asyncio

from bot import links
from bot.errors import Rejected, RetryLater
from bot.links import MessageKey
from bot.outbox import OutboxState
from bot.outgoing import Delete, Ref, Send
from bot.richtext import rich
from tests.delivery.parts import BUTTONS, LONG, PARTS, lines_shown
from tests.delivery.post import Post
from tests.fakes import until


async def test_a_line_that_need_not_wait_leaves_alone(post: Post) -> None:
    """Lines that come one after another, each when the way is free, are messages of their own."""
    async with post.working():
        for number in range(3):
            await post.lines(f"{number}")
            await until(lambda number=number: len(post.channel.sent) == number + 1)  # type: ignore[misc]
            while await post.pending():  # noqa: ASYNC110
                await asyncio.sleep(0.005)
    assert post.channel.texts("a") == ["0", "1", "2"]


async def test_lines_that_have_to_wait_are_joined(post: Post) -> None:
    """Behind a pause they share one message, in order; each of them is sent, and found by its own source."""
    post.channel.fail(RetryLater(10, "memory:chat:a", "429"))
    first = await post.lines("1")
    async with post.working():
        await until(lambda: len(post.channel.calls) == 1)
        rest = await post.lines("2", "3")
    await post.deliver()
    assert lines_shown(post) == [["1", "2", "3"]]
    assert [(row, state) for row, state, _ in post.heard] == [(row, OutboxState.SENT) for row in [*first, *rest]]
    async with post.database.read() as session:
        for row, text in zip([*first, *rest], "123", strict=True):
            assert await links.rows_carrying(session, MessageKey("telegram", "42", text)) == [row]
            assert await links.platform_ids(session, row) == ["1"]
        assert await links.rows_shown_as(session, MessageKey("memory", "a", "1")) == [*first, *rest]


async def test_only_neighbours_that_may_share_are_joined(post: Post) -> None:
    """A message of ours, a reply and one with buttons stand by themselves, and order is kept."""
    await post.lines("1", "2")
    await post.put("своё")
    await post.lines("3")
    await post.put(Send(rich("ответ"), reply_to=Ref(platform="1"), joinable=True))
    await post.lines("4")
    await post.put(Send(rich("с кнопкой"), BUTTONS, joinable=True))
    await post.lines("5", "6")
    await post.deliver()
    assert lines_shown(post) == [["1", "2"], ["своё"], ["3"], ["ответ", "4"], ["с кнопкой"], ["5", "6"]]


async def test_joined_lines_stay_within_the_platform_s_limit(short: Post) -> None:
    """As many as fit; a line too long for one message is split by itself."""
    await short.lines("1234567", "1234567", "1", LONG)
    await short.deliver()
    assert short.channel.texts("a") == ["1234567\n1234567", "1", *PARTS]


async def test_one_bad_line_takes_no_other_with_it(post: Post) -> None:
    """A joined message that is refused for good goes line by line, in order, and only the bad one fails."""
    post.channel.fail(Rejected("odd"), contains="2", times=2)
    rows = await post.lines("1", "2", "3")
    await post.deliver()
    assert lines_shown(post) == [["1"], ["3"]]
    states = [await post.state(row) for row in rows]
    assert states == [OutboxState.SENT, OutboxState.REJECTED, OutboxState.SENT]


async def test_an_edit_of_a_joined_line_keeps_the_others(post: Post) -> None:
    """The platform's message is put together anew with the one line changed, again and again."""
    rows = await post.lines("1", "2", "3")
    await post.deliver()
    await post.change(rows[1], "два")
    await post.deliver()
    assert lines_shown(post) == [["1", "два", "3"]]
    await post.change(rows[0], "раз")
    await post.deliver()
    assert lines_shown(post) == [["раз", "два", "3"]]


async def test_joined_lines_that_outgrow_their_message(short: Post) -> None:
    """The rest goes into another message; an edit of a neighbour finds both, and shrinking takes it away again."""
    rows = await short.lines("1234567", "7654321")
    await short.deliver()
    await short.change(rows[0], "Первая строка.")
    await short.deliver()
    assert short.channel.texts("a") == ["Первая строка.", "7654321"]
    await short.change(rows[1], "Вторая строка.")
    await short.deliver()
    assert short.channel.texts("a") == PARTS[:2]
    await short.change(rows[0], "1")
    await short.change(rows[1], "2")
    await short.deliver()
    assert short.channel.texts("a") == ["1\n2"]


async def test_a_joined_line_is_taken_back_alone(post: Post) -> None:
    """The lines that share its message stay; the last of them takes the message along."""
    rows = await post.lines("1", "2", "3")
    await post.deliver()
    for row_id, left in zip(rows, ([["2", "3"]], [["3"]], []), strict=True):
        await post.put(Delete(Ref(outbox=row_id)))
        await post.deliver()
        assert lines_shown(post) == left
    assert post.channel.chats["a"] == {}
