"""Whose organisation a client is: a contact card matched to the contracts that the CRM told of.

By INN; a card without one by its phone or e-mail among the people of the organisations. Whoever names an INN says for
whom they ask, so an INN that no contract has matches nothing, whatever the phone; and what fits two organisations fits
none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from operators.contacts import ContactCard
from operators.organisations import Organisation, OrganisationPerson
from operators.tickets import OPEN, Ticket

BATCH = 500
"""Cards in one transaction after an import: some tens of milliseconds."""


async def match(session: AsyncSession, card: ContactCard, now: datetime) -> int | None:
    """Matches a card anew after it was changed; returns the organisation's id. The client's open tickets follow."""
    await match_some(session, [card], now)
    return card.organisation_id


async def match_some(session: AsyncSession, cards: Sequence[ContactCard], now: datetime) -> int:
    """The same for several cards; how many have another organisation now."""
    by_inn = await _by_inn(session, {card.inn for card in cards if card.inn})
    bare = [card for card in cards if not card.inn]
    by_phone = await _people(session, OrganisationPerson.phone, {card.phone for card in bare if card.phone})
    by_email = await _people(session, OrganisationPerson.email, {card.email for card in bare if card.email})
    moved = 0
    for card in cards:
        if card.inn:
            found = by_inn.get(card.inn)
        else:
            found = _only(by_phone.get(card.phone or "", set()), by_email.get(card.email or "", set()))
        if found != card.organisation_id:
            card.organisation_id, card.updated_at = found, now
            moved += 1
            open_ones = (Ticket.client_id == card.client_id, Ticket.state.in_(OPEN))
            await session.execute(update(Ticket).where(*open_ones).values(organisation_id=found))
    await session.flush()
    return moved


async def cards_behind(session: AsyncSession, client_id: int) -> Sequence[ContactCard]:
    """The next cards to be matched after an import, in the order of their clients."""
    query = select(ContactCard).where(ContactCard.client_id > client_id).order_by(ContactCard.client_id).limit(BATCH)
    return (await session.scalars(query)).all()


def _only(by_phone: set[int], by_email: set[int]) -> int | None:
    """The one organisation that phone and e-mail lead to; where each leads to several, the one that both do."""
    found = by_phone & by_email or by_phone | by_email
    return next(iter(found)) if len(found) == 1 else None


async def _by_inn(session: AsyncSession, inns: set[str]) -> Mapping[str, int]:
    if not inns:
        return {}
    rows = await session.execute(select(Organisation.inn, Organisation.id).where(Organisation.inn.in_(inns)))
    return {row.inn: row.id for row in rows}


async def _people(
    session: AsyncSession, column: InstrumentedAttribute[str | None], values: set[str]
) -> Mapping[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    if not values:
        return found
    chosen: ColumnElement[bool] = column.in_(values)
    for value, organisation in await session.execute(select(column, OrganisationPerson.organisation_id).where(chosen)):
        found[value or ""].add(organisation)
    return found
