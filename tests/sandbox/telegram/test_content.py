"""Everything that is neither text nor file, and what is passed on: of people and of bots."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.telegram.contents import Item
from bot.sandbox.telegram.facts import OTHERS
from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.pictures import png
from bot.sandbox.telegram.refusals import ApiError
from bot.sandbox.telegram.scene import Scene
from tests.sandbox.telegram.conftest import Api

PLACE = {"latitude": 55.03, "longitude": 82.92}


def _seen(scene: Scene) -> dict[str, Any]:
    """The last message of the first chat, as a person sees it."""
    message: dict[str, Any] = scene.world.snapshot()["chats"][0]["messages"][-1]
    return message


@pytest.mark.parametrize(
    ("method", "params", "kind"),
    [
        ("sendLocation", PLACE, "location"),
        ("sendLocation", PLACE | {"live_period": 600, "horizontal_accuracy": 12.5}, "location"),
        ("sendVenue", PLACE | {"title": "Центр", "address": "Ленина, 1"}, "venue"),
        ("sendContact", {"phone_number": "+79131234567", "first_name": "Анна", "last_name": "Ким"}, "contact"),
        ("sendPoll", {"question": "Удобно?", "options": [{"text": "Да"}, {"text": "Нет"}]}, "poll"),
        ("sendDice", {}, "dice"),
        ("sendDice", {"emoji": "🎰"}, "dice"),
    ],
)
async def test_bots_send_facts(api: Api, scene: Scene, anna: int, method: str, params: Any, kind: str) -> None:
    """What the bot says comes back and is seen; it has neither text nor caption to edit."""
    sent = await api.ok(method, chat_id=anna, **params)
    said = {name: value for name, value in params.items() if name not in ("options", "latitude", "longitude")}
    assert said.items() <= sent[kind].items()
    assert _seen(scene)["content"] == {"kind": kind} | sent[kind]
    where = {"chat_id": anna, "message_id": sent["message_id"]}
    assert await api.refused("editMessageText", **where, text="а") == (
        "Bad Request: there is no text in the message to edit"
    )
    assert await api.refused("editMessageCaption", **where, caption="а") == (
        "Bad Request: there is no caption in the message to edit"
    )


@pytest.mark.parametrize(
    ("method", "params", "refusal"),
    [
        ("sendLocation", {"latitude": 91, "longitude": 0}, "wrong location specified"),
        ("sendLocation", {"latitude": 1}, "longitude is empty"),
        ("sendLocation", PLACE | {"live_period": 5}, "wrong live location period specified"),
        ("sendVenue", PLACE | {"title": "", "address": "а"}, "title must be non-empty"),
        ("sendVenue", PLACE | {"title": "а"}, "address must be non-empty"),
        ("sendContact", {"first_name": "а"}, "phone number must be non-empty"),
        ("sendContact", {"phone_number": "1"}, "first name must be non-empty"),
        ("sendPoll", {"question": "а" * 301, "options": ["а"]}, "poll question length must not exceed 300"),
        ("sendPoll", {"question": "а", "options": []}, "poll must have at least 1 option"),
        ("sendPoll", {"question": "а", "options": [{"text": "а"}] * 13}, "poll can't have more than 12 options"),
        ("sendPoll", {"question": "а", "options": [{"text": "а" * 101}]}, "poll option length must not exceed 100"),
        ("sendDice", {"emoji": "👍"}, "wrong dice emoji specified"),
    ],
)
async def test_facts_that_are_refused(api: Api, anna: int, method: str, params: Any, refusal: str) -> None:
    """Outside the limits nothing is sent."""
    assert await api.refused(method, chat_id=anna, **params) == f"Bad Request: {refusal}"


async def test_facts_of_people(api: Api, people: People, scene: Scene, anna: int) -> None:
    """A place, a place with a name (a location too), somebody's and one's own phone, a poll, a throw."""
    bot = scene.clients_bot.id
    people.send_location(anna, bot, 55.03, 82.92, accuracy=20)
    people.send_venue(anna, bot, 55.03, 82.92, "Центр", "Ленина, 1")
    people.send_contact(anna, bot, "+79130000000", "Пётр")
    people.share_contact(anna, bot, "+79131234567")
    people.send_poll(anna, bot, "Удобно?", ["Да", "Нет"], multiple=True)
    people.send_dice(anna, bot, "🎯", 6)
    place, venue, other, own, poll, dice = [update["message"] for update in await api.updates()]
    assert place["location"] == PLACE | {"horizontal_accuracy": 20}
    assert (venue["venue"]["title"], venue["location"]) == ("Центр", PLACE)
    assert "user_id" not in other["contact"]
    assert own["contact"] == {
        "phone_number": "+79131234567",
        "first_name": "Анна",
        "last_name": "Ким",
        "user_id": anna,
    }
    assert [option["text"] for option in poll["poll"]["options"]] == ["Да", "Нет"]
    assert dice["dice"] == {"emoji": "🎯", "value": 6}


async def test_live_location_moves_and_stops(api: Api, people: People, scene: Scene, anna: int) -> None:
    """Each move is an edit; at the end `live_period` is gone and it moves no more."""
    bot = scene.clients_bot.id
    live = people.send_location(anna, bot, 55.03, 82.92, live_period=600)
    people.move_location(anna, bot, live, 55.04, 82.93)
    people.stop_location(anna, bot, live)
    _, moved, stopped = await api.updates()
    assert moved["edited_message"]["location"] == {"latitude": 55.04, "longitude": 82.93, "live_period": 600}
    assert stopped["edited_message"]["location"] == {"latitude": 55.04, "longitude": 82.93}
    with pytest.raises(ApiError):
        people.move_location(anna, bot, live, 1, 1)


@pytest.mark.parametrize("kind", OTHERS)
async def test_kinds_that_no_bot_is_written_for(api: Api, people: People, scene: Scene, anna: int, kind: str) -> None:
    """They come as Telegram describes them, without a text."""
    people.send_other(anna, scene.clients_bot.id, kind)
    message = (await api.updates())[0]["message"]
    assert kind in message
    assert "text" not in message
    assert _seen(scene)["content"]["kind"] == kind


@pytest.mark.parametrize(
    ("origin", "field", "name"),
    [
        ("user", "sender_user", "Пётр Иванов"),
        ("hidden_user", "sender_user_name", "Пётр"),
        ("chat", "sender_chat", "Соседи"),
        ("channel", "chat", "Новости"),
    ],
)
async def test_forwards(api: Api, people: People, scene: Scene, anna: int, origin: str, field: str, name: str) -> None:
    """A text, a photo with its caption and an album keep where they come from."""
    bot = scene.clients_bot.id
    people.forward(anna, bot, origin, name, text="смотрите")
    people.forward(anna, bot, origin, name, item=Item("photo", png(9, 9), caption="вот"))
    people.forward_album(anna, bot, origin, name, [{"kind": "photo"}, {"kind": "video"}])
    messages = [update["message"] for update in await api.updates()]
    assert len(messages) == 4
    for message in messages:
        assert message["forward_origin"]["type"] == origin
        assert field in message["forward_origin"]
        assert message["from"]["id"] == anna
    assert messages[0]["text"] == "смотрите"
    assert (messages[1]["caption"], "photo" in messages[1]) == ("вот", True)
    assert messages[2]["media_group_id"] == messages[3]["media_group_id"]
    assert _seen(scene)["forward"] == {"type": origin, "name": name, "date": scene.world.timestamp()}


async def test_person_forwards_what_they_see(
    api: Api, desk: Api, people: People, scene: Scene, anna: int, oleg: int
) -> None:
    """From the bot's chat to the same chat, with everything it has; not what is protected."""
    bot = scene.clients_bot.id
    sent = await api.sent("sendPhoto", {"photo": ("a.png", png(9, 9))}, chat_id=anna, caption="вот")
    people.forward_message(anna, bot, bot, sent["message_id"])
    message = (await api.updates())[0]["message"]
    assert (message["photo"], message["caption"]) == (sent["photo"], "вот")
    assert message["forward_origin"]["sender_user"]["id"] == bot
    sent = await api.ok("sendMessage", chat_id=anna, text="тайна", protect_content=True)
    with pytest.raises(ApiError, match="can't be forwarded"):
        people.forward_message(anna, bot, bot, sent["message_id"])


async def test_quotes(api: Api, people: People, scene: Scene, anna: int) -> None:
    """A part of what is answered is named, counted in UTF-16 units; words that are not there are refused."""
    bot = scene.clients_bot.id
    sent = await api.ok("sendMessage", chat_id=anna, text="👍 готово, приезжайте")
    people.say(anna, bot, "когда?", reply_to=sent["message_id"], quote="приезжайте")
    message = (await api.updates())[0]["message"]
    assert message["quote"] == {"text": "приезжайте", "position": 11, "is_manual": True}
    reply = {"message_id": message["message_id"], "quote": "когда"}
    answered = await api.ok("sendMessage", chat_id=anna, text="завтра", reply_parameters=reply)
    assert answered["quote"]["position"] == 0
    reply["quote"] = "где"
    assert await api.refused("sendMessage", chat_id=anna, text="а", reply_parameters=reply) == (
        "Bad Request: QUOTE_TEXT_INVALID"
    )


async def test_link_preview_and_inline_bot(api: Api, people: People, scene: Scene, anna: int) -> None:
    """A text may show a page below it and may be made by an inline bot."""
    people.say(anna, scene.clients_bot.id, "https://ya.ru", link_preview="https://ya.ru", via="gif")
    message = (await api.updates())[0]["message"]
    assert message["link_preview_options"] == {"url": "https://ya.ru"}
    assert message["via_bot"]["username"] == "gif"
    assert (_seen(scene)["preview"], _seen(scene)["via"]) == ("https://ya.ru", "gif")


async def test_people_change_what_they_sent(api: Api, people: People, scene: Scene, anna: int) -> None:
    """A caption is changed, a file is replaced; a sticker has nothing to change."""
    bot = scene.clients_bot.id
    sent = people.send(anna, bot, "photo", caption="вто", data=png(9, 9))
    people.edit(anna, bot, sent, "вот")
    people.edit_media(anna, bot, sent, {"kind": "document", "data": b"a", "name": "акт.txt", "caption": "акт"})
    caption, media = [update["edited_message"] for update in (await api.updates())[1:]]
    assert (caption["caption"], "photo" in caption) == ("вот", True)
    assert (media["caption"], media["document"]["file_name"], "photo" in media) == ("акт", "акт.txt", False)
    sticker = people.send(anna, bot, "sticker")
    with pytest.raises(ApiError, match="can't be edited"):
        people.edit(anna, bot, sticker, "а")


async def test_reactions_of_every_type(api: Api, people: People, scene: Scene, anna: int) -> None:
    """Emoji, custom emoji and paid ones come in `message_reaction`; a bot may repeat a custom one that is there, pay
    for none and set one at most."""
    bot = scene.clients_bot.id
    await api.updates(allowed_updates=["message", "message_reaction"])
    sent = await api.sent("sendPhoto", {"photo": ("a.png", png(9, 9))}, chat_id=anna)
    where = {"chat_id": anna, "message_id": sent["message_id"]}
    custom = [{"type": "custom_emoji", "custom_emoji_id": "5368"}]
    assert await api.refused("setMessageReaction", **where, reaction=custom) == "Bad Request: REACTION_INVALID"
    for mark in ("👍", "custom:5368", "paid", None):
        people.react(anna, bot, sent["message_id"], mark)
        if mark == "custom:5368":
            await api.ok("setMessageReaction", **where, reaction=custom)
    told = [update["message_reaction"]["new_reaction"] for update in await api.updates()]
    assert told == [[{"type": "emoji", "emoji": "👍"}], custom, [{"type": "paid"}], []]
    assert await api.refused("setMessageReaction", **where, reaction=[{"type": "paid"}]) == (
        "Bad Request: REACTION_INVALID"
    )
    two = [{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}]
    assert await api.refused("setMessageReaction", **where, reaction=two) == "Bad Request: REACTIONS_TOO_MANY"
