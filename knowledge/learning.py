"""What clients thought of the answers, and their own words that articles learn once a person has confirmed them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, words
from knowledge import state
from knowledge.follow_up import telling
from knowledge.stems import stem
from knowledge.store import StoredArticle
from knowledge.text import normalise, tokens

Asked = frozenset[str]

_RECENT = 20
"""Marks of a client that are looked through."""
_LATELY = timedelta(days=30)
"""Articles are mended: later one may be shown again."""
LONGEST_WORDING = 300
"""Characters; a longer message is a story, which would be like every question."""


class AnswerMark(Base):
    """«Помогло» or «Не помогло» under an answer. `article_id` is the article's key."""

    __tablename__ = "answer_marks"
    __table_args__ = (
        Index("ix_answer_marks_article_id", "article_id"),
        Index("ix_answer_marks_address_id", "address_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"))
    article_id: Mapped[str] = mapped_column(String(40))
    question: Mapped[str] = mapped_column(Text)
    helped: Mapped[bool]
    at: Mapped[datetime]


class WordingState(StrEnum):
    """Only `LEARNED` takes part in the search."""

    PROPOSED = "proposed"
    LEARNED = "learned"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class Origin(StrEnum):
    """How it came about that these words mean this article."""

    HELPED = "helped"
    """A client chose the article from an offer and said that it helped."""
    SENT = "sent"
    """An operator sent the article in answer."""
    MERGED = "merged"
    """Staff said so of an unanswered question."""


class Wording(Base):
    """A client's words that may mean an article. Once a person has declined them they are not proposed again."""

    __tablename__ = "kb_wordings"
    __table_args__ = (UniqueConstraint("article_id", "normal"), Index("ix_kb_wordings_state", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("kb_articles.id"))
    text: Mapped[str] = mapped_column(Text)
    normal: Mapped[str] = mapped_column(String(LONGEST_WORDING))
    """The text as the search sees it: what differs only in case and punctuation is one wording."""
    origin: Mapped[Origin] = mapped_column(words(Origin, 10))
    state: Mapped[WordingState] = mapped_column(words(WordingState, 10))
    times: Mapped[int] = mapped_column(default=1)
    """How often it came up."""
    proposed_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]


async def mark(session: AsyncSession, address_id: int, key: str, question: str, now: datetime, *, helped: bool) -> None:
    """Keeps what a client thought of an article, named by its key, as the answer to their question. The search answers
    otherwise from then on when it did not help, or helped where it had not."""
    session.add(AnswerMark(address_id=address_id, article_id=key, question=question, helped=helped, at=now))
    blamed = select(AnswerMark.id).where(AnswerMark.article_id == key, AnswerMark.helped.is_(False)).limit(1)
    if not helped or await session.scalar(blamed) is not None:
        await state.changed(session)


async def refused(session: AsyncSession, address_id: int, now: datetime) -> Mapping[Asked, Collection[str]]:
    """The keys of the articles that lately did not help this client, by what was asked (see `asked`)."""
    query = select(AnswerMark).where(AnswerMark.address_id == address_id, AnswerMark.at >= now - _LATELY)
    query = query.order_by(AnswerMark.id.desc()).limit(_RECENT)
    last = dict[tuple[Asked, str], bool]()
    # What this turn has not written yet is no mark: nothing need be written early for it.
    with session.no_autoflush:
        marks = (await session.scalars(query)).all()
    for one in marks:
        last.setdefault((asked(one.question), one.article_id), one.helped)
    found: dict[Asked, set[str]] = {}
    for (question, key), helped in last.items():
        if not helped:
            found.setdefault(question, set()).add(key)
    return found


def asked(question: str) -> Asked:
    """What a question names, whatever words stand around it: «как заказать документ», «хочу заказать документ»."""
    words = tokens(question)
    return frozenset(map(stem, telling(words) or words))


async def propose(session: AsyncSession, article_id: str, text: str, origin: Origin, now: datetime) -> Wording | None:
    """Keeps a client's words for a person to decide upon; once more when they are there already. None for what no
    wording can be: without words, too long, the article's own wording, an article that is not in the base."""
    article = await session.get(StoredArticle, article_id)
    normal = normalise(text)
    said = article.readable if article is not None else None
    if said is None or not normal or len(text) > LONGEST_WORDING or len(normal) > LONGEST_WORDING:
        return None
    if any(normalise(own) == normal for own in said.wordings):
        return None
    query = select(Wording).where(Wording.article_id == article_id, Wording.normal == normal)
    known = await session.scalar(query)
    if known is not None:
        known.times += 1
        return known
    wording = Wording(
        article_id=article_id,
        text=" ".join(text.split()),
        normal=normal,
        origin=origin,
        state=WordingState.PROPOSED,
        times=1,
        proposed_at=now,
    )
    session.add(wording)
    await session.flush()
    return wording


async def proposed(session: AsyncSession, limit: int = 20) -> Sequence[Wording]:
    """What waits for a person's decision: what came up most often first, then the oldest."""
    query = select(Wording).where(Wording.state == WordingState.PROPOSED)
    return (await session.scalars(query.order_by(Wording.times.desc(), Wording.id).limit(limit))).all()


async def count_proposed(session: AsyncSession) -> int:
    """How many wait."""
    query = select(func.count()).select_from(Wording).where(Wording.state == WordingState.PROPOSED)
    return await session.scalar(query) or 0


async def learned(session: AsyncSession, article_id: str | None = None) -> Mapping[str, Sequence[Wording]]:
    """The learned wordings by article, oldest first; of one article only when it is named."""
    query = select(Wording).where(Wording.state == WordingState.LEARNED).order_by(Wording.id)
    if article_id is not None:
        query = query.where(Wording.article_id == article_id)
    found: dict[str, list[Wording]] = {}
    for wording in await session.scalars(query):
        found.setdefault(wording.article_id, []).append(wording)
    return found


async def decide(session: AsyncSession, wording: Wording, verdict: WordingState, by: str, now: datetime) -> bool:
    """A person's decision; False when it is so already, or there is nothing to take back."""
    if wording.state is verdict or (verdict is WordingState.TAKEN_BACK and wording.state is not WordingState.LEARNED):
        return False
    in_search = WordingState.LEARNED in (wording.state, verdict)
    wording.state, wording.decided_by, wording.decided_at = verdict, by, now
    if in_search:
        await state.changed(session)
    return True
