"""Messages of bots: what passes, what is refused and with which words."""

from typing import Any

import pytest

from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.scene import Scene
from tests.sandbox.telegram.conftest import Api

BUTTONS = {"inline_keyboard": [[{"text": "Помогло", "callback_data": "yes", "style": "success"}]]}
MENU = {"keyboard": [[{"text": "Позвать специалиста"}]], "resize_keyboard": True}


async def test_message_with_everything_comes_back_as_sent(api: Api, scene: Scene, anna: int, people: People) -> None:
    """Entities, buttons, reply and protection are in the answer and in what the person sees."""
    question = people.say(anna, scene.clients_bot.id, "вопрос")
    sent = await api.ok(
        "sendMessage",
        chat_id=anna,
        text="👍 жирно",
        entities=[{"type": "bold", "offset": 3, "length": 5}],
        reply_parameters={"message_id": question},
        reply_markup=BUTTONS,
        protect_content=True,
        disable_notification=True,
        link_preview_options={"is_disabled": True},
    )
    assert sent["entities"] == [{"type": "bold", "offset": 3, "length": 5}]
    assert sent["reply_markup"] == BUTTONS
    assert sent["reply_to_message"]["message_id"] == question
    assert sent["has_protected_content"] is True
    seen = scene.world.snapshot()["chats"][0]["messages"][-1]
    assert seen["keyboard"] == BUTTONS["inline_keyboard"]
    assert seen["reply_to"]["text"] == "вопрос"


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"text": " \n "}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": "я" * 4097}, "message is too long"),
        ({"text": "👍" * 2049}, "message is too long"),
        ({"text": "а", "parse_mode": "HTML"}, "unsupported parse_mode"),
        ({"text": "а", "message_thread_id": 7}, "message thread not found"),
        ({"text": "а", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        (
            {"text": "а", "reply_markup": {"inline_keyboard": [[{"text": "б", "callback_data": "я" * 33}]]}},
            "BUTTON_DATA_INVALID",
        ),
        ({"text": "а", "reply_markup": {"inline_keyboard": [[{"text": "б"}]]}}, "text buttons are unallowed"),
        ({"text": "а", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ({"text": "а", "reply_markup": {"keyboard": []}}, "reply keyboard is empty"),
        ({"text": "а", "entities": [{"type": "bold", "offset": 1, "length": 1}]}, "entity begins after the end"),
        (
            {"text": "а", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            "entity beginning at UTF-16 offset 0",
        ),
        ({"text": "👍", "entities": [{"type": "bold", "offset": 1, "length": 1}]}, "entity begins in a middle"),
        (
            {"text": "👍", "entities": [{"type": "bold", "offset": 0, "length": 1}]},
            "entity beginning at UTF-16 offset 0 ends in a middle",
        ),
    ],
)
async def test_refused_messages(api: Api, anna: int, params: dict[str, Any], refusal: str) -> None:
    """Each mistake has Telegram's words, and nothing is sent."""
    assert (await api.refused("sendMessage", chat_id=anna, **params)).startswith(f"Bad Request: {refusal}")


async def test_longest_text_and_vanished_reply_pass(api: Api, anna: int) -> None:
    """4096 UTF-16 units pass; a reply to nothing passes when it may."""
    await api.ok("sendMessage", chat_id=anna, text="👍" * 2048)
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    sent = await api.ok("sendMessage", chat_id=anna, text="а", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_white_space_goes_and_entities_move(api: Api, anna: int) -> None:
    """Telegram strips a text; the entities stay on their words."""
    bold = {"type": "bold", "offset": 2, "length": 4}
    sent = await api.ok("sendMessage", chat_id=anna, text="\n\nслово  ", entities=[bold])
    assert sent["text"] == "слово"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4}]


async def test_links_commands_and_names_are_found(people: People, api: Api, scene: Scene, anna: int) -> None:
    """In a person's text the server finds what looks like a link, a command, a name, an address."""
    people.say(anna, scene.clients_bot.id, "/help 👍 https://ya.ru/x, @anna_kim #тема a@b.ru +7 913 123-45-67")
    message = (await api.updates())[0]["message"]
    units = message["text"].encode("utf-16-le")
    found = {
        entity["type"]: units[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
        for entity in message["entities"]
    }
    assert found == {
        "bot_command": "/help",
        "url": "https://ya.ru/x",
        "mention": "@anna_kim",
        "hashtag": "#тема",
        "email": "a@b.ru",
        "phone_number": "+7 913 123-45-67",
    }


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("[акт, https://example.org/]", "https://example.org/"),
        ("(см. https://example.org/a_(b)?c=[1].)", "https://example.org/a_(b)?c=[1]"),
        ("«https://example.org/x»", "https://example.org/x"),
        ("https://example.org/x?!", "https://example.org/x"),
        ("{example.org/x}, да", "example.org/x"),
        ("это example.org.", "example.org"),
        ("https://example.org/список…", "https://example.org/список"),
    ],
)
async def test_a_link_ends_before_what_surrounds_it(
    people: People, api: Api, scene: Scene, anna: int, text: str, link: str
) -> None:
    """Closing brackets that were not opened in it and the punctuation at its end are not the link's."""
    people.say(anna, scene.clients_bot.id, text)
    (entity,) = (await api.updates())[0]["message"]["entities"]
    assert entity["type"] == "url"
    assert text[entity["offset"] : entity["offset"] + entity["length"]] == link


async def test_menu_stays_until_it_is_removed(api: Api, scene: Scene, anna: int) -> None:
    """A reply keyboard belongs to the chat, not to the message."""
    sent = await api.ok("sendMessage", chat_id=anna, text="меню", reply_markup=MENU)
    assert "reply_markup" not in sent
    assert scene.world.snapshot()["chats"][0]["menu"] == MENU
    await api.ok("sendMessage", chat_id=anna, text="без меню", reply_markup={"remove_keyboard": True})
    assert scene.world.snapshot()["chats"][0]["menu"] is None


async def test_edits(api: Api, people: People, scene: Scene, anna: int) -> None:
    """New text takes the buttons away unless they come again; the same again is refused; so is another's message."""
    said = people.say(anna, scene.clients_bot.id, "вопрос")
    sent = await api.ok("sendMessage", chat_id=anna, text="ответ", reply_markup=BUTTONS)
    where = {"chat_id": anna, "message_id": sent["message_id"]}
    edited = await api.ok("editMessageText", **where, text="другой ответ")
    assert "reply_markup" not in edited
    assert edited["edit_date"]
    again = await api.refused("editMessageText", **where, text="другой ответ")
    assert again.startswith("Bad Request: message is not modified: specified new message content")
    await api.ok("editMessageReplyMarkup", **where, reply_markup=BUTTONS)
    assert (await api.refused("editMessageReplyMarkup", **where, reply_markup=BUTTONS)).startswith(
        "Bad Request: message is not modified"
    )
    assert await api.refused("editMessageText", chat_id=anna, message_id=99, text="а") == (
        "Bad Request: message to edit not found"
    )
    assert await api.refused("editMessageText", chat_id=anna, message_id=said, text="а") == (
        "Bad Request: message can't be edited"
    )


async def test_deletions(api: Api, scene: Scene, anna: int, clock: Any) -> None:
    """Under 48 hours a message can be taken back, later not; several at once pass over the missing."""
    sent = [(await api.ok("sendMessage", chat_id=anna, text=str(number)))["message_id"] for number in range(4)]
    await api.ok("deleteMessage", chat_id=anna, message_id=sent[0])
    assert await api.refused("deleteMessage", chat_id=anna, message_id=sent[0]) == (
        "Bad Request: message to delete not found"
    )
    await api.ok("deleteMessages", chat_id=anna, message_ids=[sent[0], sent[1]])
    clock.move(48 * 3600 + 1)
    assert await api.refused("deleteMessage", chat_id=anna, message_id=sent[2]) == (
        "Bad Request: message can't be deleted for everyone"
    )
    assert [message["text"] for message in scene.world.snapshot()["chats"][0]["messages"]] == ["/start", "2", "3"]


async def test_reactions(api: Api, people: People, scene: Scene, anna: int) -> None:
    """One of the known emoji, taken away by an empty list."""
    said = people.say(anna, scene.clients_bot.id, "спасибо")
    where = {"chat_id": anna, "message_id": said}
    await api.ok("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👌"}])
    seen = scene.world.snapshot()["chats"][0]["messages"][-1]
    assert seen["reactions"] == [{"emoji": "👌", "users": [scene.clients_bot.id]}]
    await api.ok("setMessageReaction", **where, reaction=[])
    assert scene.world.snapshot()["chats"][0]["messages"][-1]["reactions"] == []
    assert await api.refused("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "✅"}]) == (
        "Bad Request: REACTION_INVALID"
    )


async def test_pressed_button_and_its_answer(api: Api, people: People, scene: Scene, anna: int, clock: Any) -> None:
    """The press comes as `callback_query`; its answer is shown to the person; a late or unknown one is refused."""
    sent = await api.ok("sendMessage", chat_id=anna, text="ответ", reply_markup=BUTTONS)
    number = people.press(anna, scene.clients_bot.id, sent["message_id"], "yes")
    query = (await api.updates())[0]["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (number, "yes", anna)
    assert query["message"]["message_id"] == sent["message_id"]
    seq = scene.world.events.seq
    await api.ok("answerCallbackQuery", callback_query_id=number, text="Спасибо!", show_alert=True)
    (toast,) = scene.world.events.since(seq)
    assert (toast.kind, toast.data["user"], toast.data["text"], toast.data["alert"]) == (
        "toast",
        anna,
        "Спасибо!",
        True,
    )
    too_long = await api.refused("answerCallbackQuery", callback_query_id=number, text="я" * 201)
    assert too_long == "Bad Request: MESSAGE_TOO_LONG"
    clock.move(60)
    assert (await api.refused("answerCallbackQuery", callback_query_id=number)).startswith(
        "Bad Request: query is too old"
    )


async def test_typing_is_shown(api: Api, scene: Scene, anna: int) -> None:
    """`sendChatAction` is an event and nothing more."""
    await api.ok("sendChatAction", chat_id=anna, action="typing")
    assert scene.world.events.since(scene.world.events.seq - 1)[0].kind == "typing"
    assert "wrong parameter action" in await api.refused("sendChatAction", chat_id=anna, action="dancing")
