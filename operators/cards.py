"""The card of a ticket in its topic: who asks what, what was said so far, who has it, and how it ended.

A card is one message, changed in place; its changes are merged to the last, because every edit draws on the group's
budget.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from operators.tickets import Ticket


async def post(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    """Puts the card into the client's topic (made when missing) and keeps both with the ticket.

    Without a desk nothing happens: `post_missing` makes up for it once there is one.
    """
    raise NotImplementedError


async def refresh(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    """Draws the card anew after something about the ticket has changed; nothing when there is no card."""
    raise NotImplementedError


async def post_missing(session: AsyncSession, now: datetime) -> None:
    """Cards for the open tickets that have none; called at start."""
    raise NotImplementedError
