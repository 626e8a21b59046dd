"""What goes with a message's words, as aiogram's objects: formatting, buttons, the menu, what is answered to."""

from __future__ import annotations

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from bot.bot_api import CALLBACK_BYTES, PLACEHOLDER_LENGTH
from bot.errors import Rejected
from bot.outgoing import Button, Keyboard, Menu
from bot.richtext import RichText, SpanKind, to_utf16

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def preview(*, shown: bool) -> LinkPreviewOptions | None:
    """Whether links show what they lead to; None is the platform's default: they do."""
    return None if shown else _NO_PREVIEW


def reply(message_id: str | None) -> ReplyParameters | None:
    """What is answered to; a message that vanished does not hold the answer up."""
    if message_id is None:
        return None
    return ReplyParameters(message_id=int(message_id), allow_sending_without_reply=True)


def entities(text: RichText) -> list[MessageEntity] | None:
    return [
        MessageEntity(type=span.kind.value, offset=offset, length=length, url=span.url, language=span.language)
        for span, offset, length in to_utf16(text)
        if span.kind is not SpanKind.MENTION
    ] or None


def inline(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    rows = [[_button(button) for button in row] for row in keyboard if row]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    style = button.style.value if button.style else None
    if button.url:
        return InlineKeyboardButton(text=button.text, url=button.url, style=style)
    if not button.data or len(button.data.encode()) > CALLBACK_BYTES:
        raise Rejected(f"a button's data must be 1 to {CALLBACK_BYTES} bytes")
    return InlineKeyboardButton(text=button.text, callback_data=button.data, style=style)


def under_field(menu: Menu | None) -> ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    if menu is None:
        return None
    rows = [[KeyboardButton(text=menu.contact, request_contact=True)]] if menu.contact else []
    rows += [[KeyboardButton(text=words) for words in row] for row in menu.rows if row]
    if not rows:
        return ReplyKeyboardRemove(remove_keyboard=True)
    placeholder = menu.placeholder[:PLACEHOLDER_LENGTH] if menu.placeholder else None
    once = menu.contact is not None
    return ReplyKeyboardMarkup(
        keyboard=rows,
        resize_keyboard=True,
        is_persistent=not once or None,
        one_time_keyboard=once or None,
        input_field_placeholder=placeholder,
    )
