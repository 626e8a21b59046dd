"""The contact cards of accounts that are one client: merged while they hang together, given back when they are parted.

Every account's home (the client that it was met as, `bot.joins`) keeps what was told there. The client that they are
together shows all of it, the newer word of two; when they are parted, each goes with its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clients import ClientAddress
from bot.joins import AddressHome
from operators import contacts
from operators.contacts import ContactCard

_FIELDS = ("name", "organisation", "inn", "phone", "email", "organisation_id", "centre_id")
_OWN, _SHOWN, _AT = "own", "shown", "at"
"""In `ContactCard.before_join`: what the client's own accounts told, what all of them together, and when the former."""


async def tell(session: AsyncSession, address: ClientAddress, values: Mapping[str, Any], now: datetime) -> ContactCard:
    """Keeps what a client told by this account: on the client's card, and with the account's home. Returns the card."""
    card = await contacts.card_for(session, address.client_id, now)
    _put(card, values, now)
    home = await session.get(AddressHome, address.id)
    away = home is not None and home.client_id != address.client_id
    if home is not None and away:
        _put(await contacts.card_for(session, home.client_id, now), values, now)
    if card.before_join is not None:
        kept = dict(card.before_join)
        kept[_SHOWN] = {**kept[_SHOWN], **values}
        if not away:
            kept |= {_OWN: {**kept[_OWN], **values}, _AT: now.isoformat()}
        card.before_join = kept
    return card


async def settle(session: AsyncSession, client_ids: Iterable[int], now: datetime) -> None:
    """Accounts were joined or parted: the cards of these clients (as they are now) say what their accounts told."""
    for client_id in sorted(set(client_ids)):
        own = select(AddressHome.client_id).join(ClientAddress, ClientAddress.id == AddressHome.address_id)
        homes = {*await session.scalars(own.where(ClientAddress.client_id == client_id)), client_id}
        found = await session.scalars(select(ContactCard).where(ContactCard.client_id.in_(homes)))
        cards = {card.client_id: card for card in found}
        if cards:
            card = cards.get(client_id) or _empty(session, client_id, now)
            others = [other for home, other in cards.items() if home != client_id]
            _merge(card, others, alone=homes == {client_id})
    await session.flush()


def _merge(card: ContactCard, others: Sequence[ContactCard], *, alone: bool) -> None:
    own, at = _own(card)
    told = [(at, own), *(_own(other)[::-1] for other in others)]
    merged: dict[str, Any] = {}
    for _, values in sorted(told, key=lambda one: one[0]):
        merged |= {key: value for key, value in values.items() if value}
    for key in _FIELDS:
        setattr(card, key, merged.get(key))
    card.before_join = None if alone else {_OWN: own, _SHOWN: merged, _AT: at}


def _own(card: ContactCard) -> tuple[dict[str, Any], str]:
    """What the client's own accounts told, and when. What others than a joined account changed on the card since (a
    matching, a region) stays with it."""
    now = {key: getattr(card, key) for key in _FIELDS}
    if card.before_join is None:
        return now, card.updated_at.isoformat()
    own, shown = card.before_join[_OWN], card.before_join[_SHOWN]
    changed = {key: value for key, value in now.items() if value != shown.get(key)}
    return {**own, **changed}, card.before_join[_AT]


def _put(card: ContactCard, values: Mapping[str, Any], now: datetime) -> None:
    for key, value in values.items():
        setattr(card, key, value)
    card.updated_at = now


def _empty(session: AsyncSession, client_id: int, now: datetime) -> ContactCard:
    card = ContactCard(client_id=client_id, updated_at=now)
    session.add(card)
    return card
