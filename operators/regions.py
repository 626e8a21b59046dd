"""Which centre serves a client: the one that has their contract, else the one whose region they chose."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from operators import centres, contacts
from operators.calendar import WorkingTime
from operators.centres import Centre, enabled_centres
from operators.organisations import Organisation


async def centre_of(session: AsyncSession, client_id: int) -> Centre | None:
    """The client's centre; where only one is switched on, that one serves everybody. None while nobody knows it, and
    while there are no centres."""
    enabled = {centre.id: centre for centre in await enabled_centres(session)}
    if len(enabled) < 2:
        return next(iter(enabled.values()), None)
    card = await contacts.card_of(session, client_id)
    for centre_id in (await _by_contract(session, client_id), card.centre_id if card is not None else None):
        if centre_id in enabled:
            return enabled[centre_id]
    return None


async def must_ask(session: AsyncSession, client_id: int) -> bool:
    """Whether there are several centres, and it is not known which of them is the client's."""
    return len(await enabled_centres(session)) > 1 and await centre_of(session, client_id) is None


async def may_choose(session: AsyncSession, client_id: int) -> bool:
    """Whether another region would make a difference: there are several, and no contract decides."""
    enabled = {centre.id for centre in await enabled_centres(session)}
    return len(enabled) > 1 and await _by_contract(session, client_id) not in enabled


async def has_phones(session: AsyncSession) -> bool:
    """Whether there is a number to tell."""
    return any(centre.phones for centre in await enabled_centres(session))


async def working_time_for(session: AsyncSession, client_id: int, default: WorkingTime) -> WorkingTime:
    """When the client's centre works (`default`: as the settings say)."""
    centre = await centre_of(session, client_id)
    return await centres.working_time_of(session, centre.id if centre is not None else None, default)


async def choose(session: AsyncSession, client_id: int, centre: Centre, now: datetime) -> None:
    """The client says that this is their region. (A contract goes before it.)"""
    card = await contacts.card_for(session, client_id, now)
    card.centre_id, card.updated_at = centre.id, now
    await session.flush()


async def _by_contract(session: AsyncSession, client_id: int) -> int | None:
    card = await contacts.card_of(session, client_id)
    if card is None or card.organisation_id is None:
        return None
    organisation = await session.get(Organisation, card.organisation_id)
    return organisation.centre_id if organisation is not None else None
