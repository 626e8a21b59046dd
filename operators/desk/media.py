"""Messages that are more than a text, sent by python-telegram-bot: a file, an album, a place, a contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from telegram import Bot, InputFile, InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo, Message

from bot.bot_api.uploads import about, file_name, venue_words
from bot.calls import Outgoing, SendCall
from bot.carriage import TELEGRAM
from bot.content import FILES, ContentKind
from bot.errors import Rejected
from operators.desk import rendering

_K = ContentKind

_ITEMS = {
    _K.PHOTO: InputMediaPhoto,
    _K.DOCUMENT: InputMediaDocument,
    _K.AUDIO: InputMediaAudio,
    _K.VIDEO: InputMediaVideo,
}


async def send(bot: Bot, call: SendCall, common: Mapping[str, Any]) -> Sequence[Message]:
    """Sends a call with attachments; `common` are the arguments that every message has. Raises `Rejected` for what no
    message can be."""
    with ExitStack() as files:
        if len(call.attachments) > 1:
            return await _album(bot, call, common, files)
        (one,) = call.attachments
        if call.text and one.kind not in TELEGRAM.captioned:
            raise Rejected(f"{one.kind} has no caption")
        if one.kind not in FILES:
            return [await _without_file(bot, one, common)]
        ask = getattr(bot, f"send_{one.kind.value}")
        given = {one.kind.value: input_file(one, files)}
        return [await ask(**common, **given, **about(one), **_caption(call))]


async def _without_file(bot: Bot, one: Outgoing, common: Mapping[str, Any]) -> Message:
    place, contact = one.attachment.place, one.attachment.contact
    if one.kind is _K.LOCATION and place is not None:
        if place.title:
            title, address = venue_words(place)
            return await bot.send_venue(
                latitude=place.latitude, longitude=place.longitude, title=title, address=address, **common
            )
        return await bot.send_location(latitude=place.latitude, longitude=place.longitude, **common)
    if one.kind is _K.CONTACT and contact is not None:
        name = contact.name or contact.phone
        return await bot.send_contact(phone_number=contact.phone, first_name=name, **common)
    raise Rejected(f"{one.kind} cannot be sent")


async def _album(bot: Bot, call: SendCall, common: Mapping[str, Any], files: ExitStack) -> Sequence[Message]:
    """The caption is the first item's: shown under the whole album."""
    if any(one.kind not in _ITEMS for one in call.attachments):
        raise Rejected("not for an album")
    items = [
        _ITEMS[one.kind](input_file(one, files, attach=True), **about(one), **(_caption(call) if number == 0 else {}))
        for number, one in enumerate(call.attachments)
    ]
    return await bot.send_media_group(media=items, **{name: common[name] for name in common if name != "reply_markup"})


def input_file(one: Outgoing, files: ExitStack, *, attach: bool = False) -> InputFile | str:
    """Known by its id, or streamed from the disk: read by the library it would lie in memory as a whole."""
    if one.known is not None:
        return one.known
    if one.path is None:
        raise Rejected("no bytes")
    opened = files.enter_context(one.path.open("rb"))
    return InputFile(opened, filename=file_name(one), attach=attach, read_file_handle=False)


def _caption(call: SendCall) -> dict[str, Any]:
    if not call.text:
        return {}
    return {"caption": call.text.text, "caption_entities": rendering.entities(call.text), "parse_mode": None}
