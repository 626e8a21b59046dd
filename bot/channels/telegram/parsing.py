"""Raw Telegram updates as `Incoming`: pure, private chats only, nothing in it believed but its shape."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from aiogram.enums import ChatMemberStatus, ChatType, ContentType
from aiogram.types import CallbackQuery, ChatMemberUpdated, InaccessibleMessage, Message, MessageEntity, Update, User

from bot.content import Attachment, ContentKind
from bot.messages import (
    Address,
    Edited,
    Incoming,
    Left,
    Person,
    Pressed,
    Raw,
    Returned,
    Said,
    Started,
)
from bot.richtext import RichText, from_utf16

_START = re.compile(r"/start(?:@\w+)?(?:\s+(?P<payload>\S+))?\s*", re.ASCII)

_CONTENT = {
    ContentType.PHOTO: ContentKind.PHOTO,
    ContentType.LIVE_PHOTO: ContentKind.PHOTO,
    ContentType.DOCUMENT: ContentKind.DOCUMENT,
    ContentType.VOICE: ContentKind.VOICE,
    ContentType.AUDIO: ContentKind.AUDIO,
    ContentType.VIDEO: ContentKind.VIDEO,
    ContentType.ANIMATION: ContentKind.VIDEO,
    ContentType.VIDEO_NOTE: ContentKind.VIDEO_NOTE,
    ContentType.STICKER: ContentKind.STICKER,
    ContentType.LOCATION: ContentKind.LOCATION,
    ContentType.VENUE: ContentKind.LOCATION,
    ContentType.CONTACT: ContentKind.CONTACT,
    ContentType.POLL: ContentKind.POLL,
    ContentType.DICE: ContentKind.OTHER,
    ContentType.STORY: ContentKind.OTHER,
    ContentType.GAME: ContentKind.OTHER,
    ContentType.INVOICE: ContentKind.OTHER,
    ContentType.PAID_MEDIA: ContentKind.OTHER,
    ContentType.CHECKLIST: ContentKind.OTHER,
    ContentType.RICH_MESSAGE: ContentKind.OTHER,
    ContentType.GIVEAWAY: ContentKind.OTHER,
    ContentType.UNKNOWN: ContentKind.OTHER,
}
"""What a person sends; the kinds that are missing here are service messages."""


def parse(payload: Raw) -> Incoming | None:
    """What the client did, or None when it is nothing to the line (groups, service messages, reactions).

    Raises pydantic's `ValidationError` when the update is not of the platform's shape.
    """
    update = Update.model_validate(payload)
    if update.message:
        return _said(update.message)
    if update.edited_message:
        return _edited(update.edited_message)
    if update.callback_query:
        return _pressed(update.callback_query, payload.get("received_at"))
    if update.my_chat_member:
        return _member(update.my_chat_member)
    return None


def _said(message: Message) -> Incoming | None:
    if message.chat.type != ChatType.PRIVATE or message.from_user is None:
        return None
    who = _who(message, message.from_user)
    message_id, reply_to = str(message.message_id), _reply_to(message)
    if message.text:
        if start := _START.fullmatch(message.text):
            return Started(**who, payload=start["payload"] or "", message_id=message_id)
        text = _rich(message.text, message.entities)
        return Said(**who, text=text, message_ids=(message_id,), reply_to=reply_to)
    content = _CONTENT.get(ContentType(message.content_type))
    if content is None:
        return None
    caption = _rich(message.caption, message.caption_entities)
    return Said(
        **who,
        attachments=(Attachment(content),),
        message_ids=(message_id,),
        text=caption,
        reply_to=reply_to,
        album=message.media_group_id,
    )


def _edited(message: Message) -> Incoming | None:
    if message.chat.type != ChatType.PRIVATE or message.from_user is None:
        return None
    if not (message.text or message.caption):  # a live location moves by edits
        return None
    who = _who(message, message.from_user)
    if message.edit_date:
        who["at"] = datetime.fromtimestamp(message.edit_date, UTC)
    if message.text:
        return Edited(**who, text=_rich(message.text, message.entities), message_id=str(message.message_id))
    text = _rich(message.caption, message.caption_entities)
    return Edited(**who, text=text, message_id=str(message.message_id))


def _pressed(query: CallbackQuery, received_at: Any) -> Pressed | None:
    message = query.message
    if not query.data or message is None or message.chat.type != ChatType.PRIVATE:
        return None
    return Pressed(
        address=Address("telegram", str(message.chat.id)),
        person=_person(query.from_user),
        at=_moment(message, received_at),
        data=query.data,
        callback_id=query.id,
        message_id=str(message.message_id),
    )


def _moment(message: Message | InaccessibleMessage, received_at: Any) -> datetime:
    """When a button was pressed: as the source noted it, else the only date there is, that of the message."""
    if isinstance(received_at, int):
        return datetime.fromtimestamp(received_at, UTC)
    return message.date if isinstance(message, Message) else datetime.fromtimestamp(message.date, UTC)


def _member(change: ChatMemberUpdated) -> Incoming | None:
    """In a private chat the bot's membership changes only when the person blocks or unblocks it (platforms.md)."""
    if change.chat.type != ChatType.PRIVATE:
        return None
    kind = Left if change.new_chat_member.status == ChatMemberStatus.KICKED else Returned
    return kind(
        address=Address("telegram", str(change.chat.id)),
        person=_person(change.from_user),
        at=change.date,
    )


def _who(message: Message, user: User) -> dict[str, Any]:
    address = Address("telegram", str(message.chat.id))
    return {"address": address, "person": _person(user), "at": message.date}


def _person(user: User) -> Person:
    return Person(str(user.id), user.full_name, user.username)


def _reply_to(message: Message) -> str | None:
    return str(message.reply_to_message.message_id) if message.reply_to_message else None


def _rich(text: str | None, entities: list[MessageEntity] | None) -> RichText:
    marks = [(mark.type, mark.offset, mark.length, mark.url, mark.language) for mark in entities or ()]
    return from_utf16(text or "", marks)
