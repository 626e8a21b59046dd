"""What the line asks of VK: each request as parameters of the API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.calls import Destination, EditCall, Outgoing, SendCall
from bot.channels.vk import rendering, texts
from bot.channels.vk.rendering import Comment
from bot.content import Attachment, ContentKind, Place
from bot.errors import Rejected
from bot.outgoing import Button, Menu
from bot.richtext import RichText, Span, SpanKind, bold, italic, link, rich

TO: dict[str, Any] = {"to": Destination("501"), "key": 77}
BUTTON = ((Button("Да", data="yes"),),)


def test_plain_text() -> None:
    """To several peers, so that the number within the dialogue comes back; links show nothing unless asked to."""
    assert rendering.send(SendCall(**TO, text=rich("Здравствуйте! [id1|x]")), ()) == {
        "peer_ids": "501",
        "random_id": 77,
        "message": "Здравствуйте! [\u2060id1|x]",
        "format_data": None,
        "dont_parse_links": 1,
        "disable_mentions": 1,
        "attachment": None,
        "keyboard": None,
    }


def test_content() -> None:
    """Attachments as VK names them, a place on the map, a preview."""
    place = Outgoing(ContentKind.LOCATION, Attachment(ContentKind.LOCATION, place=Place(55.5, 37.5)))
    values = rendering.send(
        SendCall(**TO, text=rich(""), attachments=(place,), preview=True), ("photo-1_2_x", "doc-1_3_y")
    )
    expected = {"message": None, "dont_parse_links": 0, "lat": 55.5, "long": 37.5}
    assert values.items() >= (expected | {"attachment": "photo-1_2_x,doc-1_3_y"}).items()


def test_formatting() -> None:
    """Bold, italic, underlined and links, in UTF-16 units; what VK cannot show arrives as words."""
    text = rich("🙂 ") + bold("а") + italic("б") + link("в", "https://example.org/") + link("г", "tg://x")
    text += RichText("де", (Span(SpanKind.CODE, 0, 1), Span(SpanKind.UNDERLINE, 1, 2)))
    data = texts.format_data(text)
    assert data is not None
    assert json.loads(data) == {
        "version": 1,
        "items": [
            {"type": "bold", "offset": 3, "length": 1},
            {"type": "italic", "offset": 4, "length": 1},
            {"type": "url", "offset": 5, "length": 1, "url": "https://example.org/"},
            {"type": "underline", "offset": 8, "length": 1},
        ],
    }
    assert texts.read(text.text, json.loads(data)).text == text.text
    assert texts.format_data(RichText("а", (Span(SpanKind.QUOTE, 0, 1),))) is None


def test_reply() -> None:
    """An answer to a message of the same dialogue."""
    assert rendering.reply(SendCall(**TO, text=rich("!"))) is None
    forward = rendering.reply(SendCall(**TO, text=rich("!"), reply_to="9"))
    assert forward is not None
    assert json.loads(forward) == {"peer_id": 501, "conversation_message_ids": [9], "is_reply": True}


def test_buttons_go_before_the_menu() -> None:
    """A message has one keyboard."""
    values = rendering.send(SendCall(**TO, text=rich("?"), keyboard=BUTTON, menu=Menu((("Вопрос",),))), ())
    assert json.loads(str(values["keyboard"]))["inline"] is True
    values = rendering.send(SendCall(**TO, text=rich("?"), menu=Menu((("Вопрос",),))), ())
    assert json.loads(str(values["keyboard"]))["inline"] is False


def test_long_labels_are_spelled_out() -> None:
    """Lines under the text, unless it is full."""
    keyboard = ((Button("ы" * 50, data="x"),),)
    values = rendering.send(SendCall(**TO, text=bold("Что?"), keyboard=keyboard), ())
    assert values["message"] == f"Что?\n\n1. {'ы' * 50}"
    full = rendering.send(SendCall(**TO, text=rich("я" * 4096), keyboard=keyboard), ())
    assert full["message"] == "я" * 4096


def test_edit_says_everything_again() -> None:
    """Text, attachments, buttons of the page, and what is quoted stays."""
    keyboard = tuple((Button(str(number), data=f"n:{number}"),) for number in range(12))
    call = EditCall(**TO, message_id="9", text=None, keyboard=keyboard, page=2)
    values = rendering.edit(call, bold("Два"), "photo-1_2_x")
    expected = {"peer_id": 501, "cmid": 9, "message": "Два", "attachment": "photo-1_2_x", "keep_forward_messages": 1}
    assert values.items() >= expected.items()
    assert len(json.loads(str(values["keyboard"]))["buttons"]) == 3


def test_pointer_under_a_post() -> None:
    """By the community, in answer to the comment, in words alone."""
    to = rendering.comment_of("wall:3_31")
    assert to == Comment(3, 31)
    assert rendering.comment_of("501") is None
    call = SendCall(to=Destination("wall:3_31"), key=77, text=rich("Напишите нам в сообщения."))
    assert rendering.comment(call, to, 5) == {
        "owner_id": -5,
        "from_group": 5,
        "post_id": 3,
        "reply_to_comment": 31,
        "message": "Напишите нам в сообщения.",
        "guid": "liniya-77",
    }


@pytest.mark.parametrize(("emoji", "number"), [("❤", 1), ("❤️", 1), ("👌", 10)])
def test_reaction(emoji: str, number: int) -> None:
    """By number, with or without the variation selector."""
    assert rendering.reaction(emoji) == number


def test_what_vk_would_never_take() -> None:
    """Told at once, in the same words each time."""
    with pytest.raises(Rejected, match="no such reaction") as caught:
        rendering.reaction("🦄")
    assert caught.value.reason == "no such reaction in VK"
    with pytest.raises(Rejected):
        rendering.send(SendCall(**TO, text=rich("🙂" * 2049)), ())
    for chat in ("x", "", "wall:x_1"):
        with pytest.raises(Rejected):
            rendering.number_of(chat)
    with pytest.raises(Rejected):
        rendering.comment_of("wall:3")
