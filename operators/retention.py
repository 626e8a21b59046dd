"""Old data is destroyed by itself: at night by the centre's clock, some rows at a time, from where the last one ended.

A night that was missed is made up for by the next one, since age decides and not the date. What belongs to an open
request is left; so is what is still to be processed or sent. Each night that destroyed something leaves an act.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base
from bot.holding import Category
from operators import acts

log = structlog.get_logger()

NIGHT = range(1, 6)
"""The hours of the centre's clock in which old data is destroyed."""

MOST = 300
"""Rows looked at in one transaction: some hundredths of a second in which nobody else writes."""


class RetentionMark(Base):
    """How far a kind of rows is swept: none up to `swept_to` is left. `destroyed`: rows that no act tells of yet."""

    __tablename__ = "retention_marks"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    swept_to: Mapped[int] = mapped_column(default=0)
    destroyed: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A table whose rows are kept for `days` (0: for ever). Its ids have to grow with time.

    - `age`: when a row came; behind the first that is too young nothing is looked at.
    - `concerns`: which rows of the table it is about; the others are passed by.
    - `spared`: the ids among these rows that stay for now; they are looked at again the next night.
    - `destroy`: what is done with the others.
    """

    kind: str
    model: type[Base]
    category: Category
    days: int
    age: Callable[[Any], datetime]
    spared: Callable[[AsyncSession, Sequence[Any], datetime], Awaitable[Collection[int]]]
    destroy: Callable[[AsyncSession, Sequence[Any], datetime], Awaitable[None]]
    concerns: Callable[[Any], bool] = lambda _row: True


class Retention:
    """Goes through the rules, one batch in each transaction."""

    def __init__(self, rules: Sequence[Rule], time_zone: ZoneInfo, most: int = MOST) -> None:
        self._rules = [rule for rule in rules if rule.days]
        self._time_zone, self._most = time_zone, most
        self._night: date | None = None
        self._left: list[Rule] = []
        self._at = 0
        """Where tonight's walk through the first of `_left` stands; its mark stays behind whatever is spared."""

    async def sweep(self, session: AsyncSession, now: datetime) -> bool:
        """One batch; whether there may be more to do tonight."""
        local = now.astimezone(self._time_zone)
        if local.hour not in NIGHT:
            return False
        if self._night != local.date():
            self._night, self._left, self._at = local.date(), list(self._rules), 0
        if not self._left:
            return False
        if await self._batch(session, self._left[0], now):
            return True
        self._left, self._at = self._left[1:], 0
        if not self._left:
            await self._write_act(session, now)
        return bool(self._left)

    async def _batch(self, session: AsyncSession, rule: Rule, now: datetime) -> bool:
        """Whether there is more behind these rows."""
        mark = await _mark_of(session, rule.kind)
        walked = max(self._at, mark.swept_to)
        key: Any = rule.model.id  # type: ignore[attr-defined]
        rows = (await session.scalars(select(rule.model).where(key > walked).order_by(key).limit(self._most))).all()
        before = now - timedelta(days=rule.days)
        old: list[Any] = []
        for row in rows:
            if rule.age(row) >= before:
                break
            old.append(row)
        if not old:
            return False
        concerned = [row for row in old if rule.concerns(row)]
        spared = set(await rule.spared(session, concerned, before)) if concerned else set()
        gone = [row for row in concerned if row.id not in spared]
        last = old[-1].id
        if walked == mark.swept_to:
            # Nothing was spared before these rows.
            mark.swept_to = min(spared) - 1 if spared else last
        if gone:
            mark.destroyed += len(gone)
            await session.flush()
            await rule.destroy(session, gone, now)
            log.info("retention.swept", kind=rule.kind, rows=len(gone))
        self._at = last
        return len(old) == self._most

    async def _write_act(self, session: AsyncSession, now: datetime) -> None:
        counts: dict[str, int] = {}
        categories = {rule.kind: rule.category for rule in self._rules}
        for mark in await session.scalars(select(RetentionMark).where(RetentionMark.destroyed > 0)):
            category = categories.get(mark.kind, Category.SERVICE)
            counts[category] = counts.get(category, 0) + mark.destroyed
            mark.destroyed = 0
        if counts:
            acts.write_retention(session, counts, now)


async def _mark_of(session: AsyncSession, kind: str) -> RetentionMark:
    mark = await session.get(RetentionMark, kind)
    if mark is None:
        mark = RetentionMark(kind=kind, swept_to=0, destroyed=0)
        session.add(mark)
        await session.flush()
    return mark
