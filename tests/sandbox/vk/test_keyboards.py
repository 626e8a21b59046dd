"""Keyboards: the limits, what is returned, and what becomes of a pressed button."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox.vk.people import People
from bot.sandbox.vk.refusals import ApiError
from bot.sandbox.vk.scene import Scene
from tests.sandbox.vk.conftest import Api, HandClock, Poll

JSON = dict[str, Any]


def text(label: str = "Да", payload: str = '{"a":1}', **more: Any) -> JSON:
    """A text button."""
    return {"action": {"type": "text", "label": label, "payload": payload}} | more


def board(*rows: list[JSON], inline: Any = False, one_time: bool = False) -> str:
    """A keyboard as clients send it."""
    return json.dumps({"inline": inline, "one_time": one_time, "buttons": list(rows)}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("keyboard", "why"),
    [
        ("{", "valid json"),
        ('{"buttons":1}', "should be array"),
        ('{"buttons":[1]}', "array of arrays"),
        (board([text()], inline="yes"), "inline property should be boolean"),
        (board(*[[text()]] * 11), "too much rows"),
        (board(*[[text()]] * 7, inline=True), "too much rows"),
        (board([text()] * 6), "too much columns"),
        (board(*[[text()] * 5] * 9), "too much buttons"),
        (board(*[[text()] * 4] * 3, inline=True), "too much buttons"),
        (board(inline=True), "should not be empty"),
        (board([{}]), "invalid action"),
        (board([{"action": {"type": "sing", "label": "а"}}]), "invalid action"),
        (board([text("")]), "should have label"),
        (board([text("а" * 41)]), "too long label"),
        (board([text(payload="[]")]), "invalid payload"),
        (board([text(payload="да")]), "invalid payload"),
        (board([text(payload=json.dumps({"a": "б" * 255}))]), "invalid payload"),
        (board([text(color="pink")]), "invalid color"),
        (board([{"action": {"type": "open_link", "label": "а", "link": "ftp://a"}}]), "invalid link"),
    ],
)
async def test_refused_keyboards(api: Api, anna: int, keyboard: str, why: str) -> None:
    """Error 911 says what is wrong, and nothing is sent."""
    code, said = await api.refused("messages.send", peer_id=anna, random_id=1, message="а", keyboard=keyboard)
    assert (code, why in said) == (911, True), said
    assert (await api.ok("messages.getHistory", peer_id=anna))["count"] == 1


async def test_the_largest_keyboards_pass(api: Api, anna: int) -> None:
    """40 buttons under the field, 10 in a message."""
    await api.send(anna, keyboard=board(*[[text()] * 4] * 10))
    await api.send(anna, keyboard=board([text()] * 5, [text()] * 5, inline=True))


async def test_a_keyboard_in_a_message_comes_back(api: Api, scene: Scene, anna: int) -> None:
    """Its buttons with their colours, grey under VK's other name; who sent it."""
    link = {"action": {"type": "open_link", "label": "Сайт", "link": "https://example.ru"}}
    number = await api.send(
        anna, keyboard=board([text(color="positive"), text("Нет", color="secondary")], [link], inline=True)
    )
    (message,) = (await api.ok("messages.getById", message_ids=str(number)))["items"]
    keyboard = message["keyboard"]
    assert (keyboard["inline"], keyboard["author_id"]) == (True, -scene.community.id)
    assert [[button.get("color") for button in row] for row in keyboard["buttons"]] == [["positive", "default"], [None]]


async def test_a_keyboard_under_the_field_belongs_to_the_dialogue(api: Api, scene: Scene, anna: int) -> None:
    """It stands until another comes, or one without buttons."""

    async def current() -> JSON | None:
        found = await api.ok("messages.getConversationsById", peer_ids=str(anna))
        keyboard: JSON | None = found["items"][0].get("current_keyboard")
        return keyboard

    number = await api.send(anna, keyboard=board([text("Меню")]))
    assert "keyboard" not in (await api.ok("messages.getById", message_ids=str(number)))["items"][0]
    keyboard = await current()
    assert keyboard is not None
    assert keyboard["buttons"][0][0]["action"]["label"] == "Меню"
    await api.send(anna, keyboard=board())
    assert await current() is None


async def test_a_text_button_is_a_message(api: Api, people: People, anna: int, poll: Poll) -> None:
    """Its label with its payload, which is a string; a one-time keyboard is gone afterwards."""
    await api.send(anna, keyboard=board([text("Меню", '{"menu":1}')], one_time=True))
    people.press(anna, "Меню")
    what = (await poll.events())[-1][1]["message"]
    assert (what["text"], what["payload"]) == ("Меню", '{"menu":1}')
    with pytest.raises(ApiError, match="no button"):
        people.press(anna, "Меню")


async def test_a_text_button_in_a_message(api: Api, people: People, anna: int) -> None:
    """The newest message with that label."""
    await api.send(anna, keyboard=board([text("Да", '{"n":1}')], inline=True))
    await api.send(anna, keyboard=board([text("Да", '{"n":2}')], inline=True))
    cmid = people.press(anna, "Да")
    found = await api.ok("messages.getByConversationMessageId", peer_id=anna, conversation_message_ids=str(cmid))
    assert found["items"][0]["payload"] == '{"n":2}'


async def test_a_callback_button_is_answered_once(api: Api, people: People, scene: Scene, anna: int) -> None:
    """The person sees the snackbar; a second answer is refused."""
    await api.send(anna, keyboard=board([{"action": {"type": "callback", "label": "Взять"}}], inline=True))
    event = people.press_callback(anna, 2, '{"forged":true}')
    answer = {"event_id": event, "user_id": anna, "peer_id": anna}
    shown = {"type": "show_snackbar", "text": "Готово"}
    assert await api.ok("messages.sendMessageEventAnswer", event_data=shown, **answer) == 1
    assert scene.world.snapshot()["toasts"] == [{"user": anna, "event_id": event} | shown]
    assert (await api.refused("messages.sendMessageEventAnswer", **answer))[0] == 100


async def test_a_callback_button_under_the_field(api: Api, people: People, anna: int, poll: Poll) -> None:
    """It belongs to no message, so the event names none."""
    await api.send(anna, keyboard=board([{"action": {"type": "callback", "label": "Меню", "payload": "{}"}}]))
    people.press_callback(anna, None, {})
    assert "conversation_message_id" not in (await poll.events())[-1][1]


async def test_answers_to_buttons_that_are_refused(api: Api, people: People, clock: HandClock, anna: int) -> None:
    """Too late, for somebody else, with words too long or of an unknown kind; empty only stops the spinning."""
    event = people.press_callback(anna, 1, {})
    answer = {"event_id": event, "user_id": anna, "peer_id": anna}

    async def code(**more: Any) -> int:
        return (await api.refused("messages.sendMessageEventAnswer", **(answer | more)))[0]

    assert await code(user_id=1) == 100
    assert await code(event_data={"type": "show_snackbar", "text": "а" * 91}) == 100
    assert await code(event_data={"type": "dance"}) == 100
    assert await code(event_data={"type": "open_link", "link": "javascript:"}) == 100
    clock.move(61)
    assert await code() == 100
    fresh = people.press_callback(anna, 1, {})
    assert await api.ok("messages.sendMessageEventAnswer", **(answer | {"event_id": fresh})) == 1
