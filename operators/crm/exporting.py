"""All organisations as a table that an import reads back: a row for each person, the first with the contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts import say
from operators.crm.columns import HEADINGS
from operators.crm.people import Person
from operators.crm.standing import Standing, Stands, standing

HEADER = tuple(HEADINGS.values())


async def rows(session: AsyncSession) -> Sequence[Sequence[str]]:
    """The rows behind the header."""
    found = await standing(session)
    return [row for stands in found.organisations.values() for row in _rows(stands, found)]


def _rows(stands: Stands, found: Standing) -> Iterator[Sequence[str]]:
    people: list[Person | None] = list(found.people.get(stands.id, ()))
    manager = next((one for one in found.managers if one.id == stands.manager), None)
    facts = (
        stands.name,
        say("crm-contract", state=stands.contract.value),
        f"{stands.until:%d.%m.%Y}" if stands.until else "",
        f"{stands.arrears // 100},{stands.arrears % 100:02}",
        found.centres.get(stands.centre or 0, ""),
        *((manager.name, manager.email or "", manager.phone or "") if manager else ("", "", "")),
    )
    first, *others = people or [None]
    yield stands.inn, *facts, *_person(first)
    for person in others:
        yield stands.inn, *[""] * len(facts), *_person(person)


def _person(person: Person | None) -> tuple[str, str, str]:
    return (person.name or "", person.email or "", person.phone or "") if person is not None else ("", "", "")
