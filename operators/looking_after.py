"""Who looks after a client: their organisation's personal manager, whoever stands in, and the manager's clients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot.clients import Client, ClientAddress, ConsentPurpose, ever_consented
from operators import absences, members, opt_outs
from operators.contacts import ContactCard
from operators.history import Author, Line
from operators.opt_outs import Mailing
from operators.organisations import Organisation
from operators.personal_managers import PersonalManager
from operators.staff import Staff


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers a client today: the manager themselves, or who stands in for them."""

    staff: Staff
    in_place: bool


async def manager_of(session: AsyncSession, client_id: int) -> PersonalManager | None:
    """The personal manager of a client's organisation; None for a client without a contract that names one."""
    query = (
        select(PersonalManager)
        .join(Organisation, Organisation.manager_id == PersonalManager.id)
        .join(ContactCard, ContactCard.organisation_id == Organisation.id)
        .where(ContactCard.client_id == client_id)
    )
    return await session.scalar(query)


async def who_answers(session: AsyncSession, manager: PersonalManager, today: date) -> Answers | None:
    """The manager, when away the deputy of the absence, else the manager's own deputy; None when nobody is there, or
    nobody's account in the groups is known."""
    gone = await members.gone_from_all(session)
    wanted = [manager.staff_id]
    if manager.staff_id is not None:
        wanted.append(await absences.stand_in(session, manager.staff_id, today))
    if manager.deputy_id is not None:
        deputy = await session.get_one(PersonalManager, manager.deputy_id)
        wanted.append(deputy.staff_id)
    for one in wanted:
        if one is not None and one not in gone and await absences.at(session, one, today) is None:
            return Answers(await session.get_one(Staff, one), in_place=one != manager.staff_id)
    return None


async def of_staff(session: AsyncSession, staff_id: int) -> PersonalManager | None:
    """The personal manager that a member of staff is."""
    return await session.scalar(select(PersonalManager).where(PersonalManager.staff_id == staff_id))


async def claim_profile(session: AsyncSession, staff: Staff) -> PersonalManager:
    """The profile of somebody with the manager's role: their own, else the only one of their name that nobody has, else
    a new one."""
    own = await of_staff(session, staff.id)
    if own is not None:
        return own
    called = staff.name.casefold()
    free = await session.scalars(select(PersonalManager).where(PersonalManager.staff_id.is_(None)))
    same = [one for one in free if one.name.casefold() == called]
    manager = same[0] if len(same) == 1 else PersonalManager(name=staff.name)
    manager.staff_id = staff.id
    session.add(manager)
    await session.flush()
    return manager


async def clients_of(session: AsyncSession, manager: PersonalManager, words: str = "") -> list[int]:
    """The clients of a manager's organisations; with words those of the organisations that have this INN, or these
    words in their name."""
    query = select(Organisation.id, Organisation.inn, Organisation.name).where(Organisation.manager_id == manager.id)
    called = " ".join(words.split()).casefold()
    those = [one.id for one in await session.execute(query) if called in (one.inn, "") or called in one.name.casefold()]
    cards = select(ContactCard.client_id).where(ContactCard.organisation_id.in_(those)).order_by(ContactCard.client_id)
    return list(await session.scalars(cards))


async def recipients(session: AsyncSession, client_ids: Sequence[int], *, advertising: bool) -> list[ClientAddress]:
    """Where each of these clients is written to: once, where they wrote last. Not to those who have unsubscribed, who
    cannot be written to, or who have not agreed: to the processing of their data, and for advertising to that."""
    stopped = await opt_outs.clients_without(session, Mailing.MANAGER)
    last = (
        select(Line.address_id, func.max(Line.id).label("line"))
        .where(Line.author == Author.CLIENT)
        .group_by(Line.address_id)
        .subquery()
    )
    query = (
        select(ClientAddress)
        .join(Client, Client.id == ClientAddress.client_id)
        .outerjoin(last, last.c.address_id == ClientAddress.id)
        .where(ClientAddress.client_id.in_(client_ids), ClientAddress.unreachable_since.is_(None))
        .order_by(func.coalesce(last.c.line, 0).desc(), ClientAddress.id)
        .options(joinedload(ClientAddress.client))
    )
    found: dict[int, ClientAddress] = {}
    for address in await session.scalars(query):
        if address.client_id not in found and address.client_id not in stopped:
            found[address.client_id] = address
    return [one for one in found.values() if await agreed(session, one.client_id, advertising=advertising)]


async def agreed(session: AsyncSession, client_id: int, *, advertising: bool) -> bool:
    """Whether a client has agreed to what a note needs."""
    if not await ever_consented(session, client_id):
        return False
    return not advertising or await ever_consented(session, client_id, ConsentPurpose.ADVERTISING)
