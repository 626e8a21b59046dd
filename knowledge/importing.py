"""A file laid over the base: what would come of each entry, and the entries put in, batch by batch.

Nothing is deleted: with `replace`, articles that the file does not have are switched off, and those that it has are
switched on unless it says otherwise. Without it, what the file does not say of an article's state stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.richtext import RichText
from knowledge import state
from knowledge.articles import Article
from knowledge.entries import Entry
from knowledge.fitting import fault, tidied
from knowledge.markdown_writing import canonical
from knowledge.store import Act, Revision, StoredArticle, content_of

BATCH = 500
"""Entries at a time: some megabytes."""
_FIELDS = ("title", "answer", "questions", "tags", "sources", "owner", "valid_until", "centre")


class Fate(StrEnum):
    """What comes of an entry."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SWITCHED_OFF = "switched_off"
    """The file does not have it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What comes of an article; `fields` are the names of `Article`'s that differ, with «on» or «off» behind them."""

    id: str
    fate: Fate
    fields: tuple[str, ...] = ()
    stays_off: bool = False
    """It is in the file, and clients will not see it all the same."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An article as it is in the base."""

    article: Article
    enabled: bool
    unreadable: bool = False
    """Its row is damaged: `article` has nothing but the id."""

    @classmethod
    def of(cls, row: StoredArticle) -> Standing:
        """What a row says."""
        article = row.readable
        return cls(article or Article(row.id, "", RichText("")), row.enabled, unreadable=article is None)


def batches(entries: Iterable[Entry | str]) -> Iterator[tuple[list[Entry], list[str]]]:
    """Good entries, fit to be compared and stored, and the sentences about bad ones; some hundreds at a time."""
    rest = iter(entries)
    while some := list(islice(rest, BATCH)):
        whole = [one if isinstance(one, str) else tidied(one) for one in some]
        told = [one if isinstance(one, str) else fault(one) for one in whole]
        good = [one for one, sentence in zip(whole, told, strict=True) if not isinstance(one, str) and not sentence]
        yield good, [sentence for sentence in told if sentence]


def change(entry: Entry, before: Standing | None, *, replaces: bool) -> Change:
    """What comes of an entry."""
    enabled = _wanted(entry, before, replaces=replaces)
    if before is None:
        return Change(entry.article.id, Fate.ADDED, () if enabled else ("off",), not enabled)
    fields = [name for name in _FIELDS if _part(entry.article, name) != _part(before.article, name)]
    if before.unreadable:
        fields = ["unreadable"]
    if before.enabled != enabled:
        fields.append("on" if enabled else "off")
    return Change(entry.article.id, Fate.CHANGED if fields else Fate.UNCHANGED, tuple(fields), not enabled)


async def compare(
    session: AsyncSession | None, entries: Sequence[Entry], shipped: Mapping[str, Article], *, replaces: bool
) -> list[Change]:
    """What would come of a batch; `shipped` are the articles that the service is about to put into the base."""
    rows = {} if session is None else await _rows(session, [entry.article.id for entry in entries])
    found = []
    for entry in entries:
        row, coming = rows.get(entry.article.id), shipped.get(entry.article.id)
        before = Standing.of(row) if row else Standing(coming, enabled=True) if coming else None
        found.append(change(entry, before, replaces=replaces))
    if session is not None:
        session.expunge_all()
    return found


async def left_over(session: AsyncSession | None, shipped: Iterable[str], named: Collection[str]) -> list[str]:
    """The ids of the articles that are switched on, or are about to be put in, and not named."""
    there = (
        {} if session is None else dict((await session.execute(select(StoredArticle.id, StoredArticle.enabled))).all())
    )
    ids = {number for number, enabled in there.items() if enabled} | {one for one in shipped if one not in there}
    return sorted(ids - set(named))


async def put(
    session: AsyncSession, entries: Sequence[Entry], author: str, now: datetime, *, replaces: bool
) -> list[Change]:
    """Puts a batch in. `finish` has to follow the last one."""
    rows = await _rows(session, [entry.article.id for entry in entries])
    changes, revisions = [], []
    for entry in entries:
        row = rows.get(entry.article.id)
        one = change(entry, Standing.of(row) if row else None, replaces=replaces)
        changes.append(one)
        if row is None:
            row = StoredArticle(id=entry.article.id, content={}, enabled=True, revision=0, changed_at=now)
            session.add(row)
        revisions += _revise(row, entry.article, one, author, now)
    await _write(session, revisions)
    return changes


async def switch_off(session: AsyncSession, ids: Sequence[str], author: str, now: datetime) -> list[Change]:
    """Switches articles off. `finish` has to follow."""
    found = []
    for start in range(0, len(ids), BATCH):
        rows = await _rows(session, ids[start : start + BATCH])
        changes = {row.id: Change(row.id, Fate.SWITCHED_OFF, ("off",), stays_off=True) for row in rows.values()}
        await _write(session, [one for row in rows.values() for one in _switch(row, changes[row.id], author, now)])
        found += list(changes.values())
    return found


async def finish(session: AsyncSession, changes: Iterable[Change]) -> None:
    """Every running copy looks again, when there is anything to see."""
    if any(one.fate is not Fate.UNCHANGED for one in changes):
        await state.changed(session)


async def _rows(session: AsyncSession, ids: Sequence[str]) -> dict[str, StoredArticle]:
    query = select(StoredArticle).where(StoredArticle.id.in_(ids))
    return {row.id: row for row in await session.scalars(query)}


async def _write(session: AsyncSession, revisions: Iterable[Revision]) -> None:
    """First the articles, which the revisions name; then nothing of the batch stays in memory."""
    await session.flush()
    session.add_all(revisions)
    await session.flush()
    session.expunge_all()


def _revise(row: StoredArticle, article: Article, one: Change, author: str, now: datetime) -> list[Revision]:
    if one.fate is Fate.UNCHANGED:
        return []
    if one.fate is Fate.ADDED:
        row.content, row.enabled = content_of(article), not one.stays_off
        return [_revision(row, Act.ADDED, author, now)]
    edited = []
    if set(one.fields) - {"on", "off"}:
        row.content = content_of(article)
        edited = [_revision(row, Act.EDITED, author, now)]
    return edited + _switch(row, one, author, now)


def _switch(row: StoredArticle, one: Change, author: str, now: datetime) -> list[Revision]:
    if not {"on", "off"} & set(one.fields):
        return []
    row.enabled = "on" in one.fields
    return [_revision(row, Act.ON if row.enabled else Act.OFF, author, now)]


def _revision(row: StoredArticle, act: Act, author: str, now: datetime) -> Revision:
    row.revision, row.changed_at = row.revision + 1, now
    return Revision(
        article_id=row.id,
        number=row.revision,
        act=act,
        author=author,
        at=now,
        content=row.content,
        enabled=row.enabled,
    )


def _wanted(entry: Entry, before: Standing | None, *, replaces: bool) -> bool:
    if entry.enabled is not None:
        return entry.enabled
    return replaces or before is None or before.enabled


def _part(article: Article, name: str) -> object:
    value = getattr(article, name)
    return canonical(value) if isinstance(value, RichText) else value
