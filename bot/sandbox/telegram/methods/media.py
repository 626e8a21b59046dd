"""A file in a request, uploaded now or known by its id, with its caption: alone, in an album, or in an edit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.telegram import contents, entities, pictures
from bot.sandbox.telegram.faults import FaultKind
from bot.sandbox.telegram.files import StoredFile
from bot.sandbox.telegram.limits import check_caption
from bot.sandbox.telegram.methods.request import Request
from bot.sandbox.telegram.model import Message
from bot.sandbox.telegram.parameters import Parameters
from bot.sandbox.telegram.refusals import ApiError, bad_request, too_large
from bot.sandbox.uploads import Upload

JSON = dict[str, Any]

_NUMBERS = ("duration", "width", "height", "length")
_WORDS = ("performer", "title", "emoji")
_MARKS = {"has_spoiler": "has_media_spoiler", "show_caption_above_media": "show_caption_above_media"}
_TYPES = ("photo", "video", "document", "audio", "animation")
"""What an `InputMedia` may be here (not `live_photo`)."""


@dataclass(slots=True)
class Media:
    """A file and what is said about it."""

    file: StoredFile
    text: str = ""
    entities: list[JSON] = field(default_factory=list)
    marks: JSON = field(default_factory=dict)

    def put_into(self, message: Message) -> None:
        """Makes it the message's content."""
        message.content, message.facts = self.file, {}
        message.text, message.entities = self.text, self.entities
        kept = {name: value for name, value in message.extra.items() if name not in _MARKS.values()}
        message.extra = kept | self.marks


def media_of(ask: Request, kind: str, given: Upload | str, about: Parameters, *, album: bool = False) -> Media:
    """The file that a request gives, without its caption; `about` has its sizes and marks."""
    file = _known(ask, kind, given) if isinstance(given, str) else _uploaded(ask, kind, given, about, album=album)
    return Media(file, marks={name: True for mark, name in _MARKS.items() if about.flag(mark)})


def input_media(ask: Request, item: object, *, album: bool) -> Media:
    """The file, caption and marks of an `InputMedia`."""
    if not isinstance(item, dict):
        raise _broken("expected an Object")
    about = Parameters({key: value for key, value in item.items() if value is not None})
    kind = about.text("type")
    if kind not in _TYPES:
        raise _broken(f'type "{kind}" is unsupported')
    if album and kind == "animation":
        raise _broken('type "animation" can\'t be used in sendMediaGroup')
    given = ask.params.attached(item.get("media"))
    if given is None:
        raise _broken("media not found")
    media = media_of(ask, kind, given, about, album=album)
    if about.text("parse_mode"):
        raise bad_request("unsupported parse_mode")
    media.text, media.entities = entities.clean(about.text("caption"), about.array("caption_entities"))
    check_caption(media.text)
    return media


def _known(ask: Request, kind: str, file_id: str) -> StoredFile:
    if file_id.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = ask.world.files.known(file_id, ask.bot.id)
    if file is None or ask.trouble(FaultKind.FILE_REFUSED):
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind and (kind != "document" or file.kind in ("photo", "thumbnail")):
        raise bad_request(f"can't use file of type {_type(file.kind)} as {_type(kind)}")
    return _whole(ask, file)


def _whole(ask: Request, file: StoredFile) -> StoredFile:
    """The photo to which a small size belongs; any other file as it is."""
    if file.kind != "photo" or file.smaller:
        return file
    return next((photo for photo in ask.world.files if file in photo.smaller), file)


def _uploaded(ask: Request, kind: str, upload: Upload, about: Parameters, *, album: bool) -> StoredFile:
    if not upload.blob.size:
        raise bad_request("file must be non-empty")
    if upload.blob.size > contents.UPLOAD_LIMIT:
        raise too_large()
    if kind == "photo":
        contents.check_photo(upload.blob)
    if kind == "document" and not album and not about.flag("disable_content_type_detection"):
        kind = _detected(upload)
    details: JSON = {name: about.integer(name) for name in _NUMBERS if name in contents.KINDS[kind][2]}
    details |= {name: about.text(name) for name in _WORDS if about.text(name)} if kind in ("audio", "sticker") else {}
    file = contents.stored(ask.world.files, kind, upload.blob, upload.name, upload.mime, details)
    _take_thumbnail(ask, file, about)
    return file


def _detected(upload: Upload) -> str:
    """A GIF sent as a document comes out as an animation (Bot API: `sendAnimation`, `InputMediaDocument`)."""
    return "animation" if upload.blob.head(4) == b"GIF8" else "document"


def _take_thumbnail(ask: Request, file: StoredFile, about: Parameters) -> None:
    given = ask.params.attached(about.given.get("thumbnail"))
    found = pictures.dimensions(given.blob.head()) if isinstance(given, Upload) else None
    if isinstance(given, Upload) and found is not None and file.kind not in ("photo", "voice", "sticker"):
        file.thumbnail = ask.world.files.add("thumbnail", given.blob, None, given.mime)
        file.thumbnail.details = {"width": found[0], "height": found[1]}


def _type(kind: str) -> str:
    """TDLib's word for a kind."""
    return "VoiceNote" if kind == "voice" else kind.title().replace("_", "")


def _broken(why: str) -> ApiError:
    return bad_request(f"can't parse InputMedia: {why}")
