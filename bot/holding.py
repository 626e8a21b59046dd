"""What a table holds of a person: what of it is shown to them, and how it is destroyed.

Every table is declared in the `holdings` of its package: as a `Holding` or, where it has no client's data, as `Apart`.
A test says which one was forgotten.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, delete, func, inspect, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Base
from bot.subjects import Subject

Told = Mapping[str, object]
"""A row as a person reads it, by the keys of `privacy-field-…`; what is None is left out."""


class Category(StrEnum):
    """Kinds of data, as a person (and the act of destruction) names them."""

    ACCOUNTS = "accounts"
    CARD = "card"
    CONSENTS = "consents"
    REQUESTS = "requests"
    MESSAGES = "messages"
    LETTERS = "letters"
    FILES = "files"
    OPINIONS = "opinions"
    NOTES = "notes"
    SERVICE = "service"


class Why(StrEnum):
    """Why a table is none of a client's data."""

    IMPERSONAL = "impersonal"
    """Nothing about a person is in it."""
    STAFF = "staff"
    """The centre's own people."""
    CONTRACT = "contract"
    """The centre's CRM brought it, on the ground of a contract and not of a consent; the CRM is where it is mended."""
    PROOF = "proof"
    """What is left when the data is gone: which consent there was, what was destroyed. By numbers alone."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A table without a client's data."""

    model: type[Base]
    why: Why


@dataclass(frozen=True, slots=True)
class Holding:
    """A table's rows of a person.

    - `whose`: which rows; `left`: those of them that still hold something.
    - `blank`: what the columns become; without it rows are deleted. `stamp`: the column that says when that was.
    - `kept`: nothing of it is destroyed: it is the proof of what there was.
    - `before`: what has to be let go first, by the rows' primary keys (files, rows that point here).
    - `told`: a row as the person reads it; None for what only repeats or serves something that is told elsewhere.
    """

    model: type[Base]
    category: Category
    whose: Callable[[Subject], ColumnElement[bool]]
    blank: Mapping[str, Any] = field(default_factory=dict)
    stamp: str | None = None
    left: Callable[[], ColumnElement[bool]] = true
    before: Callable[[AsyncSession, Sequence[Any], datetime], Awaitable[None]] | None = None
    told: Callable[[Any], Told] | None = None
    kept: bool = False

    async def count(self, session: AsyncSession, subject: Subject) -> int:
        """How many rows are the person's."""
        query = select(func.count()).select_from(self.model).where(self.whose(subject), self.left())
        return await session.scalar(query) or 0

    async def rows(self, session: AsyncSession, subject: Subject, after: Any, limit: int) -> Sequence[Any]:
        """The person's rows behind a primary key (None: from the first), oldest first."""
        key = self._key()
        query = select(self.model).where(self.whose(subject), self.left()).order_by(key).limit(limit)
        return (await session.scalars(query if after is None else query.where(key > after))).all()

    async def destroy(self, session: AsyncSession, subject: Subject, limit: int, now: datetime) -> int:
        """Destroys up to `limit` rows; returns how many that were."""
        if self.kept:
            return 0
        key = self._key()
        query = select(key).where(self.whose(subject), self.left()).order_by(key).limit(limit)
        keys = (await session.scalars(query)).all()
        if not keys:
            return 0
        if self.before is not None:
            await self.before(session, keys, now)
        values = {**self.blank, **({self.stamp: now} if self.stamp else {})}
        statement = update(self.model).values(values) if values else delete(self.model)
        await session.execute(statement.where(key.in_(keys)), execution_options={"synchronize_session": False})
        return len(keys)

    def key_of(self, row: Any) -> Any:
        """The primary key of a row."""
        return getattr(row, self._key().key)

    def _key(self) -> Any:
        (key,) = inspect(self.model).primary_key
        return getattr(self.model, key.name)
