"""Attachments of VK as contents: what has bytes, what is told in words, and what has no shape."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content import Attachment, ContactCard, ContentKind, Place, RemoteFile
from bot.richtext import rich
from tests.channels.vk.events import ANNA, REMOTE, attached, said

FILES: list[tuple[str, dict[str, Any], Attachment]] = [
    (
        "photo",
        {
            "id": 1,
            "owner_id": ANNA,
            "sizes": [
                {"type": "z", "width": 1280, "height": 960, "url": REMOTE},
                {"type": "s", "width": 75, "height": 56, "url": "https://sun1.userapi.com/s.jpg"},
                {"type": "broken"},
            ],
        },
        Attachment(ContentKind.PHOTO, RemoteFile("vk", REMOTE, "photo501_1"), mime="image/jpeg"),
    ),
    (
        "photo",
        {"id": 1, "owner_id": ANNA, "sizes": [], "orig_photo": {"width": 9, "height": 9, "url": REMOTE}, "text": "Акт"},
        Attachment(ContentKind.PHOTO, RemoteFile("vk", REMOTE, "photo501_1"), mime="image/jpeg", words="Акт"),
    ),
    (
        "doc",
        {"id": 2, "owner_id": ANNA, "title": "Счёт № 5", "ext": "pdf", "size": 10, "url": REMOTE, "type": 1},
        Attachment(
            ContentKind.DOCUMENT, RemoteFile("vk", REMOTE, "doc501_2", 10), name="Счёт № 5.pdf", mime=None, size=10
        ),
    ),
    (
        "doc",
        {"id": 2, "owner_id": ANNA, "title": "Счёт.PDF", "ext": "pdf", "size": -1, "url": REMOTE, "type": 1},
        Attachment(ContentKind.DOCUMENT, RemoteFile("vk", REMOTE, "doc501_2", -1), name="Счёт.PDF", size=-1),
    ),
    (
        "doc",
        {"id": 3, "owner_id": ANNA, "title": "кот.gif", "ext": "gif", "size": 10, "url": REMOTE, "type": 3},
        Attachment(ContentKind.ANIMATION, RemoteFile("vk", REMOTE, "doc501_3", 10), name="кот.gif", size=10),
    ),
    (
        "doc",
        {"id": 4, "owner_id": ANNA, "url": "", "preview": {"audio_msg": {"link_ogg": REMOTE, "duration": 4}}},
        Attachment(ContentKind.VOICE, RemoteFile("vk", REMOTE, "audio_message501_4"), mime="audio/ogg", duration=4),
    ),
    (
        "audio_message",
        {"id": 5, "owner_id": ANNA, "duration": 12, "link_ogg": REMOTE, "link_mp3": "https://x.ru/1.mp3"},
        Attachment(ContentKind.VOICE, RemoteFile("vk", REMOTE, "audio_message501_5"), mime="audio/ogg", duration=12),
    ),
    (
        "audio",
        {"id": 6, "owner_id": 9, "artist": "Гимн", "title": "Бухгалтера", "duration": 60, "url": REMOTE},
        Attachment(
            ContentKind.AUDIO,
            RemoteFile("vk", REMOTE, "audio9_6"),
            name="Гимн — Бухгалтера.mp3",
            mime="audio/mpeg",
            duration=60,
            words="Гимн — Бухгалтера",
        ),
    ),
    (
        "audio",
        {"id": 6, "owner_id": 9, "artist": "Гимн", "title": "", "duration": 60, "url": ""},
        Attachment(ContentKind.AUDIO, mime="audio/mpeg", duration=60, words="Гимн"),
    ),
    (
        "sticker",
        {
            "sticker_id": 163,
            "product_id": 7,
            "images": [
                {"url": "https://x.ru/64", "width": 64, "height": 64},
                {"url": REMOTE, "width": 512, "height": 512},
            ],
        },
        Attachment(ContentKind.STICKER, RemoteFile("vk", REMOTE, "sticker7_163"), mime="image/png"),
    ),
    (
        "graffiti",
        {"id": 8, "owner_id": ANNA, "url": REMOTE, "width": 1, "height": 1},
        Attachment(ContentKind.PHOTO, RemoteFile("vk", REMOTE, "graffiti501_8"), mime="image/png"),
    ),
]

TOLD: list[tuple[str, dict[str, Any], Attachment]] = [
    (
        "video",
        {"id": 5, "owner_id": -1, "title": "Вебинар", "duration": 90},
        Attachment(ContentKind.VIDEO, words="Вебинар", duration=90, url="https://vk.com/video-1_5"),
    ),
    (
        "poll",
        {"id": 5, "owner_id": -1, "question": "Когда?", "answers": [{"text": "Утром"}, {"text": "Днём"}, "?"]},
        Attachment(ContentKind.POLL, words="Когда? — Утром / Днём", url="https://vk.com/poll-1_5"),
    ),
    (
        "contact",
        {"name": "Ольга", "phone": "+7 900", "user_id": 5},
        Attachment(ContentKind.CONTACT, contact=ContactCard("Ольга", "+7 900"), url="https://vk.com/id5"),
    ),
    (
        "wall",
        {"id": 5, "owner_id": -1, "text": "Новость"},
        Attachment(ContentKind.OTHER, words="запись «Новость»", url="https://vk.com/wall-1_5"),
    ),
    (
        "wall_reply",
        {"id": 6, "owner_id": -1, "post_id": 5, "text": ""},
        Attachment(ContentKind.OTHER, words="комментарий", url="https://vk.com/wall-1_5?reply=6"),
    ),
    (
        "market",
        {"id": 5, "owner_id": -1, "title": "Курс", "price": {"text": "100 ₽"}},
        Attachment(ContentKind.OTHER, words="товар «Курс, 100 ₽»", url="https://vk.com/market-1_5"),
    ),
    ("market_album", {"title": "Курсы"}, Attachment(ContentKind.OTHER, words="подборка товаров «Курсы»")),
    ("gift", {"id": 1, "thumb_256": REMOTE}, Attachment(ContentKind.OTHER, words="подарок")),
    (
        "story",
        {"id": 5, "owner_id": 1},
        Attachment(ContentKind.OTHER, words="история", url="https://vk.com/story1_5"),
    ),
    ("call", {"initiator_id": 1, "state": "reached"}, Attachment(ContentKind.OTHER, words="звонок")),
    (
        "article",
        {"title": "О налогах", "url": "https://vk.com/@a"},
        Attachment(ContentKind.OTHER, words="статья «О налогах»", url="https://vk.com/@a"),
    ),
    ("podcast", {"title": "Эфир"}, Attachment(ContentKind.OTHER, words="подкаст «Эфир»")),
    ("video_playlist", {"title": "Эфиры"}, Attachment(ContentKind.OTHER, words="плейлист «Эфиры»")),
    ("mini_app", {"url": "https://vk.com/app1"}, Attachment(ContentKind.OTHER, words="вложение ВКонтакте (mini_app)", url="https://vk.com/app1")),
    ("hologram", {"title": "Чудо"}, Attachment(ContentKind.OTHER, words="Чудо")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "body", "expected"), FILES + TOLD, ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_kind_of_attachment(kind: str, body: dict[str, Any], expected: Attachment) -> None:
    """What has bytes is a file to fetch; the rest is words and an address."""
    assert attached(kind, body) == expected


def test_file_keeps_its_name_when_its_address_changes() -> None:
    """A file is known by its owner and number, or by its address without the signature."""
    first, second = (attached("graffiti", {"url": f"https://x.ru/a.png?sign={sign}"}) for sign in (1, 2))
    assert first.remote is not None
    assert second.remote is not None
    assert first.remote.unique == second.remote.unique
    assert attached("graffiti", {"url": "javascript:alert(1)"}).remote is None


@pytest.mark.parametrize("body", [None, 5, "x", [], {}, {"sizes": "x"}, {"price": 5, "answers": 7, "images": None}])
@pytest.mark.parametrize("kind", [kind for kind, _, _ in FILES + TOLD])
def test_attachment_of_no_shape_stops_nothing(kind: str, body: Any) -> None:
    """Whatever VK sends, the message arrives."""
    incoming = said(text="см.", attachments=[{"type": kind, kind: body}, "nonsense", {"type": 5}, {}])
    assert incoming.text == rich("см.")
    assert len(incoming.attachments) == 3


def test_place() -> None:
    """A point on the map, with the name of the place."""
    geo = {"type": "point", "coordinates": {"latitude": 55.5, "longitude": 37}, "place": {"title": "Офис"}}
    assert said(geo=geo).attachments == (Attachment(ContentKind.LOCATION, place=Place(55.5, 37.0, "Офис")),)
    assert said(text="?", geo={"coordinates": {"latitude": "x"}}).attachments == ()
