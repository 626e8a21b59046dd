"""Writes what a CRM's file changes, in one transaction: everything was read, checked and compared before, so that
nobody waits for the database longer than the bare writing takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import LiniyaError
from bot.texts import say
from operators.crm.comparing import Change, Plan
from operators.crm.standing import state
from operators.organisations import Organisation, OrganisationPerson
from operators.personal_managers import PersonalManager

_BATCH = 2000
_Item = TypeVar("_Item")


class ChangedMeanwhile(LiniyaError):
    """Somebody else has written organisations since the file was compared."""


async def save(session: AsyncSession, plan: Plan, now: datetime, saved: Callable[[int], None] = lambda _: None) -> None:
    """All of the plan; `saved` is told how many organisations more are written. Raises `ChangedMeanwhile`."""
    if await state(session) != plan.state:
        raise ChangedMeanwhile(say("crm-changed-meanwhile"))
    managers = await _managers(session, plan)

    def values(change: Change) -> dict[str, Any]:
        manager = change.manager if isinstance(change.manager, int | None) else managers[change.manager]
        return {**change.values, "manager_id": manager, "missing_since": None, "updated_at": now}

    for some in _batches(plan.new):
        await _many(session, insert(_ORGANISATIONS), [{"inn": one.inn, **values(one)} for one in some])
        saved(len(some))
    for some in _batches(plan.changed):
        await _many(session, _update(values(some[0])), [{"_id": one.id, **values(one)} for one in some])
        saved(len(some))
    for ids in _batches([one.id for one in plan.missing]):
        await session.execute(
            update(_ORGANISATIONS).where(_ORGANISATIONS.c.id.in_(ids)).values(missing_since=now, updated_at=now)
        )
    await _people(session, plan)


async def _managers(session: AsyncSession, plan: Plan) -> dict[tuple[str, str], int]:
    """The new ones are made, the known ones brought up to date; the ids of the new ones."""
    for number, values in plan.managers.changed.items():
        await session.execute(update(PersonalManager).where(PersonalManager.id == number).values(**values))
    made = {}
    for key, told in plan.managers.new.items():
        manager = PersonalManager(name=told.name, email=told.email, phone=told.phone)
        session.add(manager)
        made[key] = manager
    await session.flush()
    return {key: manager.id for key, manager in made.items()}


async def _people(session: AsyncSession, plan: Plan) -> None:
    for some in _batches([number for one in plan.changed for number in one.leaving]):
        await session.execute(delete(_PEOPLE).where(_PEOPLE.c.id.in_(some)))
    ids = {one.inn: one.id for one in plan.changed}
    for new in _batches([one.inn for one in plan.new if one.joining]):
        found = select(_ORGANISATIONS.c.inn, _ORGANISATIONS.c.id).where(_ORGANISATIONS.c.inn.in_(new))
        ids |= {row.inn: row.id for row in await session.execute(found)}
    joining = [
        {"organisation_id": ids[one.inn], "name": person.name, "email": person.email, "phone": person.phone}
        for one in (*plan.new, *plan.changed)
        for person in one.joining
    ]
    for rows in _batches(joining):
        await _many(session, insert(_PEOPLE), rows)


async def _many(session: AsyncSession, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
    """By the connection: the ORM's own bulk writing takes several times as long."""

    def run(connection: Connection) -> None:
        connection.execute(statement, rows)

    connection = await session.connection()
    await connection.run_sync(run)


def _update(values: dict[str, Any]) -> Any:
    return (
        update(_ORGANISATIONS)
        .where(_ORGANISATIONS.c.id == bindparam("_id"))
        .values({name: bindparam(name) for name in values})
    )


def _batches(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def _table(model: Any) -> Table:
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101  (for the types)
    return table


_ORGANISATIONS, _PEOPLE = _table(Organisation), _table(OrganisationPerson)
