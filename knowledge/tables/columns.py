"""The columns of a table of articles, by their Russian or English names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts import say
from knowledge.entries import KnowledgeError

_NAMES = {
    "id": ("id", "ид", "код"),
    "title": ("title", "заголовок", "вопрос"),
    "answer": ("answer", "ответ"),
    "format": ("format", "формат"),
    "questions": ("questions", "формулировки"),
    "tags": ("tags", "метки", "теги"),
    "sources": ("sources", "источники"),
    "owner": ("owner", "ответственный"),
    "valid_until": ("valid_until", "valid until", "действует до"),
    "centre": ("centre", "center", "центр"),
    "enabled": ("enabled", "включена"),
    "spans": ("spans", "оформление"),
}
FIELDS = tuple(_NAMES)
NEEDED = ("id", "title", "answer")
_FIELD = {name: field for field, names in _NAMES.items() for name in names}
_RUSSIAN = {field: next((name for name in names if not name.isascii()), field) for field, names in _NAMES.items()}
HEADER = tuple(_RUSSIAN[field] for field in FIELDS)
"""The names that are written."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of every field in a row; None for columns without a name."""

    fields: tuple[str | None, ...]

    @classmethod
    def read(cls, file: str, line: int, header: Sequence[str]) -> Columns:
        """From the first row. Raises `KnowledgeError` naming what is unknown, doubled or missing."""
        fields = [_FIELD.get(_plain(name)) for name in header]
        unknown = [name for name, field in zip(header, fields, strict=True) if field is None and name.strip()]
        doubled = [field for place, field in enumerate(fields) if field and field in fields[:place]]
        missing = [field for field in NEEDED if field not in fields]
        faults = [
            say(key, file=file, line=str(line), count=len(names), names=_listed(names))
            for key, names in (
                ("table-unknown", [name[:40] for name in unknown[:5]]),
                ("table-doubled", [_RUSSIAN[field] for field in doubled[:5] if field]),
                ("table-missing", [f"{_RUSSIAN[field]} ({field})" if field != "id" else field for field in missing]),
            )
            if names
        ]
        if faults:
            raise KnowledgeError("\n".join([*faults, say("table-columns", names=_listed(HEADER))]))
        return cls(tuple(fields))

    def named(self, row: Sequence[str]) -> dict[str, str]:
        """The cells by field; those that are not there are left out."""
        return {field: cell for field, cell in zip(self.fields, row, strict=False) if field}

    def surplus(self, row: Sequence[str]) -> bool:
        """Whether something stands where there is no column: most often a separator inside of a text."""
        outside = [cell for place, cell in enumerate(row) if place >= len(self.fields) or not self.fields[place]]
        return any(cell.strip() for cell in outside)


def known(header: Sequence[str]) -> int:
    """How many of the names are columns."""
    return sum(_plain(name) in _FIELD for name in header)


def _plain(name: str) -> str:
    return " ".join(name.replace("ё", "е").replace("\ufeff", "").lower().split()).rstrip("*: ")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)
