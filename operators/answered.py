"""What staff answered to questions that the base did not: the tickets that their clients opened with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.describing import without_described
from knowledge.gaps import Gap
from knowledge.small_talk import small_talk
from knowledge.text import normalise
from operators import notes
from operators.history import Author, Line
from operators.kinds import TicketKind
from operators.tickets import Ticket
from operators.topics import CHANNEL

_BEFORE, _AFTER = timedelta(minutes=5), timedelta(hours=24)
"""A ticket about a question is opened with it, or within a day: until then the client may think it over."""
_MOST_LOOKED_AT = 50
"""The newest questions of a group; more would bring no better answer."""
_ALIKE = 85
"""From this likeness on (rapidfuzz, of 100) two texts differ by typing errors and a small word."""
_LONGEST = 1000
"""Characters of a question that are compared."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What staff said in a ticket, without greetings and thanks."""

    ticket_id: int
    text: str


async def answer_to(session: AsyncSession, gaps: Sequence[Gap]) -> Answer | None:
    """The answer that served best: of a ticket whose client said that it is solved before others, then the newest; None
    when nobody answered any of these questions."""
    found = [ticket for gap in gaps[-_MOST_LOOKED_AT:] if (ticket := await _ticket_of(session, gap)) is not None]
    for ticket in sorted(found, key=lambda one: (one.solved is True, one.id), reverse=True):
        text = await _said_by_staff(session, ticket)
        if text:
            return Answer(ticket.id, text)
    return None


async def _ticket_of(session: AsyncSession, gap: Gap) -> Ticket | None:
    """The first ticket that the same address opened with this question, or within a day of it."""
    if gap.address_id is None:
        return None
    # What seniors answered to a complaint is for nobody else.
    near = (
        Ticket.opened_at >= gap.at - _BEFORE,
        Ticket.opened_at <= gap.at + _AFTER,
        Ticket.kind != TicketKind.COMPLAINT,
    )
    query = select(Ticket).where(Ticket.address_id == gap.address_id, *near).order_by(Ticket.id)
    return next((one for one in await session.scalars(query) if is_about(one.question, gap.question)), None)


def is_about(opened_with: str, asked: str) -> bool:
    """Whether a ticket that was opened with these words is about a question: it is (nearly) the same, or stands among
    them. One word alone may stand in any text."""
    whole, part = (normalise(text[:_LONGEST]) for text in (without_described(opened_with), asked))
    if not whole or not part:
        return False
    return whole == part or (" " in part and f" {part} " in f" {whole} ") or fuzz.ratio(whole, part) >= _ALIKE


async def _said_by_staff(session: AsyncSession, ticket: Ticket) -> str:
    query = select(Line).where(Line.ticket_id == ticket.id, Line.author == Author.STAFF).order_by(Line.id)
    lines = [line for line in await session.scalars(query) if line.text.strip() and small_talk(line.text) is None]
    return "\n\n".join([line.text.strip() for line in lines if await _stands(session, line)])


async def _stands(session: AsyncSession, line: Line) -> bool:
    """Whether somebody wrote it and did not take it back: an article that was sent from a card is nobody's message."""
    source = line.source
    if source is None or source.channel != CHANNEL:
        return True
    note = await notes.find(session, source.chat, source.id)
    return note is not None and note.taken_back_at is None
