"""VK's attachments as `Attachment`: every kind that a message can carry, and the kinds to come.

Whatever has bytes that a community may fetch becomes a remote file; the rest is told in words and an address. Nothing
is believed but its shape: sizes, names and types are claims, and what is not of the shape that VK documents is told as
an attachment of an unknown kind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from bot.content import PAGE, Attachment, ContactCard, ContentKind, Place, RemoteFile
from bot.texts import say

JSON = dict[str, Any]

SITE = "https://vk.com"

_MOST = 100
"""Attachments of one message and all that is forwarded in it; VK's own limit is lower."""

_WORDS_LENGTH = 300
_GIF = 3
"""`type` of a document (dev.vk.com, document)."""


def attachments(message: JSON) -> tuple[Attachment, ...]:
    """What a message or a comment carries, its place on the map among it; links are `links`'s."""
    found = [_attachment(item) for item in objects(message.get("attachments")) if item.get("type") != "link"]
    place = _place(message.get("geo"))
    return tuple([*found, *([place] if place else [])][:_MOST])


def links(message: JSON) -> Iterator[Attachment]:
    """The links that a message shows what they lead to."""
    for item in objects(message.get("attachments")):
        if item.get("type") == "link" and isinstance(link := item.get("link"), dict) and _text(link, "url"):
            yield Attachment(
                ContentKind.OTHER, words=_text(link, "title")[:_WORDS_LENGTH], url=_text(link, "url"), mime=PAGE
            )


def objects(items: Any) -> list[JSON]:
    """The objects of a list; whatever else is there or instead is passed over."""
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def whole(value: Any) -> int | None:
    """A whole number that is one."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _attachment(item: JSON) -> Attachment:
    kind = item.get("type")
    body = item.get(kind) if isinstance(kind, str) else None
    if isinstance(kind, str) and isinstance(body, dict) and kind in _KINDS:
        return _KINDS[kind](body)
    return _unknown(body if isinstance(body, dict) else {}, kind if isinstance(kind, str) else "")


def _unknown(body: JSON, kind: str) -> Attachment:
    title = _text(body, "title") or _text(body, "text")
    return _told(title or say("vk-attachment-unknown", kind=kind[:40] or "?"), _text(body, "url") or None)


# --- what has bytes -------------------------------------------------------------------------------------------------


def _photo(body: JSON) -> Attachment:
    best = _largest([*objects(body.get("sizes")), *objects([body.get("orig_photo")])])
    return Attachment(ContentKind.PHOTO, _remote("photo", body, best), mime="image/jpeg", words=_text(body, "text"))


def _doc(body: JSON) -> Attachment:
    preview = body.get("preview")
    if isinstance(preview, dict) and isinstance(voice := preview.get("audio_msg"), dict):
        return _audio_message(body | voice)
    remote = _remote("doc", body, _text(body, "url"), whole(body.get("size")))
    kind = ContentKind.ANIMATION if body.get("type") == _GIF else ContentKind.DOCUMENT
    return Attachment(kind, remote, name=_doc_name(body) or None, size=whole(body.get("size")))


def _doc_name(body: JSON) -> str:
    title, ext = _text(body, "title"), _text(body, "ext")
    return title if not ext or title.lower().endswith(f".{ext.lower()}") else f"{title}.{ext}"


def _audio_message(body: JSON) -> Attachment:
    url = _text(body, "link_ogg") or _text(body, "link_mp3")
    mime = "audio/ogg" if _text(body, "link_ogg") else "audio/mpeg"
    remote = _remote("audio_message", body, url)
    return Attachment(ContentKind.VOICE, remote, mime=mime, duration=whole(body.get("duration")))


def _audio(body: JSON) -> Attachment:
    """Communities get an address for few tracks only; then the words have to do."""
    words = " — ".join(filter(None, (_text(body, "artist"), _text(body, "title"))))
    remote = _remote("audio", body, _text(body, "url"))
    name = f"{words or 'audio'}.mp3" if remote else None
    duration = whole(body.get("duration"))
    return Attachment(ContentKind.AUDIO, remote, name=name, mime="audio/mpeg", duration=duration, words=words)


def _sticker(body: JSON) -> Attachment:
    """A picture (PNG): Telegram takes such a thing as a photo, not as a sticker of its own."""
    best = _largest(objects(body.get("images")))
    remote = _remote("sticker", {"owner_id": body.get("product_id"), "id": body.get("sticker_id")}, best)
    return Attachment(ContentKind.STICKER, remote, mime="image/png")


def _graffiti(body: JSON) -> Attachment:
    url = _text(body, "url") or _text(body, "photo_604")
    return Attachment(ContentKind.PHOTO, _remote("graffiti", body, url), mime="image/png")


def _remote(kind: str, body: JSON, url: str, size: int | None = None) -> RemoteFile | None:
    """The file at `url`; it is the same file whenever VK names it so, and its address changes meanwhile."""
    if urlsplit(url).scheme not in ("http", "https"):
        return None
    owner, number = whole(body.get("owner_id")), whole(body.get("id"))
    if owner is None or number is None:
        return RemoteFile("vk", url, f"{kind}:{hashlib.sha256(url.partition('?')[0].encode()).hexdigest()}", size)
    return RemoteFile("vk", url, f"{kind}{owner}_{number}", size)


def _largest(sizes: list[JSON]) -> str:
    """The address of the largest picture; where sizes are missing, the last one: VK lists them upwards."""
    best, most = "", -1
    for size in sizes:
        area = (whole(size.get("width")) or 0) * (whole(size.get("height")) or 0)
        if _text(size, "url") and area >= most:
            best, most = _text(size, "url"), area
    return best


# --- what is told in words ------------------------------------------------------------------------------------------


def _told(words: str, url: str | None = None, kind: ContentKind = ContentKind.OTHER) -> Attachment:
    return Attachment(kind, words=words[:_WORDS_LENGTH], url=url)


def _video(body: JSON) -> Attachment:
    """A community gets no address of the bytes, only of the page."""
    url = _page("video", body)
    return Attachment(
        ContentKind.VIDEO, duration=whole(body.get("duration")), words=_text(body, "title")[:_WORDS_LENGTH], url=url
    )


def _poll(body: JSON) -> Attachment:
    """The question and the answers, as Telegram's are told."""
    answers = " / ".join(text for answer in objects(body.get("answers")) if (text := _text(answer, "text")))
    words = " — ".join(filter(None, (_text(body, "question"), answers)))
    return _told(words, _page("poll", body), ContentKind.POLL)


def _contact(body: JSON) -> Attachment:
    name = " ".join(filter(None, (_text(body, "name"), _text(body, "first_name"), _text(body, "last_name"))))
    phone, user = _text(body, "phone"), whole(body.get("user_id"))
    url = f"{SITE}/id{user}" if user else None
    return Attachment(ContentKind.CONTACT, contact=ContactCard(name, phone), url=url)


def _wall(body: JSON) -> Attachment:
    return _told(
        _titled("vk-attachment-wall", _text(body, "text")), _page("wall", body, "owner_id", "to_id", "from_id")
    )


def _wall_reply(body: JSON) -> Attachment:
    owner, post, number = whole(body.get("owner_id")), whole(body.get("post_id")), whole(body.get("id"))
    url = f"{SITE}/wall{owner}_{post}?reply={number}" if None not in (owner, post, number) else None
    return _told(_titled("vk-attachment-comment", _text(body, "text")), url)


def _market(body: JSON) -> Attachment:
    price = body.get("price")
    cost = _text(price, "text") if isinstance(price, dict) else ""
    title = ", ".join(filter(None, (_text(body, "title"), cost)))
    return _told(_titled("vk-attachment-market", title), _page("market", body))


def _market_album(body: JSON) -> Attachment:
    return _told(_titled("vk-attachment-market-album", _text(body, "title")))


def _gift(_: JSON) -> Attachment:
    return _told(say("vk-attachment-gift"))


def _story(body: JSON) -> Attachment:
    return _told(say("vk-attachment-story"), _page("story", body))


def _call(_: JSON) -> Attachment:
    return _told(say("vk-attachment-call"))


def _article(body: JSON) -> Attachment:
    return _told(_titled("vk-attachment-article", _text(body, "title")), _text(body, "url") or None)


def _podcast(body: JSON) -> Attachment:
    return _told(_titled("vk-attachment-podcast", _text(body, "title")), _page("podcast", body))


def _playlist(body: JSON) -> Attachment:
    return _told(_titled("vk-attachment-playlist", _text(body, "title")))


def _titled(key: str, title: str) -> str:
    """«товар «Акт», 100 ₽»; the kind alone where there is no title."""
    return f"{say(key)} «{title[:_WORDS_LENGTH]}»" if title else say(key)


def _page(kind: str, body: JSON, *owners: str) -> str | None:
    owner = next((number for name in owners or ("owner_id",) if (number := whole(body.get(name))) is not None), None)
    number = whole(body.get("id"))
    return f"{SITE}/{kind}{owner}_{number}" if owner is not None and number is not None else None


def _place(geo: Any) -> Attachment | None:
    if not isinstance(geo, dict) or not isinstance(point := geo.get("coordinates"), dict):
        return None
    latitude, longitude = point.get("latitude"), point.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    title = _text(geo["place"], "title") if isinstance(geo.get("place"), dict) else ""
    return Attachment(ContentKind.LOCATION, place=Place(float(latitude), float(longitude), title))


def _text(body: JSON, name: str) -> str:
    value = body.get(name)
    return value.strip() if isinstance(value, str) else ""


_KINDS: dict[str, Callable[[JSON], Attachment]] = {
    "photo": _photo,
    "doc": _doc,
    "audio_message": _audio_message,
    "audio": _audio,
    "sticker": _sticker,
    "graffiti": _graffiti,
    "video": _video,
    "poll": _poll,
    "contact": _contact,
    "wall": _wall,
    "wall_reply": _wall_reply,
    "market": _market,
    "market_album": _market_album,
    "market_market_album": _market_album,
    "gift": _gift,
    "story": _story,
    "call": _call,
    "article": _article,
    "podcast": _podcast,
    "podcasts": _podcast,
    "video_playlist": _playlist,
    "audio_playlist": _playlist,
}
