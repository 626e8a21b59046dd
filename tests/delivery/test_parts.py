"""Texts longer than a message, lines joined into one, and what edits, deletions and reactions do to them."""

from __future__ import annotations

import asyncio

import pytest

from bot import links
from bot.calls import SendCall
from bot.errors import Rejected, RetryLater
from bot.links import MessageKey
from bot.outbox import Lane, OutboxState
from bot.outgoing import Button, Delete, Edit, Menu, React, Ref, Send
from bot.richtext import rich
from tests.delivery.post import Post
from tests.fakes import until

BUTTONS = ((Button("Да", data="yes"),),)
LONG = "Первая строка.\nВторая строка.\nТретья строка."
PARTS = LONG.split("\n")


@pytest.fixture
def short(post: Post) -> Post:
    """A platform that takes sixteen characters."""
    post.channel.text_limit = 16
    return post


def _joined(post: Post) -> list[list[str]]:
    return [text.split("\n") for text in post.channel.texts("a")]


async def _stands(post: Post, row_id: int) -> list[str]:
    async with post.database.read() as session:
        return await links.platform_ids(session, row_id)


# --- long texts --------------------------------------------------------------------------------------------------


async def test_a_long_text_leaves_in_parts(short: Post) -> None:
    """One after another, in order; the reply is on the first, the buttons are under the last, the result is one."""
    await short.put("слово")
    menu = Menu((("Меню",),))
    row_id = await short.put(Send(rich(LONG), BUTTONS, menu, Ref(platform="1")))
    await short.put("ещё")
    await short.deliver()
    assert short.channel.texts("a") == ["слово", *PARTS, "ещё"]
    shown = list(short.channel.chats["a"].values())[1:4]
    assert [one.reply_to for one in shown] == ["1", None, None]
    assert [one.keyboard for one in shown] == [(), (), BUTTONS]
    assert [call.menu for call in short.channel.calls[1:4] if isinstance(call, SendCall)] == [None, None, menu]
    assert len({call.key for call in short.channel.calls}) == 5
    assert await _stands(short, row_id) == ["2", "3", "4"]
    assert [row for row, *_ in short.heard].count(row_id) == 1


async def test_a_refusal_between_parts_repeats_none_that_stands(short: Post) -> None:
    """429, or a dropped connection, at the second part: the first stays alone, the rest follows."""
    short.channel.fail(RetryLater(3, "memory:chat:a", "429"), contains="Вторая")
    short.channel.fail(RetryLater(None, None, "502"), contains="Третья")
    await short.put(LONG)
    await short.deliver()
    assert short.channel.texts("a") == PARTS


async def test_a_crash_between_parts_repeats_at_most_the_one_in_flight(short: Post) -> None:
    """What was written down before the crash is not sent again."""
    await short.put(LONG)
    line = short.delivery._lines["memory"]
    await line._turn()
    await until(lambda: bool(line._landed))
    await line._turn()
    await until(lambda: len(short.channel.sent) == 2)
    short.delivery = short.delivery_again()
    await short.deliver()
    assert short.channel.texts("a") == [PARTS[0], PARTS[1], PARTS[1], PARTS[2]]


async def test_an_empty_text_is_one_message(post: Post) -> None:
    """Whatever the platform says to it, nothing hangs."""
    await post.put("")
    await post.deliver()
    assert post.channel.texts("a") == [""]


# --- joined lines ------------------------------------------------------------------------------------------------


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
    assert _joined(post) == [["1", "2", "3"]]
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
    assert _joined(post) == [["1", "2"], ["своё"], ["3"], ["ответ", "4"], ["с кнопкой"], ["5", "6"]]


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
    assert _joined(post) == [["1"], ["3"]]
    states = [await post.state(row) for row in rows]
    assert states == [OutboxState.SENT, OutboxState.REJECTED, OutboxState.SENT]


# --- edits -------------------------------------------------------------------------------------------------------


async def test_an_edit_of_a_sent_message(post: Post) -> None:
    """Text and buttons change where the message stands; buttons alone as well."""
    row_id = await post.put("было")
    await post.deliver()
    await post.change(row_id, "стало", BUTTONS)
    await post.deliver()
    assert [(shown.text, shown.keyboard) for shown in post.channel.chats["a"].values()] == [("стало", BUTTONS)]
    await post.change(row_id, None, ())
    await post.deliver()
    assert [(shown.text, shown.keyboard) for shown in post.channel.chats["a"].values()] == [("стало", ())]


async def test_an_edit_waits_for_a_message_in_flight(post: Post) -> None:
    """It goes when the message stands, also from a queue of its own, and the last of several is the one that counts."""
    post.channel.hold()
    row_id = await post.put("было")
    card = await post.put(Send(rich("карточка")), chat="b", context={"edit_lane": Lane.NOTICE})
    async with post.working(time_flies=True):
        await until(lambda: post.channel.flying == 2)
        for words in ("раз", "два"):
            await post.change(row_id, words)
            await post.change(card, words)
        await asyncio.sleep(0.05)
        assert len(post.channel.calls) == 2
        post.channel.let_go()
        await until(lambda: (post.channel.texts("a"), post.channel.texts("b")) == (["два"], ["два"]))
    assert len(post.channel.calls) == 4


async def test_edits_that_wait_are_merged_to_the_last(post: Post) -> None:
    """A card that changes often costs one call."""
    row_id = await post.put("0")
    await post.deliver()
    for number in range(1, 6):
        await post.change(row_id, f"{number}")
    await post.deliver()
    assert (post.channel.texts("a"), len(post.channel.calls)) == (["5"], 2)


@pytest.mark.parametrize("longer_first", [True, False])
async def test_an_edit_that_changes_the_number_of_parts(short: Post, longer_first: bool) -> None:
    """Parts that are too few are sent, those too many deleted; buttons stay under the last; and back again."""
    texts = [LONG, "Одна строка."] if longer_first else ["Одна строка.", LONG]
    row_id = await short.put(Send(rich(texts[1]), BUTTONS))
    await short.deliver()
    for text in (texts[0], texts[1], texts[0]):
        await short.change(row_id, text)
        await short.deliver()
        shown = list(short.channel.chats["a"].values())
        assert [one.text for one in shown] == text.split("\n")
        assert [one.keyboard for one in shown] == [()] * (len(shown) - 1) + [BUTTONS]
        assert await _stands(short, row_id) == [one.id for one in shown]


async def test_an_edit_of_parts_survives_refusals(short: Post) -> None:
    """A refusal between two parts of an edit repeats nothing that is done."""
    row_id = await short.put("Одна строка.")
    await short.deliver()
    short.channel.fail(RetryLater(None, None, "502"), contains="Вторая")
    short.channel.fail(RetryLater(None, None, "502"), contains="Третья")
    await short.change(row_id, LONG)
    await short.deliver()
    assert short.channel.texts("a") == PARTS


async def test_an_edit_of_a_joined_line_keeps_the_others(post: Post) -> None:
    """The platform's message is put together anew with the one line changed, again and again."""
    rows = await post.lines("1", "2", "3")
    await post.deliver()
    await post.change(rows[1], "два")
    await post.deliver()
    assert _joined(post) == [["1", "два", "3"]]
    await post.change(rows[0], "раз")
    await post.deliver()
    assert _joined(post) == [["раз", "два", "3"]]


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


async def test_an_edit_of_what_is_gone_is_pointless(post: Post) -> None:
    """There is nothing to change; nothing is asked of the platform and nothing hangs."""
    row_id = await post.put("x")
    await post.deliver()
    await post.put(Delete(Ref(outbox=row_id)))
    edit = await post.put(Edit(Ref(outbox=row_id), rich("y")))
    nowhere = await post.put(React(Ref(), "👍"))
    await post.deliver()
    assert (await post.state(edit), await post.state(nowhere)) == (OutboxState.CANCELLED, OutboxState.CANCELLED)
    assert len(post.channel.calls) == 2


# --- deletions and reactions -------------------------------------------------------------------------------------


async def test_a_message_of_several_parts_is_taken_back_whole(short: Post) -> None:
    """Part by part, also when a refusal comes between."""
    short.channel.fail(RetryLater(None, None, "502"))
    row_id = await short.put(LONG)
    await short.deliver()
    short.channel.fail(RetryLater(None, None, "502"), times=2)
    await short.put(Delete(Ref(outbox=row_id)))
    await short.deliver()
    assert short.channel.texts("a") == []
    assert await _stands(short, row_id) == []


async def test_a_joined_line_is_taken_back_alone(post: Post) -> None:
    """The lines that share its message stay; the last of them takes the message along."""
    rows = await post.lines("1", "2", "3")
    await post.deliver()
    for row_id, left in zip(rows, ([["2", "3"]], [["3"]], []), strict=True):
        await post.put(Delete(Ref(outbox=row_id)))
        await post.deliver()
        assert _joined(post) == left
    assert post.channel.chats["a"] == {}


async def test_a_deletion_waits_behind_a_bulk_message_that_has_not_left(post: Post) -> None:
    """In one queue bulk gives way to what changes it: that must stand behind it, or neither would ever go."""
    row_id = await post.put("рассылка", lane=Lane.BULK)
    deletion = await post.put(Delete(Ref(outbox=row_id)))
    await post.put("слово")
    await post.deliver()
    assert await post.state(deletion) is OutboxState.SENT
    assert post.channel.texts("a") == ["слово"]


async def test_a_reaction_is_put_and_taken_away(post: Post) -> None:
    """On a message of ours, and on one of theirs by its platform id."""
    row_id = await post.put("x")
    await post.put(React(Ref(outbox=row_id), "👍"))
    await post.deliver()
    assert post.channel.chats["a"]["1"].reaction == "👍"
    await post.put(React(Ref(platform="1"), None))
    await post.deliver()
    assert post.channel.chats["a"]["1"].reaction is None


async def test_a_reply_to_a_message_of_ours_finds_it(post: Post) -> None:
    """By its outbox row; a reply to what never arrived is sent without."""
    post.channel.fail(Rejected("no"), contains="нет")
    row_id, never = await post.put("x"), await post.put("нет")
    await post.put(Send(rich("y"), reply_to=Ref(outbox=row_id)))
    await post.put(Send(rich("z"), reply_to=Ref(outbox=never)))
    await post.deliver()
    assert [shown.reply_to for shown in post.channel.chats["a"].values()] == [None, "1", None]
