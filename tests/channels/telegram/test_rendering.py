"""What the clients' bot asks of Telegram for each call: pure, as the methods that aiogram will send."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiogram.client.default import Default
from aiogram.methods import SendDocument, SendMediaGroup
from aiogram.types import FSInputFile

from bot.calls import (
    Call,
    DeleteCall,
    Destination,
    EditCall,
    OpenTopicCall,
    Outgoing,
    ReactCall,
    ReopenTopicCall,
    SendCall,
)
from bot.carriage import TELEGRAM
from bot.channels.telegram.rendering import method
from bot.content import Attachment, ContentKind
from bot.errors import Rejected
from bot.outgoing import Button, ButtonStyle, Menu
from bot.richtext import bold, link, rich
from tests.channels.things import THINGS, outgoing, photos

TO: dict[str, Any] = {"to": Destination("42"), "key": 1}


def plain(value: Any) -> Any:
    """JSON without aiogram's `Default`s, which stand for what is not set."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if not isinstance(item, Default)}
    return [plain(item) for item in value] if isinstance(value, list) else value


def asked(call: Call) -> Any:
    """The request's arguments that are set."""
    return plain(method(call).model_dump(exclude_none=True))


def test_plain_text() -> None:
    """A text goes as it is: no markup, no preview of links."""
    assert asked(SendCall(**TO, text=rich("<b>1 < 2</b>"))) == {
        "chat_id": 42,
        "text": "<b>1 < 2</b>",
        "link_preview_options": {"is_disabled": True},
    }


def test_formatting_is_entities_in_utf16() -> None:
    """Offsets after an emoji count two units for it."""
    text = rich("🙂 ") + bold("важно") + " " + link("тут", "https://example.org/")
    assert asked(SendCall(**TO, text=text))["entities"] == [
        {"type": "bold", "offset": 3, "length": 5},
        {"type": "text_link", "offset": 9, "length": 3, "url": "https://example.org/"},
    ]


def test_reply_goes_even_when_its_message_is_gone() -> None:
    """A reply to a vanished message is sent as no reply."""
    reply = asked(SendCall(**TO, text=rich("да"), reply_to="7", silent=True))
    assert reply["reply_parameters"] == {"message_id": 7, "allow_sending_without_reply": True}
    assert reply["disable_notification"] is True


def test_inline_buttons() -> None:
    """Buttons carry data or an address, and a colour where asked for."""
    keyboard = ((Button("Помогло", data="ok:1", style=ButtonStyle.SUCCESS), Button("Сайт", url="https://x.ru/")), ())
    assert asked(SendCall(**TO, text=rich("?"), keyboard=keyboard))["reply_markup"] == {
        "inline_keyboard": [
            [
                {"text": "Помогло", "callback_data": "ok:1", "style": "success"},
                {"text": "Сайт", "url": "https://x.ru/"},
            ]
        ]
    }


@pytest.mark.parametrize("data", [None, "", "ж" * 33])
def test_button_data_that_the_platform_refuses(data: str | None) -> None:
    """1 to 64 bytes, not letters; a mistake of ours is told at once."""
    with pytest.raises(Rejected):
        method(SendCall(**TO, text=rich("?"), keyboard=((Button("Да", data=data),),)))
    assert method(SendCall(**TO, text=rich("?"), keyboard=((Button("Да", data="ж" * 32),),)))


def test_menu_and_its_end() -> None:
    """The menu stays under the field until a menu without rows takes it away."""
    menu = Menu((("Вопрос", "Мои обращения"), ("Помощь",)), placeholder="Ваш вопрос")
    assert asked(SendCall(**TO, text=rich("."), menu=menu))["reply_markup"] == {
        "keyboard": [[{"text": "Вопрос"}, {"text": "Мои обращения"}], [{"text": "Помощь"}]],
        "is_persistent": True,
        "resize_keyboard": True,
        "input_field_placeholder": "Ваш вопрос",
    }
    assert asked(SendCall(**TO, text=rich("."), menu=Menu(())))["reply_markup"] == {"remove_keyboard": True}


def test_the_button_for_ones_own_phone() -> None:
    """It stands above the words, and the keyboard goes when it was used."""
    menu = Menu((("Отменить",),), contact="Отправить мой номер")
    assert asked(SendCall(**TO, text=rich("."), menu=menu))["reply_markup"] == {
        "keyboard": [[{"text": "Отправить мой номер", "request_contact": True}], [{"text": "Отменить"}]],
        "one_time_keyboard": True,
        "resize_keyboard": True,
    }


def test_edits_of_text_and_of_buttons_alone() -> None:
    """Without a text only the buttons change; without buttons they go."""
    edit = EditCall(**TO, message_id="7", text=bold("так"), keyboard=((Button("Да", data="y"),),))
    assert method(edit).__api_method__ == "editMessageText"
    assert asked(edit)["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    buttons = EditCall(**TO, message_id="7", text=None)
    assert method(buttons).__api_method__ == "editMessageReplyMarkup"
    assert asked(buttons) == {"chat_id": 42, "message_id": 7}


def test_captions_are_edited_as_captions() -> None:
    """What stands under a picture is no text of a message."""
    edit = EditCall(**TO, message_id="7", text=bold("так"), caption=True)
    assert method(edit).__api_method__ == "editMessageCaption"
    bold_word = [{"type": "bold", "offset": 0, "length": 3}]
    assert asked(edit) == {"chat_id": 42, "message_id": 7, "caption": "так", "caption_entities": bold_word}


@pytest.mark.parametrize("shown", [True, False])
def test_previews_are_asked_for(shown: bool) -> None:
    """By itself no link shows what it leads to."""
    options = asked(SendCall(**TO, text=rich("x.ru"), preview=shown)).get("link_preview_options")
    assert options == (None if shown else {"is_disabled": True})


def test_file_is_streamed_from_the_disk(tmp_path: Path) -> None:
    """A file leaves under the sender's name, from where it lies; its caption has its formatting."""
    (document,) = outgoing(tmp_path, TELEGRAM, THINGS[ContentKind.DOCUMENT])
    request = method(SendCall(**TO, text=bold("Акт"), attachments=(document,), reply_to="3"))
    assert isinstance(request, SendDocument)
    assert isinstance(request.document, FSInputFile)
    assert (request.document.path, request.document.filename) == (document.path, "Акт сверки №7.pdf")
    assert (request.caption, request.disable_content_type_detection) == ("Акт", True)
    assert request.reply_parameters is not None


def test_album_has_one_caption_and_no_buttons(tmp_path: Path) -> None:
    """The first item's, under all of them; what is known goes by its id."""
    first, second = outgoing(tmp_path, TELEGRAM, *photos(2))
    request = method(SendCall(**TO, text=rich("Два"), attachments=(first, replace(second, known="AgAD"))))
    assert isinstance(request, SendMediaGroup)
    assert [item.caption for item in request.media] == ["Два", None]
    assert request.media[1].media == "AgAD"
    assert "reply_markup" not in asked(SendCall(**TO, text=rich(""), attachments=(first, second)))


@pytest.mark.parametrize(
    "thing",
    [
        Outgoing(ContentKind.PHOTO, Attachment(ContentKind.PHOTO)),
        Outgoing(ContentKind.LOCATION, Attachment(ContentKind.LOCATION)),
        Outgoing(ContentKind.CONTACT, Attachment(ContentKind.CONTACT)),
        Outgoing(ContentKind.POLL, Attachment(ContentKind.POLL)),
    ],
)
def test_what_has_nothing_to_send(thing: Outgoing) -> None:
    """A place that is nowhere, bytes that are none: mistakes of ours."""
    with pytest.raises(Rejected):
        method(SendCall(**TO, text=rich(""), attachments=(thing,)))


def test_reactions_and_deletions() -> None:
    """A reaction is one emoji or none."""
    marked = asked(ReactCall(**TO, message_id="7", emoji="👌"))
    assert marked["reaction"] == [{"type": "emoji", "emoji": "👌"}]
    assert asked(ReactCall(**TO, message_id="7", emoji=None))["reaction"] == []
    assert asked(DeleteCall(**TO, message_id="7")) == {"chat_id": 42, "message_id": 7}


@pytest.mark.parametrize(
    "call",
    [
        OpenTopicCall(**TO, name="Анна"),
        ReopenTopicCall(**TO),
        SendCall(to=Destination("anna"), key=1, text=rich("?")),
        DeleteCall(**TO, message_id="last"),
    ],
)
def test_what_the_clients_bot_cannot_do(call: Call) -> None:
    """Topics are the desk's; an id that is no number is a mistake of ours."""
    with pytest.raises(Rejected):
        method(call)
