"""The shapes of the Bot API's objects as far as content is read from them; a field of another shape is a
`ValidationError`, one that nobody knows is let pass."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Count = Annotated[int, Field(ge=0)]


class Shape(BaseModel):
    """What all of them have in common."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class File(Shape):
    """Any of the kinds that are bytes; each has some of these fields."""

    file_id: Annotated[str, Field(min_length=1)]
    file_unique_id: Annotated[str, Field(min_length=1, max_length=200)]
    file_size: Count | None = None
    file_name: str | None = None
    mime_type: str | None = None
    duration: Count | None = None
    width: int = 0
    height: int = 0
    performer: str | None = None
    title: str | None = None
    emoji: str | None = None
    is_animated: bool = False
    is_video: bool = False


class LivePhoto(File):
    """A photo that moves for a moment: the file is the motion, `photo` the picture."""

    photo: list[File] = []


class Location(Shape):
    """A point, in degrees."""

    latitude: float
    longitude: float


class Venue(Shape):
    """A named point."""

    location: Location
    title: str
    address: str


class Contact(Shape):
    """Somebody's telephone number."""

    phone_number: str
    first_name: str
    last_name: str | None = None


class Line(Shape):
    """An answer of a poll, a task of a list."""

    text: str
    completion_date: int | None = None


class Poll(Shape):
    """A question with answers."""

    question: str
    options: list[Line]


class Checklist(Shape):
    """A list of tasks."""

    title: str
    tasks: list[Line]


class Dice(Shape):
    """An emoji that stops at a value."""

    emoji: str
    value: int


class Titled(Shape):
    """A game, an invoice: what can be said of it is its title."""

    title: str


class Media(Shape):
    """What a message (or a block of a rich one) can hold beside its text."""

    animation: File | None = None
    live_photo: LivePhoto | None = None
    photo: list[File] | None = None
    document: File | None = None
    voice: File | None = None
    voice_note: File | None = None
    audio: File | None = None
    video: File | None = None
    video_note: File | None = None
    sticker: File | None = None
    venue: Venue | None = None
    location: Location | None = None
    contact: Contact | None = None
    poll: Poll | None = None
    dice: Dice | None = None
    game: Titled | None = None
    invoice: Titled | None = None
    checklist: Checklist | None = None
    story: Shape | None = None
    paid_media: Shape | None = None
    giveaway: Shape | None = None
    giveaway_winners: Shape | None = None


class Entity(Shape):
    """Formatting of a stretch of text, in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None


class Named(Shape):
    """A person or a chat."""

    first_name: str = ""
    last_name: str | None = None
    title: str | None = None

    @property
    def name(self) -> str:
        """As people see it."""
        return self.title or " ".join(filter(None, (self.first_name, self.last_name)))


class Origin(Shape):
    """Whose message was passed on; each type has some of these fields."""

    sender_user: Named | None = None
    sender_user_name: str | None = None
    sender_chat: Named | None = None
    chat: Named | None = None
    author_signature: str | None = None


class Quote(Shape):
    """The part of the answered message that was picked out."""

    text: str
    entities: list[Entity] = []


class Preview(Shape):
    """How links in a text are shown."""

    is_disabled: bool = False


class Answered(Shape):
    """The message that is answered to."""

    message_id: int


class ExternalReply(Media):
    """A message of another chat that is answered to."""

    origin: Origin


class Message(Media):
    """A message, as far as its content goes."""

    message_thread_id: int | None = None
    is_topic_message: bool = False
    text: str | None = None
    entities: list[Entity] = []
    caption: str | None = None
    caption_entities: list[Entity] = []
    media_group_id: str | None = None
    link_preview_options: Preview | None = None
    forward_origin: Origin | None = None
    reply_to_message: Answered | None = None
    external_reply: ExternalReply | None = None
    quote: Quote | None = None
