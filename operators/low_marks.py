"""The client's mark is told to staff, and a low one to the seniors, at once and whichever way it came."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts import say
from operators import relay, seniors
from operators.card_text import one_line
from operators.kinds import TicketKind
from operators.tickets import Ticket

LOW = 2
"""Marks up to this one call the seniors."""

_COMMENT_LENGTH = 500


async def tell_rating(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    """The mark (and comment): on the card and in the topic; a low one to the seniors, with the comment once more."""
    await relay.tell_rating(session, ticket, now)
    if ticket.rating is None or ticket.rating > LOW or ticket.kind is TicketKind.COMPLAINT:
        return  # A complaint stands at the seniors' already, and is for nobody else.
    comment = one_line(ticket.rating_comment or "", _COMMENT_LENGTH)
    key = "desk-senior-low-comment" if comment else "desk-senior-low"
    words = say(key, number=ticket.id, mark=ticket.rating, comment=comment)
    await seniors.call(session, ticket, words, now, f"low:{ticket.id}:{ticket.rating}:{bool(comment)}")
