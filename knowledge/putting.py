"""Entries put into the base, many rows at a time: on SQLite nobody else writes meanwhile, clients' messages neither.

All that takes time is done before: the spool has the content of each article as the very text that is stored, and what
is stored already is compared with it as a text first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge import state
from knowledge.importing import BATCH, differing, wanted
from knowledge.spool import Prepared
from knowledge.store import Act, Revision, StoredArticle, Unreadable, read_content
from knowledge.stored_json import Written


@dataclass(frozen=True, slots=True)
class _Row:
    """An article as it is in the base; `revision` is 0 where it is not there."""

    id: str
    revision: int
    enabled: bool
    content: str


async def put(
    session: AsyncSession, entries: Iterable[Sequence[Prepared]], author: str, now: datetime, *, replaces: bool
) -> None:
    """Puts batches in; with `replaces` switches off what they do not have. Every running copy then looks again, unless
    nothing was changed."""
    named: set[str] = set()
    changed = False
    for batch in entries:
        named |= {one.id for one in batch}
        known = await _rows(session, [one.id for one in batch])
        steps = [step for one in batch for step in _steps(one, known.get(one.id), replaces=replaces)]
        changed = await _write(session, steps, author, now) or changed
    if replaces:
        for rows in await _others(session, named):
            changed = await _write(session, [(row, Act.OFF) for row in rows], author, now) or changed
    if changed:
        await state.changed(session)


def _steps(one: Prepared, before: _Row | None, *, replaces: bool) -> list[tuple[_Row, Act]]:
    """What is to be done to an article, each with what it is afterwards."""
    enabled = wanted(one.enabled, before.enabled if before else None, replaces=replaces)
    if before is None:
        return [(_Row(one.id, 1, enabled, one.content), Act.ADDED)]
    steps, row = [], before
    if not _same(one, before):
        row = _Row(row.id, row.revision + 1, row.enabled, one.content)
        steps.append((row, Act.EDITED))
    if row.enabled != enabled:
        row = _Row(row.id, row.revision + 1, enabled, row.content)
        steps.append((row, Act.ON if enabled else Act.OFF))
    return steps


def _same(one: Prepared, before: _Row) -> bool:
    """Whether both say the same, if need be in another order of formatting."""
    if one.content == before.content:
        return True
    try:
        return not differing(*(read_content(one.id, json.loads(text)) for text in (one.content, before.content)))
    except (ValueError, TypeError, RecursionError, Unreadable):
        return False


async def _write(session: AsyncSession, steps: Sequence[tuple[_Row, Act]], author: str, now: datetime) -> bool:
    """First the articles, which the revisions name; whether there was anything to write."""
    last = {row.id: row for row, _ in steps}
    added = {row.id for row, act in steps if act is Act.ADDED}
    new = [{"id": row.id, **_values(row, now)} for row in last.values() if row.id in added]
    old = [{"id": row.id, **_values(row, now)} for row in last.values() if row.id not in added]
    if new:
        await session.execute(insert(StoredArticle), new)
    if old:
        await session.execute(update(StoredArticle), old)
    if steps:
        await session.execute(insert(Revision), [_revision(row, act, author, now) for row, act in steps])
    return bool(steps)


def _values(row: _Row, now: datetime) -> dict[str, Any]:
    return {"content": Written(row.content), "enabled": row.enabled, "revision": row.revision, "changed_at": now}


def _revision(row: _Row, act: Act, author: str, now: datetime) -> dict[str, Any]:
    about = {"article_id": row.id, "number": row.revision, "act": act, "author": author, "at": now}
    return {**about, "content": Written(row.content), "enabled": row.enabled}


async def _rows(session: AsyncSession, ids: Sequence[str]) -> dict[str, _Row]:
    columns = StoredArticle.id, StoredArticle.revision, StoredArticle.enabled, cast(StoredArticle.content, Text)
    found = await session.execute(select(*columns).where(StoredArticle.id.in_(ids)))
    return {number: _Row(number, revision, enabled, content) for number, revision, enabled, content in found}


async def _others(session: AsyncSession, named: set[str]) -> list[list[_Row]]:
    """The articles that are on and not named, as they will be, batch by batch."""
    on = await session.scalars(select(StoredArticle.id).where(StoredArticle.enabled).order_by(StoredArticle.id))
    ids = [number for number in on if number not in named]
    found = [await _rows(session, ids[start : start + BATCH]) for start in range(0, len(ids), BATCH)]
    return [[_Row(row.id, row.revision + 1, False, row.content) for row in rows.values()] for rows in found]
