"""What staff have to know of a channel is told in the transaction that settles the call."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calls import Call, Done
from bot.delivery import Delivery, Outlet
from bot.errors import Alarm, RetryLater
from bot.outbox import OutboxState
from tests.delivery.post import Post


async def test_a_refusal_and_a_result_may_alarm(post: Post) -> None:
    """Both are told; whoever fails to tell costs no message."""
    heard: list[Alarm] = []

    async def alarmed(session: AsyncSession, alarm: Alarm, now: datetime) -> None:
        heard.append(alarm)
        if alarm is Alarm.VK_BUTTONS:
            raise KeyError("nobody there")

    post.delivery = Delivery(post.database, [Outlet(post.channel, post.paces, post.book, alarmed=alarmed)], post.clock)
    post.channel.fail(RetryLater(1, None, "captcha", alarm=Alarm.VK_CAPTCHA))
    do = post.channel._do

    def alarming(call: Call) -> Done:
        return Done(do(call).ids, alarm=Alarm.VK_BUTTONS)

    post.channel._do = alarming  # type: ignore[method-assign]
    row = await post.put("1")
    await post.deliver()
    assert heard == [Alarm.VK_CAPTCHA, Alarm.VK_BUTTONS]
    assert await post.state(row) is OutboxState.SENT
