"""Messages of every kind as the Bot API describes them, and what they are to the line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.content import Attachment, ContactCard, ContentKind, Place, RemoteFile

CHAT = {"id": 42, "type": "private", "first_name": "Анна"}
USER = {"id": 42, "is_bot": False, "first_name": "Анна"}
DATE = 1_790_000_000

FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 1000}
MOVIE = FILE | {"width": 640, "height": 480, "duration": 3}
SMALL = {"file_id": "s", "file_unique_id": "su", "width": 90, "height": 60, "file_size": 10}
PHOTO = [FILE | {"width": 1280, "height": 853}, SMALL]
POINT = {"latitude": 55.75, "longitude": 37.61}
STICKER = FILE | {"type": "regular", "width": 512, "height": 512}


def message(**fields: Any) -> dict[str, Any]:
    """A message in a private chat."""
    return {"message_id": 7, "from": USER, "chat": CHAT, "date": DATE} | fields


def file(kind: ContentKind, **claims: Any) -> Attachment:
    """What a file of these samples is understood as by the clients' bot."""
    return replace(Attachment(kind, RemoteFile("telegram", "f", "u", 1000), size=1000), **claims)


def other(words: str) -> Attachment:
    """What only Telegram has."""
    return Attachment(ContentKind.OTHER, words=words)


_K = ContentKind

KINDS: list[tuple[str, dict[str, Any], Attachment]] = [
    ("photo", {"photo": PHOTO}, file(_K.PHOTO, mime="image/jpeg")),
    (
        "live photo",
        {"photo": PHOTO, "live_photo": MOVIE | {"file_id": "m", "photo": PHOTO}},
        file(_K.PHOTO, mime="image/jpeg"),
    ),
    ("live photo without a still", {"live_photo": MOVIE}, file(_K.VIDEO, mime="video/mp4", duration=3)),
    (
        "document",
        {"document": FILE | {"file_name": "Акт №7.pdf", "mime_type": "application/pdf"}},
        file(_K.DOCUMENT, name="Акт №7.pdf", mime="application/pdf"),
    ),
    ("nameless document", {"document": FILE}, file(_K.DOCUMENT)),
    (
        "animation",
        {"animation": MOVIE | {"file_name": "кот.mp4", "mime_type": "video/mp4"}, "document": FILE},
        file(_K.ANIMATION, name="кот.mp4", mime="video/mp4", duration=3),
    ),
    ("voice", {"voice": FILE | {"duration": 4}}, file(_K.VOICE, mime="audio/ogg", duration=4)),
    (
        "audio",
        {"audio": FILE | {"duration": 200, "performer": "Кино", "title": "Перемен", "mime_type": "audio/mpeg"}},
        file(_K.AUDIO, mime="audio/mpeg", duration=200, words="Кино — Перемен"),
    ),
    (
        "audio without a performer",
        {"audio": FILE | {"duration": 200, "title": "Запись 1", "file_name": "1.mp3"}},
        file(_K.AUDIO, name="1.mp3", duration=200, words="Запись 1"),
    ),
    ("video", {"video": MOVIE}, file(_K.VIDEO, mime="video/mp4", duration=3)),
    (
        "video note",
        {"video_note": FILE | {"length": 240, "duration": 5}},
        file(_K.VIDEO_NOTE, mime="video/mp4", duration=5),
    ),
    (
        "sticker",
        {"sticker": STICKER | {"emoji": "👍", "is_animated": False, "is_video": False}},
        file(_K.STICKER, mime="image/webp", words="👍"),
    ),
    (
        "moving sticker",
        {"sticker": STICKER | {"is_animated": True, "is_video": False}},
        file(_K.STICKER, mime="application/x-tgsticker"),
    ),
    ("location", {"location": POINT}, Attachment(_K.LOCATION, place=Place(55.75, 37.61))),
    (
        "venue",
        {"location": POINT, "venue": {"location": POINT, "title": "Офис", "address": "Тверская, 1"}},
        Attachment(_K.LOCATION, place=Place(55.75, 37.61, "Офис, Тверская, 1"), words="Офис, Тверская, 1"),
    ),
    (
        "contact",
        {"contact": {"phone_number": "+79990000000", "first_name": "Пётр", "last_name": "Ильин"}},
        Attachment(_K.CONTACT, contact=ContactCard("Пётр Ильин", "+79990000000")),
    ),
    (
        "poll",
        {
            "poll": {
                "id": "1",
                "question": "Когда?",
                "options": [
                    {"persistent_id": "0", "text": "Сегодня", "voter_count": 0},
                    {"persistent_id": "1", "text": "Завтра", "voter_count": 0},
                ],
                "total_voter_count": 0,
                "is_closed": False,
                "is_anonymous": True,
                "type": "regular",
                "allows_multiple_answers": False,
                "allows_revoting": True,
                "members_only": False,
            }
        },
        Attachment(_K.POLL, words="Когда? — Сегодня / Завтра"),
    ),
    ("dice", {"dice": {"emoji": "🎲", "value": 6}}, other("🎲 выпало 6")),
    (
        "game",
        {"game": {"title": "Тетрис", "description": "!", "photo": PHOTO}},
        other("Игра «Тетрис»"),
    ),
    (
        "invoice",
        {
            "invoice": {
                "title": "Книга",
                "description": "!",
                "start_parameter": "b",
                "currency": "RUB",
                "total_amount": 100,
            }
        },
        other("Счёт на оплату «Книга»"),
    ),
    (
        "checklist",
        {
            "checklist": {
                "title": "Отчёт",
                "tasks": [{"id": 1, "text": "Баланс", "completion_date": DATE}, {"id": 2, "text": "Налог"}],
            }
        },
        other("Список дел «Отчёт»\n☑ Баланс\n☐ Налог"),
    ),
    ("story", {"story": {"chat": CHAT, "id": 3}}, other("История")),
    (
        "paid media",
        {"paid_media": {"star_count": 1, "paid_media": [{"type": "photo", "photo": PHOTO}]}},
        other("Платные материалы"),
    ),
    (
        "giveaway",
        {"giveaway": {"chats": [CHAT], "winners_selection_date": DATE, "winner_count": 1}},
        other("Розыгрыш"),
    ),
    (
        "winners of a giveaway",
        {
            "giveaway_winners": {
                "chat": CHAT,
                "giveaway_message_id": 1,
                "winners_selection_date": DATE,
                "winner_count": 1,
                "winners": [USER],
            }
        },
        other("Итоги розыгрыша"),
    ),
    ("what bots are not shown", {}, other("Сообщение, которое Telegram не показывает ботам")),
    ("what is invented later", {"hologram": {"depth": 3}}, other("Сообщение, которое Telegram не показывает ботам")),
]
"""Name, fields of the message, what stands beside its text."""
