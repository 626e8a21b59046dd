"""Albums of bots and of people, and what goes wrong with them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.pictures import png
from bot.sandbox.telegram.scene import Scene
from tests.sandbox.telegram.conftest import Api, HandClock

PICTURE = png(40, 30)


def media(*kinds: str, **more: Any) -> list[dict[str, Any]]:
    """`InputMedia` of these kinds, attached under their numbers."""
    return [{"type": kind, "media": f"attach://f{number}"} | more for number, kind in enumerate(kinds)]


def parts(*kinds: str) -> dict[str, Any]:
    """The files of `media`."""
    return {
        f"f{number}": (f"файл {number}.bin", PICTURE if kind == "photo" else f"bytes {number}".encode())
        for number, kind in enumerate(kinds)
    }


async def _album(api: Api, chat: int, *kinds: str, **params: Any) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = await api.sent(
        "sendMediaGroup", parts(*kinds), chat_id=chat, media=media(*kinds), **params
    )
    return sent


async def test_album_of_a_bot(api: Api, people: People, scene: Scene, anna: int) -> None:
    """A message for each item, ids one after another, one group id; captions and entities are the items'; the bytes
    come back; photos and videos mix, an item may be known by its id."""
    question = people.say(anna, scene.clients_bot.id, "вопрос")
    known = (await api.sent("sendPhoto", {"photo": ("a.png", PICTURE)}, chat_id=anna))["photo"][-1]["file_id"]
    items = [
        *media("photo", "video"),
        {"type": "photo", "media": known, "caption": "третья", "has_spoiler": True},
    ]
    items[0] |= {"caption": "первая", "caption_entities": [{"type": "bold", "offset": 0, "length": 6}]}
    sent = await api.sent(
        "sendMediaGroup",
        parts("photo", "video"),
        chat_id=anna,
        media=items,
        reply_parameters={"message_id": question},
        protect_content="true",
    )
    first = sent[0]["message_id"]
    assert [message["message_id"] for message in sent] == [first, first + 1, first + 2]
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [message.get("caption") for message in sent] == ["первая", None, "третья"]
    assert sent[0]["caption_entities"][0]["type"] == "bold"
    assert (sent[2]["has_media_spoiler"], sent[1]["has_protected_content"]) == (True, True)
    assert {message["reply_to_message"]["message_id"] for message in sent} == {question}
    assert await api.download(sent[1]["video"]["file_id"]) == b"bytes 1"
    seen = scene.world.snapshot()["chats"][0]["messages"][-3:]
    assert {message["album"] for message in seen} == {sent[0]["media_group_id"]}


@pytest.mark.parametrize("kind", ["document", "audio"])
async def test_documents_and_audios_are_albums_of_their_own(api: Api, anna: int, kind: str) -> None:
    """Alike they pass, names and all; mixed with anything else nothing is sent."""
    sent = await _album(api, anna, kind, kind)
    assert [message[kind]["file_name"] for message in sent] == ["файл 0.bin", "файл 1.bin"]
    answer = await api.upload("sendMediaGroup", parts(kind, "photo"), chat_id=anna, media=media(kind, "photo"))
    assert answer["description"] == f"Bad Request: {kind} can't be mixed with other media types"


@pytest.mark.parametrize(
    ("items", "refusal"),
    [
        ([], "there are no messages to send"),
        (media("photo"), "too few messages to send as an album"),
        (media(*["photo"] * 11), "too many messages to send as an album"),
        (media("photo", "animation"), "can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup"),
        (media("photo", "sticker"), 'can\'t parse InputMedia: type "sticker" is unsupported'),
        ([*media("photo"), {"type": "photo", "media": "attach://none"}], "can't parse InputMedia: media not found"),
        ([*media("photo"), {"type": "photo", "media": "x"}], "wrong file identifier/HTTP URL specified"),
        (media("photo", "photo", caption="я" * 1025), "message caption is too long"),
        (media("photo", "photo", parse_mode="HTML"), "unsupported parse_mode"),
    ],
)
async def test_albums_that_are_refused(api: Api, scene: Scene, anna: int, items: Any, refusal: str) -> None:
    """Each mistake has Telegram's words, and no part of the album is sent."""
    named = {item["media"].removeprefix("attach://") for item in items}
    files = {name: part for name, part in parts(*["photo"] * 11).items() if name in named}
    answer = await api.upload("sendMediaGroup", files, chat_id=anna, media=items)
    assert answer["description"] == f"Bad Request: {refusal}"
    assert len(scene.world.snapshot()["chats"][0]["messages"]) == 1


@pytest.mark.parametrize(
    ("how", "code", "description"),
    [
        ({"seconds": 9}, 429, "Too Many Requests: retry after 9"),
        (
            {"reason": "MEDIA_EMPTY"},
            400,
            'Bad Request: failed to send message #2 with the error message "MEDIA_EMPTY"',
        ),
        ({}, 502, "Bad Gateway"),
    ],
)
async def test_half_an_album(api: Api, scene: Scene, anna: int, how: Any, code: int, description: str) -> None:
    """The first half is in the chat, the answer is a refusal: who repeats it blindly sends that half again."""
    scene.world.faults.order("half_album", **how)
    answer = await api.upload(
        "sendMediaGroup", parts("photo", "photo", "photo"), chat_id=anna, media=media("photo", "photo", "photo")
    )
    assert (answer["error_code"], answer["description"]) == (code, description)
    assert [message["id"] for message in scene.world.snapshot()["chats"][0]["messages"]] == [1, 2]
    assert len(await _album(api, anna, "photo", "photo")) == 2


async def test_album_counts_as_its_messages(api: Api, scene: Scene, anna: int, clock: HandClock) -> None:
    """It passes when one message would, and is paid off afterwards."""
    scene.world.budgets.on = True
    await _album(api, anna, *["photo"] * 10)
    refusal = await api("sendMessage", chat_id=anna, text="раз")
    assert refusal["parameters"] == {"retry_after": 7}
    clock.move(7)
    await api.ok("sendMessage", chat_id=anna, text="раз")


async def test_group_album_takes_as_many_of_the_minute(desk: Api, scene: Scene, clock: HandClock) -> None:
    """Three albums of ten in a group: the third has to wait until enough of the first is a minute old."""
    scene.world.budgets.on = True
    await _album(desk, scene.group.id, *["photo"] * 9)
    clock.move(10)
    await _album(desk, scene.group.id, *["photo"] * 10)
    await _album(desk, scene.group.id, *["photo"] * 2)
    answer = await desk("sendMessage", chat_id=scene.group.id, text="раз")
    assert answer["parameters"] == {"retry_after": 50}


async def test_album_of_a_person(api: Api, people: People, scene: Scene, anna: int) -> None:
    """One update for each file with ids one after another, one group id, and nothing that says where the album ends."""
    items: list[dict[str, Any]] = [
        {"kind": "photo", "data": PICTURE, "caption": "раз"},
        {"kind": "video", "caption": "два"},
        {"kind": "photo"},
    ]
    ids = people.send_album(anna, scene.clients_bot.id, items)
    updates = await api.updates()
    messages = [update["message"] for update in updates]
    assert [message["message_id"] for message in messages] == ids == list(range(ids[0], ids[0] + 3))
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["раз", "два", None]
    assert await api.download(messages[0]["photo"][-1]["file_id"]) == PICTURE
    another = people.send_album(anna, scene.clients_bot.id, items[:2])
    assert another[0] > ids[-1]
    assert (await api.updates(offset=-1))[0]["message"]["media_group_id"] != messages[0]["media_group_id"]


async def test_reaction_on_an_album_goes_to_its_first_message(
    api: Api, people: People, scene: Scene, anna: int
) -> None:
    """Whichever message is named, the first that still stands is marked."""
    bot = scene.clients_bot.id
    ids = people.send_album(anna, bot, [{"kind": "photo"}] * 3)
    people.delete(anna, bot, ids[0])
    await api.ok("setMessageReaction", chat_id=anna, message_id=ids[2], reaction=[{"type": "emoji", "emoji": "👌"}])
    marked = [message["id"] for message in scene.world.snapshot()["chats"][0]["messages"] if message["reactions"]]
    assert marked == [ids[1]]
