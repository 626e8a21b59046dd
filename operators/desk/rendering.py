"""The desk's text and buttons as python-telegram-bot's objects."""

from __future__ import annotations

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
    User,
)

from bot.bot_api import CALLBACK_BYTES, TOPIC_NAME_LENGTH
from bot.errors import Rejected
from bot.outgoing import Button, Keyboard
from bot.richtext import RichText, Span, to_utf16, utf16_length

BLANKS = " \u115f\u1160\u2800\u3164\uffa0"
"""Letters without a shape: people make names of them, and Telegram takes them for an empty name."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def entities(text: RichText) -> list[MessageEntity]:
    """The spans as Telegram's entities."""
    return [_entity(span, offset, length) for span, offset, length in to_utf16(text)]


def inline(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The buttons under a message, None for none; raises `Rejected` for data that the platform refuses."""
    rows = [[_button(button) for button in row] for row in keyboard if row]
    return InlineKeyboardMarkup(rows) if rows else None


def preview(*, shown: bool) -> LinkPreviewOptions | None:
    """Whether links show what they lead to; None is the platform's default: they do."""
    return None if shown else _NO_PREVIEW


def reply(message_id: str | None) -> ReplyParameters | None:
    """What is answered to; a message that vanished does not hold the answer up."""
    return ReplyParameters(int(message_id), allow_sending_without_reply=True) if message_id is not None else None


def topic_name(name: str) -> str:
    """One line of 1 to 128 units of UTF-16 with something to see in it, whatever the client is called."""
    line = " ".join(name.split())
    if not any(char.isprintable() and char not in BLANKS for char in line):
        return "—"
    while utf16_length(line) > TOPIC_NAME_LENGTH:
        line = line[:-1]
    return line.strip()


def _entity(span: Span, offset: int, length: int) -> MessageEntity:
    person = User(int(span.person), "", is_bot=False) if span.person is not None else None
    return MessageEntity(span.kind.value, offset, length, url=span.url, language=span.language, user=person)


def _button(button: Button) -> InlineKeyboardButton:
    style = button.style.value if button.style else None
    if button.url:
        return InlineKeyboardButton(button.text, url=button.url, style=style)
    if not button.data or len(button.data.encode()) > CALLBACK_BYTES:
        raise Rejected(f"a button's data must be 1 to {CALLBACK_BYTES} bytes")
    return InlineKeyboardButton(button.text, callback_data=button.data, style=style)
