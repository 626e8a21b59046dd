"""A consent is withdrawn: nothing new crosses to people, and what there is will be destroyed."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients
from bot.clients import ConsentPurpose
from operators import cards, destructions, events, lifecycle, relay
from operators.destructions import Destruction, Ground
from operators.tickets import Ticket

log = structlog.get_logger()


async def withdraw(
    session: AsyncSession, client_id: int, ground: Ground, channel: str | None, due_at: datetime, now: datetime
) -> Destruction:
    """Every consent of the client ends, the one to advertising as well; each of their conversations closes its request
    and tells them (`events.ConsentWithdrawn`)."""
    known = await destructions.pending(session, client_id)
    await clients.withdraw_consents(session, client_id, now, *ConsentPurpose)
    made = await destructions.ask(session, client_id, ground, channel, due_at, now)
    if known is None:
        for address in await clients.addresses_of(session, client_id):
            await events.tell(session, address, events.ConsentWithdrawn(made.id), now)
        log.info("privacy.withdrawn", destruction=made.id, client=client_id)
    return made


async def close(session: AsyncSession, ticket: Ticket | None, words: str, now: datetime) -> None:
    """The request of a conversation whose client has withdrawn their consent: staff are told in its topic, and its card
    says so."""
    if ticket is None:
        return
    if ticket.is_open:
        await relay.tell_topic(session, ticket, words, now)
    lifecycle.close(session, ticket, now)
    await cards.refresh(session, ticket, now)


async def agreed(session: AsyncSession, client_id: int, now: datetime) -> bool:
    """The client has agreed again: what was to be destroyed stays, and each conversation's card will say so
    (`events.DataKept`). False when nothing was to be."""
    found = await destructions.cancel(session, client_id, now)
    if found is None:
        return False
    log.info("privacy.kept", destruction=found.id, client=client_id)
    for address in await clients.addresses_of(session, client_id):
        await events.tell(session, address, events.DataKept(found.id), now)
    return True


async def kept(session: AsyncSession, ticket: Ticket | None, now: datetime) -> None:
    """The card of a conversation whose client has agreed again."""
    if ticket is not None:
        await cards.refresh(session, ticket, now)
