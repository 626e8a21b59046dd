"""What a message can carry beside its text, and the object that the API makes of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.vk.files import StoredFile

JSON = dict[str, Any]

DOC_TYPES = {"gif": 3, "jpg": 4, "jpeg": 4, "png": 4, "mp3": 5, "mp4": 6, "txt": 1, "pdf": 1, "docx": 1, "zip": 2}
"""`type` of a document: 1 text, 2 archive, 3 GIF, 4 image, 5 audio, 6 video, 8 unknown (dev.vk.com, document)."""

OTHERS = ("article", "call", "mini_app", "narrative", "podcast", "story")
"""Kinds that come now and then; their objects here have nothing but a name."""

_SIZES = (("s", 75, 56), ("m", 130, 98), ("x", 604, 453), ("y", 807, 605), ("z", 1280, 960))
"""Sizes of a photo; here all are the same file."""

_PHOTO_ALBUM = -64
"""The album of photos in messages of a community."""


@dataclass(slots=True, eq=False)
class Attachment:
    """An object that belongs to `owner_id`; `fields` stand over what its kind has by itself."""

    kind: str
    owner_id: int
    id: int
    access_key: str
    date: int
    file: StoredFile | None = None
    fields: JSON = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As `messages.send` takes it: `photo-1_2_accesskey`."""
        return f"{self.kind}{self.owner_id}_{self.id}_{self.access_key}"

    def url(self, base_url: str) -> str:
        """Where its bytes are; a page of VK when it has none."""
        return f"{base_url}{self.file.path}" if self.file else f"https://vk.com/{self.kind}{self.owner_id}_{self.id}"

    def body(self, base_url: str) -> JSON:
        """The object by itself."""
        return BODIES[self.kind](self, self.url(base_url)) | self.fields

    def to_json(self, base_url: str) -> JSON:
        """As an item of `attachments`."""
        return {"type": self.kind, self.kind: self.body(base_url)}

    def to_view(self) -> JSON:
        """What the page shows: a file is fetched by its `path` on this server."""
        file = self.file
        view: JSON = {"kind": self.kind, "id": f"{self.owner_id}_{self.id}", **self.fields}
        if self.kind == "poll":
            view |= {name: self.body("")[name] for name in ("question", "answers")}
        return view | ({"name": file.name, "size": file.size, "path": file.path, "mime": file.mime} if file else {})


def _owned(item: Attachment) -> JSON:
    return {"id": item.id, "owner_id": item.owner_id, "access_key": item.access_key}


def _photo(item: Attachment, url: str) -> JSON:
    sizes = [{"type": kind, "width": width, "height": height, "url": url} for kind, width, height in _SIZES]
    data = {"album_id": _PHOTO_ALBUM if item.owner_id < 0 else -3, "date": item.date, "sizes": sizes, "text": ""}
    return _owned(item) | data | {"has_tags": False}


def _doc(item: Attachment, url: str) -> JSON:
    assert item.file is not None  # noqa: S101  # a document is a file
    kind = DOC_TYPES.get(item.file.ext, 8)
    data: JSON = {"title": item.file.name, "size": item.file.size, "ext": item.file.ext}
    return _owned(item) | data | {"date": item.date, "type": kind, "url": url}


def _audio_message(item: Attachment, url: str) -> JSON:
    return _owned(item) | {"duration": 4, "waveform": [0, 7, 21, 30, 12, 3], "link_ogg": url, "link_mp3": url}


def _audio(item: Attachment, url: str) -> JSON:
    title = item.file.name if item.file else ""
    return _owned(item) | {"artist": "", "title": title, "duration": 180, "date": item.date, "url": url}


def _video(item: Attachment, url: str) -> JSON:
    """No link to the bytes: a community's key does not get `files` or `player` (dev.vk.com, video)."""
    title = item.file.name if item.file else ""
    image = [{"url": url, "width": 320, "height": 180, "with_padding": 1}]
    return _owned(item) | {"title": title, "description": "", "duration": 12, "date": item.date, "image": image}


def _graffiti(item: Attachment, url: str) -> JSON:
    return _owned(item) | {"url": url, "width": 512, "height": 512}


def _sticker(item: Attachment, url: str) -> JSON:
    images = [{"url": url, "width": side, "height": side} for side in (64, 128, 256, 352, 512)]
    data: JSON = {"inner_type": "base_sticker_new", "sticker_id": item.id, "product_id": 1, "is_allowed": True}
    return data | {"images": images, "images_with_background": images}


def _gift(item: Attachment, url: str) -> JSON:
    return {"id": item.id, "thumb_48": url, "thumb_96": url, "thumb_256": url}


def _link(_: Attachment, url: str) -> JSON:
    return {"url": url, "title": "", "caption": "", "description": ""}


def _poll(item: Attachment, _: str) -> JSON:
    flags = ("multiple", "closed", "is_board", "can_edit", "can_report", "can_share", "disable_unvote", "anonymous")
    answers = [{"id": number, "rate": 0, "text": text, "votes": 0} for number, text in enumerate(("Да", "Нет"), 1)]
    data: JSON = {"id": item.id, "owner_id": item.owner_id, "question": "Вопрос", "answers": answers, "votes": 0}
    return data | {"created": item.date, "end_date": 0, "can_vote": True} | dict.fromkeys(flags, False)


def _wall(item: Attachment, _: str) -> JSON:
    data: JSON = {"inner_type": "wall_wallpost", "id": item.id, "owner_id": item.owner_id, "from_id": item.owner_id}
    return data | {"date": item.date, "post_type": "post", "text": "", "attachments": []}


def _wall_reply(item: Attachment, _: str) -> JSON:
    data: JSON = {"id": item.id, "owner_id": item.owner_id, "from_id": item.owner_id, "post_id": 1}
    return data | {"date": item.date, "text": ""}


def _other(item: Attachment, _: str) -> JSON:
    return {"id": item.id, "owner_id": item.owner_id}


def _market(item: Attachment, _: str) -> JSON:
    category = {"inner_type": "market_market_category_nested", "id": 1, "name": "Услуги"}
    price = {"amount": "100000", "currency": {"id": 643, "name": "RUB", "title": "₽"}, "text": "1 000 ₽"}
    data: JSON = {"title": "Товар", "description": "", "availability": 0, "category": category, "price": price}
    return {"id": item.id, "owner_id": item.owner_id, "date": item.date} | data


BODIES: dict[str, Callable[[Attachment, str], JSON]] = {
    "photo": _photo,
    "doc": _doc,
    "audio_message": _audio_message,
    "audio": _audio,
    "video": _video,
    "graffiti": _graffiti,
    "sticker": _sticker,
    "gift": _gift,
    "link": _link,
    "poll": _poll,
    "wall": _wall,
    "wall_reply": _wall_reply,
    "market": _market,
} | dict.fromkeys(OTHERS, _other)
"""Each kind: what its object has by itself."""

SENT_AS_DOC = frozenset({"doc", "audio_message", "graffiti"})
"""Kinds that `messages.send` also takes under the name of a document."""
