"""A CRM's file laid over the database: what would come of each organisation (`operators.crm.saving` does it).

Nothing is deleted: an organisation that the file does not name any more is marked with the moment since when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from operators.crm.managers import Managers
from operators.crm.people import Person
from operators.crm.standing import Standing, Stands
from operators.crm.told import ClientsFile, Told

_PEOPLE = frozenset({"person_name", "person_email", "person_phone"})
_COLUMNS = {
    "name": "name",
    "contract": "contract",
    "until": "contract_until",
    "arrears": "arrears",
    "centre": "centre_id",
}
"""The columns of `Organisation` by the file's fields."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A value of an organisation that differs."""

    field: str
    before: Any
    after: Any


@dataclass(slots=True)
class Change:
    """What comes of an organisation: `id` None for a new one. `values` are the columns as they will be, the manager
    as the file names them."""

    inn: str
    name: str
    id: int | None
    values: dict[str, Any]
    manager: tuple[str, str] | int | None
    fields: list[Changed] = field(default_factory=list)
    joining: list[Person] = field(default_factory=list)
    leaving: list[int] = field(default_factory=list)

    @property
    def is_needed(self) -> bool:
        """Whether anything has to be written."""
        return self.id is None or bool(self.fields or self.joining or self.leaving)


@dataclass(slots=True)
class Plan:
    """What a file would change, and in which state of the database that was found out."""

    new: list[Change]
    changed: list[Change]
    unchanged: int
    missing: list[Stands]
    managers: Managers
    state: tuple[int, Any]
    known: int
    """How many organisations there are in the database that no file has missed yet."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.new or self.changed or self.missing or self.managers.new or self.managers.changed)


def compare(file: ClientsFile, standing: Standing, *, full: bool) -> Plan:
    """What would come of it; with `full` the organisations that the file does not name are missing (one that a fault
    concerns is named all the same)."""
    managers = Managers(standing.managers)
    changes = [_change(told, file.fields, standing, managers) for told in file.good]
    missing = list(_missing(file, standing)) if full else []
    return Plan(
        new=[one for one in changes if one.id is None],
        changed=[one for one in changes if one.id is not None and one.is_needed],
        unchanged=sum(not one.is_needed for one in changes),
        missing=missing,
        managers=managers,
        state=standing.state,
        known=sum(one.missing_since is None for one in standing.organisations.values()),
    )


def _missing(file: ClientsFile, standing: Standing) -> Iterable[Stands]:
    for inn, stands in standing.organisations.items():
        if inn not in file.organisations and inn not in file.faulty and stands.missing_since is None:
            yield stands


def _change(told: Told, fields: frozenset[str], standing: Standing, managers: Managers) -> Change:
    before = standing.organisations.get(told.inn)
    values: dict[str, Any] = {}
    differing: list[Changed] = []
    for name, column in _COLUMNS.items():
        old = getattr(before, name) if before is not None else 0 if name == "arrears" else None
        new = _new(told, name, old) if name in fields else old
        values[column] = new
        if before is not None and new != old:
            differing.append(Changed(name, old, new))
    manager = _manager(told, fields, before, managers, differing)
    if before is not None and before.missing_since is not None:
        differing.append(Changed("missing", before.missing_since, None))
    change = Change(told.inn, values["name"], before.id if before else None, values, manager, differing)
    if fields & _PEOPLE:
        known = standing.people.get(before.id, {}) if before is not None else {}
        change.joining = [person for person in told.people if person not in known]
        staying = set(told.people)
        change.leaving = [number for person, number in known.items() if person not in staying]
    return change


def _new(told: Told, name: str, old: object) -> object:
    """A cell left blank empties, but for what an organisation cannot be without."""
    value = getattr(told, name)
    if value is None and name == "arrears":
        return 0
    # Names that differ in their case only are the CRM's whim, yet the latest one stands.
    return old if value is None and name in ("name", "contract") else value


def _manager(
    told: Told, fields: frozenset[str], before: Stands | None, managers: Managers, differing: list[Changed]
) -> tuple[str, str] | int | None:
    old = before.manager if before is not None else None
    if "manager_name" not in fields:
        return old
    if told.manager is None:
        if old is not None:
            differing.append(Changed("manager", managers.name(old), None))
        return None
    new = managers.find(told.manager)
    if before is not None and new != old:
        differing.append(Changed("manager", None if old is None else managers.name(old), told.manager.name))
    return new
