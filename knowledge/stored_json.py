"""A column with a JSON object that one damaged row does not make unreadable for all the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Dialect
from sqlalchemy.types import TypeDecorator


@dataclass(frozen=True, slots=True)
class Written:
    """JSON that is written already, as `bot.database.to_json` does it."""

    text: str


class StoredJson(TypeDecorator[dict[str, Any]]):
    """JSON; what is no object comes as `{}`, which is neither an article nor a calibration."""

    impl = JSON
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Takes what is `Written` as it is: many rows are written in a hurry."""
        write = super().bind_processor(dialect)

        def ready(value: Any) -> Any:
            if isinstance(value, Written):
                return value.text
            return value if write is None else write(value)

        return ready

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Reads what SQLite keeps as text: PostgreSQL takes nothing but JSON in."""
        read = super().result_processor(dialect, coltype)

        def lenient(value: Any) -> Any:
            if value is None:
                return None
            try:
                found = value if read is None else read(value)
            except (ValueError, TypeError, RecursionError):
                return {}
            return found if isinstance(found, dict) else {}

        return lenient
