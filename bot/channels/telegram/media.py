"""Messages that are more than a text, as aiogram's methods: a file, an album, a place, a contact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram.methods import (
    SendAnimation,
    SendAudio,
    SendContact,
    SendDocument,
    SendLocation,
    SendMediaGroup,
    SendPhoto,
    SendSticker,
    SendVenue,
    SendVideo,
    SendVideoNote,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import FSInputFile, InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo

from bot.bot_api.uploads import about, file_name, venue_words
from bot.calls import Outgoing, SendCall
from bot.carriage import TELEGRAM
from bot.channels.telegram.marks import entities
from bot.content import ContentKind
from bot.errors import Rejected

_K = ContentKind


def _raw(method: type[TelegramMethod[Any]]) -> type[TelegramMethod[Any]]:
    """The method answering with JSON (see `rendering`)."""
    metaclass: Any = type(method)
    made: type[TelegramMethod[Any]] = metaclass(
        method.__name__, (method,), {"__module__": __name__, "__returning__": Any}
    )
    return made


_METHODS: Mapping[ContentKind, type[TelegramMethod[Any]]] = {
    _K.PHOTO: _raw(SendPhoto),
    _K.DOCUMENT: _raw(SendDocument),
    _K.VOICE: _raw(SendVoice),
    _K.AUDIO: _raw(SendAudio),
    _K.VIDEO: _raw(SendVideo),
    _K.ANIMATION: _raw(SendAnimation),
    _K.VIDEO_NOTE: _raw(SendVideoNote),
    _K.STICKER: _raw(SendSticker),
}
_PLACE, _VENUE, _CONTACT, _ALBUM = _raw(SendLocation), _raw(SendVenue), _raw(SendContact), _raw(SendMediaGroup)

_ITEMS = {
    _K.PHOTO: InputMediaPhoto,
    _K.DOCUMENT: InputMediaDocument,
    _K.AUDIO: InputMediaAudio,
    _K.VIDEO: InputMediaVideo,
}


def send(call: SendCall, common: Mapping[str, Any]) -> TelegramMethod[Any]:
    """The request for a call with attachments; `common` are the arguments that every message has. Raises `Rejected`
    for what no message can be."""
    if len(call.attachments) > 1:
        return _album(call, common)
    (one,) = call.attachments
    if call.text and one.kind not in TELEGRAM.captioned:
        raise Rejected(f"{one.kind} has no caption")
    if one.kind in _METHODS:
        given = {one.kind.value: _file(one)}
        return _METHODS[one.kind](**common, **given, **about(one), **_caption(call))
    return _without_file(one, common)


def _without_file(one: Outgoing, common: Mapping[str, Any]) -> TelegramMethod[Any]:
    place, contact = one.attachment.place, one.attachment.contact
    if one.kind is _K.LOCATION and place is not None:
        where = {"latitude": place.latitude, "longitude": place.longitude}
        if place.title:
            title, address = venue_words(place)
            return _VENUE(**common, **where, title=title, address=address)
        return _PLACE(**common, **where)
    if one.kind is _K.CONTACT and contact is not None:
        return _CONTACT(**common, phone_number=contact.phone, first_name=contact.name or contact.phone)
    raise Rejected(f"{one.kind} cannot be sent")


def _album(call: SendCall, common: Mapping[str, Any]) -> TelegramMethod[Any]:
    """The caption is the first item's: shown under the whole album."""
    if any(one.kind not in _ITEMS for one in call.attachments):
        raise Rejected("not for an album")
    items = [
        _ITEMS[one.kind](media=_file(one), **about(one), **(_caption(call) if number == 0 else {}))
        for number, one in enumerate(call.attachments)
    ]
    return _ALBUM(**{name: common[name] for name in common if name != "reply_markup"}, media=items)


def _file(one: Outgoing) -> FSInputFile | str:
    """Known by its id, or streamed from the disk."""
    if one.known is not None:
        return one.known
    if one.path is None:
        raise Rejected("no bytes")
    return FSInputFile(one.path, filename=file_name(one))


def _caption(call: SendCall) -> dict[str, Any]:
    if not call.text:
        return {}
    return {"caption": call.text.text, "caption_entities": entities(call.text), "parse_mode": None}
