"""What the line asks of Telegram, as aiogram's methods: pure, so that each request can be looked at in a test."""

from __future__ import annotations

from typing import Any

from aiogram.methods import (
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    GetUpdates,
    SendMessage,
    SetMessageReaction,
    TelegramMethod,
)
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from bot.bot_api import CALLBACK_BYTES, PLACEHOLDER_LENGTH
from bot.calls import Call, DeleteCall, EditCall, ReactCall, SendCall
from bot.errors import Rejected
from bot.messages import Button, Keyboard, Menu
from bot.richtext import RichText, to_utf16

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

# The answers are taken as raw JSON: a field that the library does not know yet must neither stop a batch of updates
# nor make a sent message look unsent (it would be sent again).


class FetchUpdates(GetUpdates):
    """`getUpdates` answering with JSON."""

    __returning__ = list[Any]


class Send(SendMessage):
    """`sendMessage` answering with JSON."""

    __returning__ = dict[str, Any]


class EditText(EditMessageText):
    """`editMessageText` answering with JSON."""

    __returning__ = dict[str, Any] | bool


class EditMarkup(EditMessageReplyMarkup):
    """`editMessageReplyMarkup` answering with JSON."""

    __returning__ = dict[str, Any] | bool


def method(call: Call) -> TelegramMethod[Any]:
    """The request for a call; raises `Rejected` for what this bot cannot do or the platform would never take."""
    try:
        return _method(call)
    except ValueError:  # an id that is no number
        raise Rejected("not a Telegram id") from None


def _method(call: Call) -> TelegramMethod[Any]:
    chat = int(call.to.chat)
    match call:
        case SendCall():
            return _send(chat, call)
        case EditCall():
            return _edit(chat, call)
        case DeleteCall():
            return DeleteMessage(chat_id=chat, message_id=int(call.message_id))
        case ReactCall():
            reaction = [ReactionTypeEmoji(emoji=call.emoji)] if call.emoji else []
            return SetMessageReaction(chat_id=chat, message_id=int(call.message_id), reaction=list(reaction))
        case _:
            raise Rejected(f"{type(call).__name__} is not for the clients' bot")


def _send(chat: int, call: SendCall) -> TelegramMethod[Any]:
    reply = None
    if call.reply_to is not None:
        reply = ReplyParameters(message_id=int(call.reply_to), allow_sending_without_reply=True)
    return Send(
        chat_id=chat,
        text=call.text.text,
        entities=_entities(call.text),
        parse_mode=None,
        link_preview_options=_NO_PREVIEW,
        disable_notification=call.silent or None,
        reply_parameters=reply,
        reply_markup=_inline(call.keyboard) or _menu(call.menu),
    )


def _edit(chat: int, call: EditCall) -> TelegramMethod[Any]:
    message, buttons = int(call.message_id), _inline(call.keyboard)
    if call.text is None:
        return EditMarkup(chat_id=chat, message_id=message, reply_markup=buttons)
    return EditText(
        chat_id=chat,
        message_id=message,
        text=call.text.text,
        entities=_entities(call.text),
        parse_mode=None,
        link_preview_options=_NO_PREVIEW,
        reply_markup=buttons,
    )


def _entities(text: RichText) -> list[MessageEntity] | None:
    return [
        MessageEntity(type=span.kind.value, offset=offset, length=length, url=span.url, language=span.language)
        for span, offset, length in to_utf16(text)
    ] or None


def _inline(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    rows = [[_button(button) for button in row] for row in keyboard if row]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    style = button.style.value if button.style else None
    if button.url:
        return InlineKeyboardButton(text=button.text, url=button.url, style=style)
    if not button.data or len(button.data.encode()) > CALLBACK_BYTES:
        raise Rejected(f"a button's data must be 1 to {CALLBACK_BYTES} bytes")
    return InlineKeyboardButton(text=button.text, callback_data=button.data, style=style)


def _menu(menu: Menu | None) -> ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    if menu is None:
        return None
    rows = [[KeyboardButton(text=words) for words in row] for row in menu.rows if row]
    if not rows:
        return ReplyKeyboardRemove(remove_keyboard=True)
    placeholder = menu.placeholder[:PLACEHOLDER_LENGTH] if menu.placeholder else None
    return ReplyKeyboardMarkup(
        keyboard=rows, resize_keyboard=True, is_persistent=True, input_field_placeholder=placeholder
    )
