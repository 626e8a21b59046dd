"""Texts longer than a message: they leave, are edited and taken back in parts."""

from __future__ import annotations

import pytest

from bot.calls import SendCall
from bot.errors import RetryLater
from bot.outgoing import Delete, Menu, Ref, Send
from bot.richtext import rich
from tests.delivery.parts import BUTTONS, LONG, PARTS, stands
from tests.delivery.post import Post
from tests.fakes import until


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
    assert await stands(short, row_id) == ["2", "3", "4"]
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
        assert await stands(short, row_id) == [one.id for one in shown]


async def test_an_edit_of_parts_survives_refusals(short: Post) -> None:
    """A refusal between two parts of an edit repeats nothing that is done."""
    row_id = await short.put("Одна строка.")
    await short.deliver()
    short.channel.fail(RetryLater(None, None, "502"), contains="Вторая")
    short.channel.fail(RetryLater(None, None, "502"), contains="Третья")
    await short.change(row_id, LONG)
    await short.deliver()
    assert short.channel.texts("a") == PARTS


async def test_a_message_of_several_parts_is_taken_back_whole(short: Post) -> None:
    """Part by part, also when a refusal comes between."""
    short.channel.fail(RetryLater(None, None, "502"))
    row_id = await short.put(LONG)
    await short.deliver()
    short.channel.fail(RetryLater(None, None, "502"), times=2)
    await short.put(Delete(Ref(outbox=row_id)))
    await short.deliver()
    assert short.channel.texts("a") == []
    assert await stands(short, row_id) == []
