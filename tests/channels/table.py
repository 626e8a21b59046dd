"""The table kinds × channels as people see it: what arrives of each kind on each messenger (`bot.carriage.TRAITS`)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content import ContentKind

_K = ContentKind

Arrives = ContentKind | str
"""A kind, or the words that take its place."""

_ON_TELEGRAM: Mapping[ContentKind, Arrives] = {
    _K.PHOTO: _K.PHOTO,
    _K.DOCUMENT: _K.DOCUMENT,
    _K.VOICE: _K.VOICE,
    _K.AUDIO: _K.AUDIO,
    _K.VIDEO: _K.VIDEO,
    _K.ANIMATION: _K.ANIMATION,
    _K.VIDEO_NOTE: _K.VIDEO_NOTE,
    _K.STICKER: _K.STICKER,
    _K.LOCATION: _K.LOCATION,
    _K.CONTACT: _K.CONTACT,
    _K.POLL: "[опрос: Когда? — Сегодня / Завтра]",
    _K.OTHER: "[Игра «Тетрис»]",
}

ARRIVES: Mapping[str, Mapping[ContentKind, Arrives]] = {
    "telegram": _ON_TELEGRAM,
    "desk": _ON_TELEGRAM,
    "memory": _ON_TELEGRAM,
    "email": dict.fromkeys(_ON_TELEGRAM, _K.DOCUMENT)
    | {
        _K.LOCATION: "[место на карте, 55.750000, 37.610000]",
        _K.CONTACT: "[контакт, Пётр Ильин, +79990000000]",
        _K.POLL: "[опрос: Когда? — Сегодня / Завтра]",
        _K.OTHER: "[Игра «Тетрис»]",
    },
    "vk": {
        _K.PHOTO: _K.PHOTO,
        _K.DOCUMENT: _K.DOCUMENT,
        _K.VOICE: _K.VOICE,
        _K.AUDIO: _K.DOCUMENT,  # but for .mp3, which VK refuses: then words
        _K.VIDEO: _K.DOCUMENT,
        _K.ANIMATION: _K.DOCUMENT,
        _K.VIDEO_NOTE: _K.DOCUMENT,
        _K.STICKER: "[стикер 👍]",
        _K.LOCATION: _K.LOCATION,
        _K.CONTACT: "[контакт, Пётр Ильин, +79990000000]",
        _K.POLL: "[опрос: Когда? — Сегодня / Завтра]",
        _K.OTHER: "[Игра «Тетрис»]",
    },
}
"""By channel. The contract suite plays each cell on its messenger."""
