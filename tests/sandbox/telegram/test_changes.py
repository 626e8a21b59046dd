"""What bots change of messages with files, and what they copy and forward."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.pictures import png
from bot.sandbox.telegram.scene import Scene
from tests.sandbox.telegram.conftest import Api

BUTTONS = {"inline_keyboard": [[{"text": "Помогло", "callback_data": "yes"}]]}
SAME = "Bad Request: message is not modified"


@pytest.fixture
async def photo(api: Api, anna: int) -> dict[str, Any]:
    """A photo of the bot's with a caption and a button."""
    sent: dict[str, Any] = await api.sent(
        "sendPhoto", {"photo": ("a.png", png(9, 9))}, chat_id=anna, caption="вот", reply_markup=BUTTONS
    )
    return sent


async def test_captions(api: Api, anna: int, photo: dict[str, Any]) -> None:
    """A new caption takes the buttons away unless they come again; the same again is refused; it may go altogether."""
    where = {"chat_id": anna, "message_id": photo["message_id"]}
    bold = [{"type": "bold", "offset": 0, "length": 3}]
    edited = await api.ok("editMessageCaption", **where, caption="вот оно", caption_entities=bold)
    assert (edited["caption"], edited["caption_entities"], "reply_markup" in edited) == ("вот оно", bold, False)
    assert edited["photo"] == photo["photo"]
    again = await api.refused("editMessageCaption", **where, caption="вот оно", caption_entities=bold)
    assert again.startswith(SAME)
    edited = await api.ok("editMessageCaption", **where, caption="вот оно", caption_entities=bold, reply_markup=BUTTONS)
    assert edited["reply_markup"] == BUTTONS
    assert "caption" not in await api.ok("editMessageCaption", **where)
    assert await api.refused("editMessageCaption", **where, caption="я" * 1025) == (
        "Bad Request: message caption is too long"
    )
    assert await api.refused("editMessageText", **where, text="а") == (
        "Bad Request: there is no text in the message to edit"
    )


@pytest.mark.parametrize("kind", ["sticker", "video_note"])
async def test_no_caption_to_edit(api: Api, anna: int, kind: str) -> None:
    """A text, a sticker and a round video have none."""
    text = await api.ok("sendMessage", chat_id=anna, text="а")
    file = await api.sent("send" + kind.title().replace("_", ""), {kind: ("a", b"a")}, chat_id=anna)
    for message in (text, file):
        where = {"chat_id": anna, "message_id": message["message_id"]}
        assert await api.refused("editMessageCaption", **where, caption="а") == (
            "Bad Request: there is no caption in the message to edit"
        )


async def test_media(api: Api, scene: Scene, anna: int, photo: dict[str, Any]) -> None:
    """Another file takes the place of the first with its caption, uploaded or by id; the same again is refused; a text
    can become a photo; a broken `media` changes nothing."""
    where = {"chat_id": anna, "message_id": photo["message_id"]}
    media = {"type": "document", "media": "attach://new", "caption": "акт"}
    edited = await api.sent("editMessageMedia", {"new": ("акт.pdf", b"pdf")}, media=media, **where)
    assert (edited["document"]["file_name"], edited["caption"], "photo" in edited) == ("акт.pdf", "акт", False)
    assert await api.download(edited["document"]["file_id"]) == b"pdf"
    media["media"] = edited["document"]["file_id"]
    assert (await api.refused("editMessageMedia", media=media, **where)).startswith(SAME)
    text = await api.ok("sendMessage", chat_id=anna, text="а")
    media = {"type": "photo", "media": photo["photo"][-1]["file_id"]}
    edited = await api.ok("editMessageMedia", chat_id=anna, message_id=text["message_id"], media=media)
    assert (edited["photo"], "text" in edited) == (photo["photo"], False)
    for broken in ({"type": "sticker", "media": "x"}, {"type": "photo"}, "photo"):
        assert "Bad Request: " in await api.refused("editMessageMedia", media=broken, **where)
    assert scene.world.snapshot()["chats"][0]["messages"][-2]["content"]["name"] == "акт.pdf"


async def test_media_of_an_album_stay_in_kind(api: Api, anna: int) -> None:
    """In an album of documents a photo cannot stand, nor an animation in any."""
    files = {name: (f"{name}.txt", b"a") for name in "ab"}
    media = [{"type": "document", "media": f"attach://{name}"} for name in "ab"]
    album = await api.sent("sendMediaGroup", files, chat_id=anna, media=media)
    where = {"chat_id": anna, "message_id": album[0]["message_id"]}
    for kind in ("photo", "animation"):
        new = {"type": kind, "media": "attach://new"}
        answer = await api.upload("editMessageMedia", {"new": ("a.png", png(9, 9))}, media=new, **where)
        assert not answer["ok"]
    new = {"type": "document", "media": "attach://new"}
    edited = await api.sent("editMessageMedia", {"new": ("c.txt", b"c")}, media=new, **where)
    assert edited["media_group_id"] == album[0]["media_group_id"]


async def test_copies_and_forwards(api: Api, people: People, scene: Scene, anna: int, photo: dict[str, Any]) -> None:
    """A copy is the bot's own, with another caption where one is given; a forward says whose it was."""
    bot = scene.clients_bot.id
    said = people.send(anna, bot, "document", name="акт.pdf", data=b"pdf", caption="акт")
    from_here = {"chat_id": anna, "from_chat_id": anna}
    copy = await api.ok("copyMessage", **from_here, message_id=said, caption="ваш акт", reply_markup=BUTTONS)
    seen = scene.world.snapshot()["chats"][0]["messages"][-1]
    assert (seen["id"], seen["from"], seen["text"], seen["content"]["name"], seen["forward"]) == (
        copy["message_id"],
        bot,
        "ваш акт",
        "акт.pdf",
        None,
    )
    forward = await api.ok("forwardMessage", **from_here, message_id=said)
    assert (forward["caption"], forward["forward_origin"]["sender_user"]["id"]) == ("акт", anna)
    assert await api.refused("copyMessage", **from_here, message_id=999) == "Bad Request: message to copy not found"
    protected = await api.ok("sendMessage", chat_id=anna, text="а", protect_content=True)
    refusal = await api.refused("forwardMessage", **from_here, message_id=protected["message_id"])
    assert refusal == "Bad Request: message has protected content and can't be forwarded"


async def test_several_are_copied_at_once(api: Api, people: People, scene: Scene, anna: int) -> None:
    """In their order; an album stays one under another name; what is missing is passed over."""
    bot = scene.clients_bot.id
    album = people.send_album(anna, bot, [{"kind": "photo", "caption": "раз"}, {"kind": "photo"}])
    from_here = {"chat_id": anna, "from_chat_id": anna}
    made = await api.ok("copyMessages", **from_here, message_ids=[*album, 999], remove_caption=True)
    seen = scene.world.snapshot()["chats"][0]["messages"][-2:]
    assert [message["id"] for message in seen] == [copy["message_id"] for copy in made]
    assert len({message["album"] for message in seen} | {seen[0]["album"]}) == 1
    assert (seen[0]["text"], seen[0]["album"] != scene.world.snapshot()["chats"][0]["messages"][1]["album"]) == (
        "",
        True,
    )
    await api.ok("forwardMessages", **from_here, message_ids=album)
    assert scene.world.snapshot()["chats"][0]["messages"][-1]["forward"]["name"] == "Анна Ким"
    assert await api.refused("copyMessages", **from_here, message_ids=[999]) == (
        "Bad Request: there are no messages to copy"
    )
