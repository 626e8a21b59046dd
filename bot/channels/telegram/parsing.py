"""Raw Telegram updates as `Incoming`: pure, private chats only, nothing in it believed but its shape."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    InaccessibleMessage,
    Message,
    MessageReactionUpdated,
    Update,
    User,
)

from bot.bot_api.content import content_of
from bot.bot_api.reactions import newest_emoji
from bot.content import Attachment
from bot.messages import Address, Edited, Incoming, Left, Person, Pressed, Raw, Reacted, Returned, Said, Started

CHANNEL = "telegram"

_START = re.compile(r"/start(?:@\w+)?(?:\s+(?P<payload>\S+))?\s*", re.ASCII)


def parse(payload: Raw) -> Incoming | None:
    """What the client did, or None when it is nothing to the line (groups, service messages).

    Raises pydantic's `ValidationError` when the update is not of the platform's shape.
    """
    update = Update.model_validate(payload)
    if update.message:
        return _said(update.message, payload["message"])
    if update.edited_message:
        return _edited(update.edited_message, payload["edited_message"])
    if update.message_reaction:
        return _reacted(update.message_reaction, payload["message_reaction"])
    if update.callback_query:
        return _pressed(update.callback_query, payload.get("received_at"))
    if update.my_chat_member:
        return _member(update.my_chat_member)
    return None


def _said(message: Message, raw: Raw) -> Incoming | None:
    if message.chat.type != ChatType.PRIVATE or message.from_user is None:
        return None
    who, number = _who(message, message.from_user), str(message.message_id)
    if message.text and message.forward_origin is None and (start := _START.fullmatch(message.text)):
        return Started(**who, payload=start["payload"] or "", message_id=number)
    content = content_of(raw, CHANNEL, outside=True)
    if content is None:
        return None
    return Said(
        **who,
        message_ids=(number,),
        text=content.text,
        attachments=_with_own_contact(content.attachments, message),
        forwarded=content.forwarded,
        reply_to=content.reply_to,
        quote=content.quote,
        album=content.album,
        preview=content.preview,
    )


def _with_own_contact(attachments: tuple[Attachment, ...], message: Message) -> tuple[Attachment, ...]:
    """Whose number a shared contact is, Telegram says by the account; one that is passed on is somebody else's word."""
    contact, author = message.contact, message.from_user
    if contact is None or author is None or contact.user_id != author.id or message.forward_origin is not None:
        return attachments
    return tuple(
        replace(one, contact=replace(one.contact, own=True))
        if one.contact is not None and one.contact.phone == contact.phone_number
        else one
        for one in attachments
    )


def _edited(message: Message, raw: Raw) -> Incoming | None:
    if message.chat.type != ChatType.PRIVATE or message.from_user is None:
        return None
    content = content_of(raw, CHANNEL, outside=True)
    if content is None or message.location is not None:  # a live location moves by edits
        return None
    who = _who(message, message.from_user)
    if message.edit_date:
        who["at"] = datetime.fromtimestamp(message.edit_date, UTC)
    return Edited(
        **who,
        message_id=str(message.message_id),
        text=content.text,
        attachments=content.attachments,
        forwarded=content.forwarded,
        album=content.album,
    )


def _reacted(change: MessageReactionUpdated, raw: Raw) -> Reacted | None:
    """A picture that stands for nothing here is nothing, unless it takes the place of an emoji."""
    if change.chat.type != ChatType.PRIVATE or change.user is None:
        return None
    before, emoji = newest_emoji([], raw["old_reaction"]), newest_emoji(raw["old_reaction"], raw["new_reaction"])
    if before is None and emoji is None:
        return None
    return Reacted(
        address=Address(CHANNEL, str(change.chat.id)),
        person=_person(change.user),
        at=change.date,
        message_id=str(change.message_id),
        emoji=emoji,
    )


def _pressed(query: CallbackQuery, received_at: Any) -> Pressed | None:
    message = query.message
    if not query.data or message is None or message.chat.type != ChatType.PRIVATE:
        return None
    return Pressed(
        address=Address(CHANNEL, str(message.chat.id)),
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
        address=Address(CHANNEL, str(change.chat.id)),
        person=_person(change.from_user),
        at=change.date,
    )


def _who(message: Message, user: User) -> dict[str, Any]:
    address = Address(CHANNEL, str(message.chat.id))
    return {"address": address, "person": _person(user), "at": message.date}


def _person(user: User) -> Person:
    return Person(str(user.id), user.full_name, user.username)
