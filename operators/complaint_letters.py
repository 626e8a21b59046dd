"""Complaints that no group may see, as letters to the addresses of the settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content import Attachment
from bot.richtext import joined, rich
from bot.texts import say
from operators import contacts, letters
from operators.card_text import account_line
from operators.letters import Draft
from operators.staff import Staff
from operators.tickets import Ticket

log = structlog.get_logger(__name__)


async def post(
    session: AsyncSession, ticket: Ticket, to: Sequence[str], attachments: Sequence[Attachment], now: datetime
) -> None:
    """The complaint as a letter, with how the client can be reached."""
    card = await contacts.card_of(session, ticket.client_id)
    reached = [one for one in (card.name, card.organisation, card.phone, card.email) if one] if card else []
    about = await session.get(Staff, ticket.about_id) if ticket.about_id is not None else None
    text = joined(
        [
            say("complaint-letter", number=ticket.id),
            account_line(ticket.address),
            *([", ".join(reached)] if reached else []),
            *([say("complaint-letter-about", name=about.name)] if about is not None else []),
            "",
            rich(ticket.question),
        ]
    )
    draft = Draft(say("complaint-letter-subject", number=ticket.id), text, attachments=tuple(attachments))
    for address in to:
        await letters.post(session, ticket, address, draft, now)
    log.info("complaint.mailed", ticket=ticket.id, letters=len(to))
