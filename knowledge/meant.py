"""Keys of other people's files that mean nothing here, and the ones that their authors probably meant."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

KNOWN = (
    "id",
    "title",
    "answer",
    "format",
    "spans",
    "questions",
    "tags",
    "sources",
    "owner",
    "valid_until",
    "centre",
    "enabled",
)
_OTHER_NAMES = {
    "title": ("name", "heading", "header", "subject", "заголовок", "вопрос"),
    "answer": ("text", "body", "content", "reply", "response", "ответ", "текст"),
    "questions": ("alts", "alternatives", "wordings", "variants", "synonyms", "phrases", "формулировки"),
    "tags": ("labels", "keywords", "categories", "category", "метки", "теги"),
    "sources": ("links", "urls", "url", "references", "источники", "ссылки"),
    "owner": ("author", "responsible", "ответственный"),
    "valid_until": ("until", "expires", "expires_at", "valid_to", "deadline", "срок", "действует до"),
    "centre": ("center", "office", "центр"),
    "enabled": ("active", "on", "published", "is_active", "включена"),
}
_MEANT = {other: key for key, others in _OTHER_NAMES.items() for other in others}
_MOST = 20
"""Of one line: more is another kind of file."""
_LONGEST = 60


def unknown(data: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """The keys that are not known, at most twenty, each with the known one that it stands for unless that is there."""
    names = [name for name in data if name not in KNOWN][:_MOST]
    return tuple((name[:_LONGEST], _guess(name, data)) for name in names)


def _guess(name: str, data: Mapping[str, object]) -> str:
    plain = name.strip().lower()
    near = get_close_matches(plain, KNOWN, n=1, cutoff=0.75)
    found = _MEANT.get(plain) or (near[0] if near else "")
    return "" if found in data else found
