"""A file laid over the base: what would come of each entry (`knowledge.putting` does it).

Nothing is deleted: with `replace`, articles that the file does not have are switched off, and those that it has are
switched on unless it says otherwise. Without it, what the file does not say of an article's state stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.richtext import RichText
from knowledge.articles import Article
from knowledge.entries import Entry
from knowledge.fitting import fault, tidied
from knowledge.markdown_writing import canonical
from knowledge.store import StoredArticle

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
    enabled = wanted(entry.enabled, before.enabled if before else None, replaces=replaces)
    if before is None:
        return Change(entry.article.id, Fate.ADDED, () if enabled else ("off",), not enabled)
    fields = ["unreadable"] if before.unreadable else differing(entry.article, before.article)
    if before.enabled != enabled:
        fields.append("on" if enabled else "off")
    return Change(entry.article.id, Fate.CHANGED if fields else Fate.UNCHANGED, tuple(fields), not enabled)


def differing(one: Article, other: Article) -> list[str]:
    """The names of the parts that do not say the same."""
    return [name for name in _FIELDS if _part(one, name) != _part(other, name)]


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


async def _rows(session: AsyncSession, ids: Sequence[str]) -> dict[str, StoredArticle]:
    query = select(StoredArticle).where(StoredArticle.id.in_(ids))
    return {row.id: row for row in await session.scalars(query)}


def wanted(said: bool | None, before: bool | None, *, replaces: bool) -> bool:
    """Whether an article will be on: what the file says of it, and whether it is in the base now (None where it is not
    there)."""
    if said is not None:
        return said
    return replaces or before is None or before


def _part(article: Article, name: str) -> object:
    value = getattr(article, name)
    return canonical(value) if isinstance(value, RichText) else value
