"""What the line asks of Telegram, as aiogram's methods: pure, so that each request can be looked at in a test."""

from __future__ import annotations

from typing import Any

from aiogram.methods import (
    DeleteMessage,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    GetMe,
    GetUpdates,
    SendMessage,
    SetMessageReaction,
    TelegramMethod,
)
from aiogram.types import ReactionTypeEmoji

from bot.calls import Call, DeleteCall, EditCall, ReactCall, SendCall
from bot.channels.telegram import marks, media
from bot.errors import Rejected

# The answers are taken as raw JSON: a field that the library does not know yet must neither stop a batch of updates
# nor make a sent message look unsent (it would be sent again).


class FetchUpdates(GetUpdates):
    """`getUpdates` answering with JSON."""

    __returning__ = list[Any]


class FetchMe(GetMe):
    """`getMe` answering with JSON."""

    __returning__ = dict[str, Any]


class Send(SendMessage):
    """`sendMessage` answering with JSON."""

    __returning__ = dict[str, Any]


class EditText(EditMessageText):
    """`editMessageText` answering with JSON."""

    __returning__ = dict[str, Any] | bool


class EditCaption(EditMessageCaption):
    """`editMessageCaption` answering with JSON."""

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
    common = {
        "chat_id": chat,
        "disable_notification": call.silent or None,
        "reply_parameters": marks.reply(call.reply_to),
        "reply_markup": marks.inline(call.keyboard) or marks.under_field(call.menu),
    }
    if call.attachments:
        return media.send(call, common)
    return Send(
        **common,
        text=call.text.text,
        entities=marks.entities(call.text),
        parse_mode=None,
        link_preview_options=marks.preview(shown=call.preview),
    )


def _edit(chat: int, call: EditCall) -> TelegramMethod[Any]:
    message, buttons = int(call.message_id), marks.inline(call.keyboard)
    if call.text is None:
        return EditMarkup(chat_id=chat, message_id=message, reply_markup=buttons)
    spans = marks.entities(call.text)
    if call.caption:
        return EditCaption(
            chat_id=chat,
            message_id=message,
            caption=call.text.text,
            caption_entities=spans,
            parse_mode=None,
            reply_markup=buttons,
        )
    return EditText(
        chat_id=chat,
        message_id=message,
        text=call.text.text,
        entities=spans,
        parse_mode=None,
        link_preview_options=marks.preview(shown=call.preview),
        reply_markup=buttons,
    )
