"""The end of the work on a ticket: the client is asked whether the question is solved."""

from __future__ import annotations

import structlog

from operators import cards, events, lifecycle
from operators.desk.turn import Turn
from operators.tickets import Ticket

log = structlog.get_logger(__name__)


async def resolve(turn: Turn, ticket: Ticket) -> bool:
    """Ends the work and hands the question to the client's conversation. False when it was over already."""
    if not lifecycle.resolve(turn.session, ticket, turn.person, turn.now):
        return False
    log.info("ticket.resolved", ticket=ticket.id, staff=turn.person.id)
    await cards.refresh(turn.session, ticket, turn.now)
    await events.tell(turn.session, ticket.address, events.TicketResolved(ticket.id, turn.person.id), turn.now)
    return True
