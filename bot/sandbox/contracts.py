"""Organisations of the sandbox, as a CRM would tell of them, and which of its clients belongs where: one has a contract
that is maintained (and so a centre), the others are known by nothing yet. The INNs begin with zeros, as no real one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients
from bot.messages import Address, Person
from bot.texts import say
from operators import contacts, matching
from operators.centres import Centre
from operators.organisations import ContractState, Organisation, OrganisationPerson

MAINTAINED, OWING, SUSPENDED, ENDED = "0000000018", "0000000025", "0000000032", "0000000040"
PHONE = "+74950000001"
_YEAR = timedelta(days=365)


async def seed_contracts(session: AsyncSession, client: tuple[int, str] | None, now: datetime) -> None:
    """Organisations in every state; `client` (id and name in Telegram) works in the first one. A database that has
    organisations keeps them."""
    if await session.scalar(select(Organisation.id).limit(1)) is not None:
        return
    later, earlier = now.date() + _YEAR, now.date() - _YEAR
    first = _organisation(MAINTAINED, ContractState.MAINTAINED, later, now)
    owing = _organisation(OWING, ContractState.MAINTAINED, later, now)
    owing.arrears = 1_500_000
    first.centre_id = owing.centre_id = await session.scalar(select(Centre.id).order_by(Centre.id).limit(1))
    suspended = _organisation(SUSPENDED, ContractState.SUSPENDED, later, now)
    session.add_all([first, owing, suspended, _organisation(ENDED, ContractState.ENDED, earlier, now)])
    await session.flush()
    if client is None:
        return
    peer, name = str(client[0]), client[1]
    session.add(OrganisationPerson(organisation_id=first.id, name=name, phone=PHONE, email=None))
    address = await clients.meet(session, Address("telegram", peer), Person(peer, name), now)
    address.phone = PHONE
    card = await contacts.card_for(session, address.client_id, now)
    card.name, card.phone = name, PHONE
    await matching.match(session, card, now)


def _organisation(inn: str, state: ContractState, until: date, now: datetime) -> Organisation:
    name = say("sandbox-organisation", number=inn[-2])
    return Organisation(inn=inn, name=name, contract=state, contract_until=until, arrears=0, updated_at=now)
