"""What the database says of the organisations before a file is laid over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from operators.centres import Centre
from operators.crm.people import Person
from operators.organisations import ContractState, Organisation, OrganisationPerson
from operators.personal_managers import PersonalManager


@dataclass(frozen=True, slots=True)
class Stands:
    """An organisation as it stands."""

    id: int
    inn: str
    name: str
    contract: ContractState
    until: date | None
    arrears: int
    centre: int | None
    manager: int | None
    missing_since: datetime | None


@dataclass(slots=True)
class Standing:
    """Everything that a file is compared with; `state` tells whether anybody has changed it since."""

    organisations: dict[str, Stands] = field(default_factory=dict)
    """By INN."""
    people: dict[int, dict[Person, int]] = field(default_factory=dict)
    """By organisation: their ids."""
    managers: list[PersonalManager] = field(default_factory=list)
    centres: dict[int, str] = field(default_factory=dict)
    """Their names."""
    state: tuple[int, datetime | None] = (0, None)

    @property
    def manager_names(self) -> dict[int, str]:
        """By id."""
        return {one.id: one.name for one in self.managers}


async def standing(session: AsyncSession) -> Standing:
    """All of it, in a few queries."""
    found = Standing(state=await state(session))
    columns = (
        *(Organisation.id, Organisation.inn, Organisation.name, Organisation.contract, Organisation.contract_until),
        *(Organisation.arrears, Organisation.centre_id, Organisation.manager_id, Organisation.missing_since),
    )
    for row in await session.execute(select(*columns).order_by(Organisation.id)):
        found.organisations[row[1]] = Stands(*row)
    of_people = (OrganisationPerson.organisation_id, OrganisationPerson.id)
    who = (OrganisationPerson.name, OrganisationPerson.email, OrganisationPerson.phone)
    for organisation, number, *person in await session.execute(
        select(*of_people, *who).order_by(OrganisationPerson.id)
    ):
        found.people.setdefault(organisation, {})[Person(*person)] = number
    found.managers = list(await session.scalars(select(PersonalManager).order_by(PersonalManager.id)))
    found.centres = {row.id: row.name for row in await session.execute(select(Centre.id, Centre.name))}
    session.expunge_all()
    return found


async def state(session: AsyncSession) -> tuple[int, datetime | None]:
    """How many organisations there are, and when one was last changed."""
    counted = (await session.execute(select(func.count(), func.max(Organisation.updated_at)))).one()
    return counted[0], counted[1]


async def centre_names(session: AsyncSession) -> dict[str, int] | None:
    """The centres by every name of theirs, in small letters; None while there are none."""
    found: dict[str, int] = {}
    for centre in await session.scalars(select(Centre).order_by(Centre.id)):
        for name in (centre.key, centre.name, centre.region, *centre.aliases):
            found.setdefault(name.casefold(), centre.id)
    return found or None
