"""The vocabulary of content: photos, files, voice, places, polls, and what was forwarded.

An `Attachment` comes in with a `RemoteFile` (as the platform that has it names it) and goes out with the number of a
row in `bot.files`. Names, types and sizes are what somebody claims: they are shown, never trusted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.richtext import RichText


class ContentKind(StrEnum):
    """Kinds of content other than text. `OTHER` is whatever has no counterpart (a game, a story, a post): `words` say
    what it was."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    ANIMATION = "animation"
    VIDEO_NOTE = "video_note"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    POLL = "poll"
    OTHER = "other"


FILES = frozenset(
    {
        ContentKind.PHOTO,
        ContentKind.DOCUMENT,
        ContentKind.VOICE,
        ContentKind.AUDIO,
        ContentKind.VIDEO,
        ContentKind.ANIMATION,
        ContentKind.VIDEO_NOTE,
        ContentKind.STICKER,
    }
)
"""The kinds that are bytes."""

NAMED = frozenset({ContentKind.DOCUMENT, ContentKind.AUDIO, ContentKind.VIDEO, ContentKind.ANIMATION})
"""The kinds whose file name people see, at the latest when they save the file."""


PAGE = "text/html"
"""The `mime` of a link that was attached, or is shown because it stands in the text."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file where it is. `source` is the channel that can fetch it (`telegram`, `vk`, `desk`), `ref` what it is asked
    by (a `file_id`, a URL), `unique` what is the same whenever it is the same file. `size` in bytes, as claimed."""

    source: str
    ref: str
    unique: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map, in degrees; a `title` for a named one."""

    latitude: float
    longitude: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Somebody's name and telephone number. `own`: the messenger itself says that it is the sender's."""

    name: str
    phone: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """One thing beside the text.

    - `remote`: the file as it came; `file`: its row in `bot.files` (only in what goes out and what is kept).
    - `name`, `mime`, `size` (bytes), `duration` (s): as the sender's messenger claims.
    - `words`: what it says in words: a sticker's emoji, a poll with its answers, an audio's artist and title, the title
      and address of what has no file.
    - `url`: where it can be looked at when it has no file (a VK video).
    - `refused`: why it cannot be carried across (a key of `bot.carriage.REFUSALS`); then words take its place.
    """

    kind: ContentKind
    remote: RemoteFile | None = None
    file: int | None = None
    name: str | None = None
    mime: str | None = None
    size: int | None = None
    duration: int | None = None
    words: str = ""
    url: str | None = None
    place: Place | None = None
    contact: ContactCard | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A message of somebody else that was passed on; its attachments stand among those of the message itself."""

    author: str
    text: RichText = field(default_factory=RichText)
