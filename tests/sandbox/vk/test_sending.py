"""`messages.send` and `messages.edit`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox.vk.people import People
from bot.sandbox.vk.scene import Scene
from tests.sandbox.vk.conftest import Api, HandClock, Poll


def last(scene: Scene, peer: int) -> dict[str, Any]:
    """The newest message that the person sees."""
    (chat,) = [chat for chat in scene.world.snapshot()["chats"] if chat["peer"] == peer]
    message: dict[str, Any] = chat["messages"][-1]
    return message


async def test_a_message_is_sent(api: Api, scene: Scene, anna: int, poll: Poll) -> None:
    """The answer is the community's id; the person sees it, and `message_reply` says so."""
    number = await api.send(anna, "Чем помочь?")
    sent = last(scene, anna)
    assert (sent["text"], sent["message_id"], sent["from"]) == ("Чем помочь?", number, -scene.community.id)
    ((kind, what),) = await poll.events()
    assert (kind, what["id"], what["conversation_message_id"], what["out"]) == ("message_reply", number, 2, 1)


async def test_a_repeat_sends_nothing(api: Api, scene: Scene, clock: HandClock, anna: int) -> None:
    """The same `random_id` within an hour gives the same id, later it is a new message."""
    first = await api.send(anna, "раз", random_id=7)
    assert await api.send(anna, "раз", random_id=7) == first
    assert last(scene, anna)["id"] == 2
    clock.move(3601)
    assert await api.send(anna, "раз", random_id=7) != first


async def test_a_repeat_is_forgotten_after_a_hundred_messages(api: Api, people: People, anna: int) -> None:
    """`random_id` is remembered over the last hundred messages of the dialogue, both sides counted."""
    first = await api.send(anna, "раз", random_id=7)
    for _ in range(100):
        people.write(anna, "ещё")
    assert await api.send(anna, "раз", random_id=7) != first


async def test_without_check_everything_is_sent(api: Api, anna: int) -> None:
    """`random_id` 0 asks for no check; none at all is a mistake."""
    assert await api.send(anna, "а", random_id=0) != await api.send(anna, "а", random_id=0)
    code, text = await api.refused("messages.send", peer_id=anna, message="а")
    assert (code, "random_id" in text) == (100, True)


async def test_many_recipients(api: Api, people: People, scene: Scene, anna: int) -> None:
    """A result for each: an id, or an error for who may not be written to."""
    stranger = people.add_user("Пётр Чужой")
    good, bad = await api.ok("messages.send", peer_ids=f"{anna},{stranger}", message="Бюллетень", random_id=5)
    assert good == {"peer_id": anna, "message_id": 2, "conversation_message_id": 2}
    assert (bad["peer_id"], bad["message_id"], bad["error"]["code"]) == (stranger, 0, 901)
    scene.world.faults.order("error", method="messages.send", peer=anna, code=902)
    (blocked,) = await api.ok("messages.send", peer_ids=str(anna), message="Бюллетень", random_id=6)
    assert blocked["error"]["code"] == 902
    too_many = ",".join(str(number) for number in range(1, 102))
    assert (await api.refused("messages.send", peer_ids=too_many, message="а", random_id=1))[0] == 100


async def test_who_cannot_be_written_to(api: Api, people: People, anna: int) -> None:
    """Each reason has its code."""

    async def code() -> int:
        return (await api.refused("messages.send", peer_id=anna, message="а", random_id=0))[0]

    people.deny(anna)
    assert await code() == 901
    people.allow(anna)
    people.set_privacy(anna, closed=True)
    assert await code() == 902
    people.set_privacy(anna, closed=False)
    people.ban(anna)
    assert await code() == 900
    people.unban(anna)
    for unreachable in (902, 1021):
        people.make_unreachable(anna, unreachable)
        assert await code() == unreachable
    people.make_unreachable(anna, 0)
    await api.send(anna)
    people.deactivate(anna)
    assert await code() == 18
    assert (await api.refused("messages.send", peer_id=1, message="а", random_id=0))[0] == 936
    assert (await api.refused("messages.send", peer_id=2_000_000_001, message="а", random_id=0))[0] == 917


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"message": "а" * 4097}, 914),
        ({"message": ""}, 100),
        ({"message": "а", "attachment": "photo-1_2"}, 100),
        ({"message": "а", "attachment": ",".join(["photo-1_2"] * 11)}, 100),
        ({"message": "а", "random_id": 2**31}, 100),
        ({"message": "а", "reply_to": 99}, 100),
        ({"message": "а", "forward": '{"conversation_message_ids":[9],"is_reply":1}'}, 921),
        ({"message": "а", "forward": {"message_ids": list(range(1, 102))}}, 913),
        ({"message": "а", "payload": "{"}, 100),
        ({"message": "а", "format_data": '{"items":[{"type":"bold","offset":0,"length":2}]}'}, 100),
        ({"message": "а", "format_data": '{"items":[{"type":"mono","offset":0,"length":1}]}'}, 100),
    ],
)
async def test_refused_messages(api: Api, scene: Scene, anna: int, params: dict[str, Any], code: int) -> None:
    """Each mistake has its code, and nothing is sent."""
    given = {"peer_id": anna, "random_id": 1} | params
    assert (await api.refused("messages.send", **given))[0] == code
    assert last(scene, anna)["id"] == 1


async def test_formatting_reply_place_and_payload(api: Api, scene: Scene, anna: int) -> None:
    """What goes along with a text comes back in the message."""
    spans = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "url", "offset": 3, "length": 1, "url": "https://a.ru"},
    ]
    forward = {"peer_id": anna, "conversation_message_ids": [1], "is_reply": True}
    number = await api.send(
        anna,
        "да! б",
        format_data={"version": 1, "items": spans},
        forward=forward,
        payload={"a": 1},
        lat=55.7,
        long=37.6,
    )
    (message,) = (await api.ok("messages.getById", message_ids=str(number)))["items"]
    assert message["format_data"]["items"] == spans == last(scene, anna)["format"]
    assert message["reply_message"]["text"] == "Здравствуйте!"
    assert json.loads(message["payload"]) == {"a": 1}
    assert message["geo"]["coordinates"] == {"latitude": 55.7, "longitude": 37.6}


async def test_forwards(api: Api, scene: Scene, anna: int) -> None:
    """Without `is_reply` messages are forwarded."""
    await api.send(anna, "", forward={"peer_id": anna, "conversation_message_ids": [1]})
    assert last(scene, anna)["forwards"] == [{"from": anna, "text": "Здравствуйте!"}]


async def test_an_edit_replaces_everything(api: Api, scene: Scene, people: People, anna: int) -> None:
    """Text, attachments and keyboard are what the edit says; what it leaves out is gone, a reply unless it is kept."""
    keyboard = {"inline": True, "buttons": [[{"action": {"type": "callback", "label": "Да", "payload": '{"a":1}'}}]]}
    post = f"wall-{scene.community.id}_{scene.posts[0]}"
    number = await api.send(anna, "раз", keyboard=keyboard, attachment=post, reply_to=1)
    assert (len(last(scene, anna)["attachments"]), len(last(scene, anna)["keyboard"])) == (1, 1)
    assert await api.ok("messages.edit", peer_id=anna, message_id=number, message="два", keep_forward_messages=1) == 1
    edited = last(scene, anna)
    assert (edited["text"], edited["attachments"], edited["keyboard"]) == ("два", [], [])
    assert edited["reply_to"]["id"] == 1
    await api.ok("messages.edit", peer_id=anna, cmid=2, message="три")
    assert (last(scene, anna)["text"], last(scene, anna)["reply_to"]) == ("три", None)


async def test_edits_that_are_refused(api: Api, people: People, clock: HandClock, anna: int) -> None:
    """Somebody else's message, one that is not there, one older than a day, one without text, a sticker."""
    await api.send(anna)
    edit = {"peer_id": anna, "message": "новое"}
    assert (await api.refused("messages.edit", cmid=1, **edit))[0] == 15
    assert (await api.refused("messages.edit", cmid=9, **edit))[0] == 100
    assert (await api.refused("messages.edit", peer_id=anna, cmid=2, message=""))[0] == 100
    await api.send(anna, "", sticker_id=14)
    assert (await api.refused("messages.edit", cmid=3, **edit))[0] == 920
    clock.move(24 * 3600 + 1)
    assert (await api.refused("messages.edit", cmid=2, **edit))[0] == 909


async def test_every_edit_is_an_event(api: Api, anna: int, poll: Poll) -> None:
    """`message_edit` tells of the community's edits too, with the time of the edit."""
    await api.send(anna)
    await api.ok("messages.edit", peer_id=anna, cmid=2, message="новое")
    kind, what = (await poll.events())[-1]
    assert (kind, what["text"], what["out"], "update_time" in what) == ("message_edit", "новое", 1, True)
