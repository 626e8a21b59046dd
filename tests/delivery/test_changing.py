"""Edits, deletions, reactions and replies: each finds the message it is about, or stands behind it."""

from __future__ import annotations

import asyncio

from bot.errors import Rejected
from bot.outbox import Lane, OutboxState
from bot.outgoing import Delete, Edit, React, Ref, Send
from bot.richtext import rich
from tests.delivery.parts import BUTTONS
from tests.delivery.post import Post
from tests.fakes import until


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
