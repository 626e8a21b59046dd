"""Which centre serves a client: the one that has their contract, else the one whose region they chose."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from operators import contacts
from operators.centres import Centre, enabled_centres
from operators.organisations import Organisation


async def centre_of(session: AsyncSession, client_id: int) -> Centre | None:
    """The client's centre; where only one is switched on, that one serves everybody. None while nobody knows it, and
    while there are no centres."""
    enabled = {centre.id: centre for centre in await enabled_centres(session)}
    if len(enabled) < 2:
        return next(iter(enabled.values()), None)
    card = await contacts.card_of(session, client_id)
    if card is None:
        return None
    contract = await session.get(Organisation, card.organisation_id) if card.organisation_id is not None else None
    for centre_id in (contract.centre_id if contract is not None else None, card.centre_id):
        if centre_id in enabled:
            return enabled[centre_id]
    return None


async def choose(session: AsyncSession, client_id: int, centre: Centre, now: datetime) -> None:
    """The client says that this is their region. (A contract goes before it.)"""
    card = await contacts.card_for(session, client_id, now)
    card.centre_id, card.updated_at = centre.id, now
    await session.flush()
