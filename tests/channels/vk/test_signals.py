"""Answers to presses and signs of life."""

from __future__ import annotations

from bot.channels.vk.channel import VkChannel
from bot.channels.vk.connection import Vk
from bot.outgoing import Answer, Button, Seen, Typing
from tests.channels.scripted import scripted
from tests.channels.vk.answers import fine
from tests.channels.vk.talk import Talk


async def test_press_is_answered(talk: Talk) -> None:
    """With words or without; an answer that comes too late is a line in the log."""
    number = await talk.send("Взять?", keyboard=((Button("Да", data="yes"),),))
    people = talk.scene.world.people
    for text, shown in (("Готово " * 20, ("Готово " * 20)[:90]), ("", None)):
        pressed = people.press_callback(talk.anna, int(number), {"d": "yes"})
        await talk.channel.signal(Answer("vk", f"{pressed}:{talk.anna}:{talk.anna}", text))
        assert talk.scene.world.snapshot()["toasts"][-1].get("text") == shown
    for forged in ("", "x", "a:b:c", "77:1:1"):
        await talk.channel.signal(Answer("vk", forged, "Поздно"))


async def test_signs_of_life(talk: Talk) -> None:
    """Typing, and read marks up to a message."""
    await talk.channel.signal(Typing("vk", str(talk.anna)))
    await talk.channel.signal(Seen("vk", str(talk.anna), "1"))
    await talk.channel.signal(Seen("vk", "x", "y"))
    assert [call.method for call in talk.scene.world.calls.since()] == ["messages.setActivity", "messages.markAsRead"]
    (chat,) = talk.scene.world.snapshot()["chats"]
    assert chat["in_read"] > 0


async def test_signs_of_life_give_way() -> None:
    """While requests have to wait for their turn, only answers to presses are sent."""
    async with scripted(fine(1)) as api:
        channel = VkChannel(Vk("x", 1, api.url, per_second=1, timeout=1))
        for signal in (Typing("vk", "42"), Typing("vk", "42"), Seen("vk", "42", "1"), Answer("vk", "e:42:42")):
            await channel.signal(signal)
        assert [method for method, _ in api.asked] == ["messages.setActivity", "messages.sendMessageEventAnswer"]
        await channel.close()
