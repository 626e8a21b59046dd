"""What stands beside the text of a Telegram message, as `Attachment`s: files by their `file_id`, the rest in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.bot_api.shapes import Checklist, Contact, Dice, File, LivePhoto, Location, Media, Poll, Titled, Venue
from bot.content import Attachment, ContactCard, ContentKind, Place, RemoteFile
from bot.texts import say

_K = ContentKind


def attachment_of(media: Media, source: str) -> Attachment | None:
    """The one thing that a message holds, None when it is nothing but text. `source` is the bot that can fetch it."""
    for name, read in _FILES.items():
        if (value := getattr(media, name)) is not None and (found := read(value, source)) is not None:
            return found
    for name, tell in _TOLD.items():
        if (value := getattr(media, name)) is not None:
            return tell(value)
    return None


def photo_of(sizes: list[File]) -> File | None:
    """The largest of a photo's sizes."""
    return max(sizes, key=lambda one: one.width * one.height, default=None)


def unknown() -> Attachment:
    """What the Bot API does not show to bots."""
    return _other(say("telegram-unknown"))


# --- files --------------------------------------------------------------------------------------------------------


def _file(kind: ContentKind, file: File, source: str, words: str = "", mime: str | None = None) -> Attachment:
    return Attachment(
        kind,
        remote=RemoteFile(source, file.file_id, file.file_unique_id, file.file_size),
        name=file.file_name,
        mime=file.mime_type or mime,
        size=file.file_size,
        duration=file.duration,
        words=words,
    )


def _photo(sizes: list[File], source: str) -> Attachment | None:
    size = photo_of(sizes)
    return _file(_K.PHOTO, size, source, mime="image/jpeg") if size else None


def _live_photo(live: LivePhoto, source: str) -> Attachment | None:
    """The picture; the motion when it has none."""
    return _photo(live.photo, source) or _file(_K.VIDEO, live, source, mime="video/mp4")


def _audio(file: File, source: str) -> Attachment:
    return _file(_K.AUDIO, file, source, words=" — ".join(filter(None, (file.performer, file.title))))


def _sticker(file: File, source: str) -> Attachment:
    mime = "application/x-tgsticker" if file.is_animated else "video/webm" if file.is_video else "image/webp"
    return _file(_K.STICKER, file, source, words=file.emoji or "", mime=mime)


# --- what has no file ---------------------------------------------------------------------------------------------


def _venue(venue: Venue) -> Attachment:
    title = ", ".join(filter(None, (venue.title, venue.address)))
    place = Place(venue.location.latitude, venue.location.longitude, title)
    return Attachment(_K.LOCATION, place=place, words=title)


def _location(point: Location) -> Attachment:
    return Attachment(_K.LOCATION, place=Place(point.latitude, point.longitude))


def _contact(contact: Contact) -> Attachment:
    name = " ".join(filter(None, (contact.first_name, contact.last_name)))
    return Attachment(_K.CONTACT, contact=ContactCard(name, contact.phone_number))


def _poll(poll: Poll) -> Attachment:
    answers = " / ".join(option.text for option in poll.options)
    return Attachment(_K.POLL, words=f"{poll.question} — {answers}")


def _other(words: str) -> Attachment:
    return Attachment(_K.OTHER, words=words)


def _dice(dice: Dice) -> Attachment:
    return _other(say("telegram-dice", emoji=dice.emoji, value=dice.value))


def _game(game: Titled) -> Attachment:
    return _other(say("telegram-game", title=game.title))


def _invoice(invoice: Titled) -> Attachment:
    return _other(say("telegram-invoice", title=invoice.title))


def _checklist(checklist: Checklist) -> Attachment:
    tasks = (f"{'☐' if task.completion_date is None else '☑'} {task.text}" for task in checklist.tasks)
    return _other("\n".join((say("telegram-checklist", title=checklist.title), *tasks)))


# The order matters: for old bots an animation is a document as well, a live photo a photo, a venue a location.
_FILES: Mapping[str, Callable[[Any, str], Attachment | None]] = {
    "animation": partial(_file, _K.ANIMATION),
    "live_photo": _live_photo,
    "photo": _photo,
    "document": partial(_file, _K.DOCUMENT),
    "voice": partial(_file, _K.VOICE, mime="audio/ogg"),
    "voice_note": partial(_file, _K.VOICE, mime="audio/ogg"),
    "audio": _audio,
    "video": partial(_file, _K.VIDEO, mime="video/mp4"),
    "video_note": partial(_file, _K.VIDEO_NOTE, mime="video/mp4"),
    "sticker": _sticker,
}
_TOLD: Mapping[str, Callable[[Any], Attachment]] = {
    "venue": _venue,
    "location": _location,
    "contact": _contact,
    "poll": _poll,
    "dice": _dice,
    "game": _game,
    "invoice": _invoice,
    "checklist": _checklist,
    "story": lambda _: _other(say("telegram-story")),
    "paid_media": lambda _: _other(say("telegram-paid-media")),
    "giveaway": lambda _: _other(say("telegram-giveaway")),
    "giveaway_winners": lambda _: _other(say("telegram-giveaway-winners")),
}
