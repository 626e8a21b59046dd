"""Answers to pressed buttons: at once or never, and in nobody's way."""

from __future__ import annotations

import asyncio

import pytest

from bot.outgoing import Answer
from tests.delivery.post import Post
from tests.fakes import until


async def test_pressed_buttons_are_answered_at_once_or_never(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such an answer is worth something for seconds: it waits for no queue, expires by itself and blocks nothing."""
    monkeypatch.setattr("bot.delivery.loop._SIGNAL_SECONDS", 0.05)
    async with post.working():
        post.delivery.signal([Answer("memory", "1"), Answer("nobody", "2")])
        await until(
            lambda: [answer.callback_id for answer in post.channel.signals if isinstance(answer, Answer)] == ["1"]
        )
        post.channel.hold()
        post.delivery.signal([Answer("memory", "3")] * 50)
        await asyncio.sleep(0.1)
        post.channel.let_go()
        await post.put("x")
        await until(lambda: post.channel.texts("a") == ["x"])
    assert len(post.channel.signals) == 1


async def test_an_answer_that_fails_harms_nobody(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the adapter raises."""

    async def broken(_: Answer) -> None:
        raise KeyError

    monkeypatch.setattr(post.channel, "signal", broken)
    async with post.working():
        post.delivery.signal([Answer("memory", "1")])
        await post.put("x")
        await until(lambda: post.channel.texts("a") == ["x"])


async def test_an_answer_under_way_at_the_stop_is_given_up(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stop waits for it a moment, no longer."""
    monkeypatch.setattr("bot.delivery.loop._SIGNAL_SECONDS", 60)
    post.channel.hold()
    async with post.working():
        post.delivery.signal([Answer("memory", "1")])
        await asyncio.sleep(0)
    assert post.channel.signals == []
    assert len(asyncio.all_tasks()) == 1
