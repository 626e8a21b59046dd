"""What a person does with the wordings that wait: one after another, each decided once, and any decision undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge import state
from knowledge.learning import LONGEST_WORDING, Wording, WordingState, decide
from knowledge.store import StoredArticle
from knowledge.text import normalise


class Rewording(StrEnum):
    """What came of a person's own text in place of a client's."""

    LEARNED = "learned"
    KNOWN = "known"
    """The article says or has learned it already: what the client wrote is declined."""
    NO_WORDS = "no_words"
    TOO_LONG = "too_long"


async def get(session: AsyncSession, wording_id: int) -> Wording | None:
    """A wording as it is now, locked until the end of the transaction: it is decided upon once."""
    return await session.get(Wording, wording_id, with_for_update=True, populate_existing=True)


async def following(session: AsyncSession, after: Wording | None = None) -> Wording | None:
    """What is to be decided upon next: what came up most often, then the oldest. Behind one that is skipped comes the
    next in this order, and behind the last one the first again; None when nothing (else) waits."""
    if after is not None:
        behind = or_(Wording.times < after.times, and_(Wording.times == after.times, Wording.id > after.id))
        if (found := await session.scalar(_waiting().where(behind).limit(1))) is not None:
            return found
    first = await session.scalar(_waiting().limit(1))
    return None if first is None or (after is not None and first.id == after.id) else first


async def undo(session: AsyncSession, wording: Wording, now: datetime) -> bool:
    """The decision is no longer one: the wording waits again. False when it waits already."""
    if not await decide(session, wording, WordingState.PROPOSED, "", now):
        return False
    wording.decided_at = None
    return True


async def learn_as(session: AsyncSession, wording: Wording, text: str, by: str, now: datetime) -> Rewording:
    """Learns `text` in place of what the client wrote, which is not kept."""
    text, normal = " ".join(text.split()), normalise(text)
    if not normal:
        return Rewording.NO_WORDS
    if max(len(text), len(normal)) > LONGEST_WORDING:
        return Rewording.TOO_LONG
    same = select(Wording).where(Wording.article_id == wording.article_id, Wording.normal == normal)
    other = await session.scalar(same.where(Wording.id != wording.id).with_for_update())
    article = await session.get(StoredArticle, wording.article_id)
    said = article.readable if article is not None else None
    if said is not None and any(normalise(own) == normal for own in said.wordings):
        await decide(session, wording, WordingState.DECLINED, by, now)
        return Rewording.KNOWN
    if other is not None:
        await decide(session, wording, WordingState.DECLINED, by, now)
        return Rewording.LEARNED if await decide(session, other, WordingState.LEARNED, by, now) else Rewording.KNOWN
    wording.text, wording.normal = text, normal
    if not await decide(session, wording, WordingState.LEARNED, by, now):
        await state.changed(session)
    return Rewording.LEARNED


async def withdraw(session: AsyncSession, article_id: str, text: str) -> None:
    """What once spoke for a wording was a mistake: if nothing else did, it does not wait any more."""
    same = select(Wording).where(Wording.article_id == article_id, Wording.normal == normalise(text))
    wording = await session.scalar(same.where(Wording.state == WordingState.PROPOSED).with_for_update())
    if wording is not None and wording.times > 1:
        wording.times -= 1
    elif wording is not None:
        await session.delete(wording)


async def find_learned(session: AsyncSession, words: str = "", limit: int = 10) -> tuple[Sequence[Wording], int]:
    """The learned wordings that have all these words, in their own text or in their article's title, newest first, and
    how many there are beside the first `limit`."""
    wanted = normalise(words).split()
    query = select(Wording).where(Wording.state == WordingState.LEARNED)
    rows = (await session.scalars(query.order_by(Wording.decided_at.desc(), Wording.id.desc()))).all()
    if wanted:
        titles = await titles_of(session, rows)
        rows = [row for row in rows if _has(f"{row.normal} {normalise(titles[row.article_id])}", wanted)]
    return rows[:limit], max(0, len(rows) - limit)


async def titles_of(session: AsyncSession, wordings: Sequence[Wording]) -> dict[str, str]:
    """The titles of their articles, by article."""
    ids = {wording.article_id for wording in wordings}
    rows = await session.scalars(select(StoredArticle).where(StoredArticle.id.in_(ids))) if ids else ()
    return {row.id: article.title if (article := row.readable) else row.id for row in rows}


def _has(text: str, wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in text.split()) for part in wanted)


def _waiting() -> Select[Wording]:
    query = select(Wording).where(Wording.state == WordingState.PROPOSED)
    return query.order_by(Wording.times.desc(), Wording.id)
