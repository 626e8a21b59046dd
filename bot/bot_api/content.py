"""What a Telegram message holds, from its raw JSON, for both bots: text, attachments, what was forwarded or quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.bot_api.attachments import attachment_of, unknown
from bot.bot_api.rich_messages import lines_of, media_of
from bot.bot_api.service_messages import is_service
from bot.bot_api.shapes import Entity, ExternalReply, Message, Origin
from bot.content import Attachment, Forwarded
from bot.messages import Raw
from bot.richtext import RichText, from_utf16, rich
from bot.texts import say


@dataclass(frozen=True, slots=True)
class Content:
    """What was said. A forwarded message has its words in `forwarded`, none of its own in `text`. `quote` is the part
    of the answered message that was picked out, `preview` whether a link shows what it leads to."""

    text: RichText = field(default_factory=RichText)
    attachments: tuple[Attachment, ...] = ()
    forwarded: tuple[Forwarded, ...] = ()
    album: str | None = None
    reply_to: str | None = None
    quote: RichText = field(default_factory=RichText)
    preview: bool = False


def content_of(message: Raw, source: str, *, outside: bool = False) -> Content | None:
    """What a message says, None for a service message. `source` names the bot that can fetch its files.

    With `outside`, a message of another chat that is answered to counts as forwarded. Not so for staff: an answer
    across topics would carry one client's words to another. Raises pydantic's `ValidationError` for an odd shape.
    """
    read = Message.model_validate(message)
    text, attachments = _held(read, message, source)
    if not text and not attachments:
        if is_service(message):
            return None
        attachments = (unknown(),)
    answered, beside = _answered(read.external_reply, read, source) if outside else ((), ())
    passed_on = () if read.forward_origin is None else (Forwarded(_author(read.forward_origin), text),)
    return Content(
        text=RichText() if passed_on else text,
        attachments=(*attachments, *beside),
        forwarded=(*passed_on, *answered),
        album=read.media_group_id,
        reply_to=_reply_to(read),
        quote=_rich(read.quote.text, read.quote.entities) if read.quote else RichText(),
        preview=_shows_preview(read),
    )


def _held(read: Message, message: Raw, source: str) -> tuple[RichText, tuple[Attachment, ...]]:
    """Text or caption, and what stands beside it."""
    if read.text:
        return _rich(read.text, read.entities), ()
    if isinstance(message.get("rich_message"), dict):
        blocks = message["rich_message"].get("blocks")
        return rich("\n".join(lines_of(blocks))), tuple(media_of(blocks, source))
    found = attachment_of(read, source)
    return _rich(read.caption or "", read.caption_entities), (found,) if found else ()


def _answered(
    reply: ExternalReply | None, read: Message, source: str
) -> tuple[tuple[Forwarded, ...], tuple[Attachment, ...]]:
    """The message of another chat that is answered to: of its text only the quote is shown to bots."""
    if reply is None:
        return (), ()
    quote = _rich(read.quote.text, read.quote.entities) if read.quote else RichText()
    found = attachment_of(reply, source)
    return (Forwarded(_author(reply.origin), quote),), (found,) if found else ()


def _author(origin: Origin) -> str:
    """Who wrote what was passed on: people may hide behind a name, chats sign."""
    known = [one.name for one in (origin.sender_user, origin.sender_chat, origin.chat) if one is not None]
    name = (origin.sender_user_name or "").strip() or next(filter(None, known), "") or say("telegram-nobody")
    return f"{name} ({origin.author_signature})" if origin.author_signature else name


def _reply_to(read: Message) -> str | None:
    """All in a topic "answer" the message that made it, which says nothing."""
    answered = read.reply_to_message
    if answered is None or (read.is_topic_message and answered.message_id == read.message_thread_id):
        return None
    return str(answered.message_id)


def _shows_preview(read: Message) -> bool:
    if read.link_preview_options is not None and read.link_preview_options.is_disabled:
        return False
    return bool(read.text) and any(entity.type in {"url", "text_link"} for entity in read.entities)


def _rich(text: str, entities: Sequence[Entity]) -> RichText:
    return from_utf16(text, [(one.type, one.offset, one.length, one.url, one.language) for one in entities])
