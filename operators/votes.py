"""A mark by a link in a letter: one for each ticket, changeable for a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts import say
from operators import lifecycle, low_marks, relay, tickets
from operators.tickets import Ticket

CHANGEABLE = timedelta(days=7)
"""For so long after the first mark another one takes its place."""

MOST_COMMENT = 2_000
"""Characters of a comment; what is longer is cut at its end, and the page says how much fits."""


class Standing(StrEnum):
    """Whether a ticket can be marked."""

    OPEN = "open"
    FINAL = "final"
    """The week after the first mark is over."""
    GONE = "gone"
    """There is no such ticket, or nothing is left of its client."""


async def standing(session: AsyncSession, number: int, now: datetime) -> tuple[Standing, Ticket | None]:
    """The ticket behind a link, locked, and whether it can be marked now."""
    ticket = await tickets.get(session, number)
    if ticket is None or ticket.anonymised_at is not None:
        return Standing.GONE, None
    return Standing.OPEN if lifecycle.may_rate(ticket, now, CHANGEABLE) else Standing.FINAL, ticket


async def vote(session: AsyncSession, number: int, mark: int, comment: str, now: datetime) -> Standing:
    """Keeps the mark and (where there is one) the comment, and tells the ticket's topic; changes nothing unless the
    ticket is open for it. Raises `ValueError` for a mark that is none."""
    state, ticket = await standing(session, number, now)
    if state is not Standing.OPEN or ticket is None:
        return state
    said = comment.strip()[:MOST_COMMENT]
    if (ticket.rating, ticket.rating_comment or "") == (mark, said or ticket.rating_comment or ""):
        return state  # pressed twice
    before = ticket.rating
    lifecycle.rate(session, ticket, mark, now)
    if said:
        ticket.rating_comment = said
    if before not in (None, mark):
        await relay.tell_topic(session, ticket, say("desk-rating-changed", before=before, mark=mark), now)
    await low_marks.tell_rating(session, ticket, now)
    return state
