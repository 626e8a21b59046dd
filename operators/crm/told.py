"""What a file says of the organisations, before it is compared with the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from operators.crm.faults import Fault
from operators.crm.people import Person
from operators.organisations import ContractState


@dataclass(frozen=True, slots=True)
class ManagerTold:
    """A personal manager: the same one where the e-mail is, else where the name is."""

    name: str
    email: str | None
    phone: str | None

    @property
    def key(self) -> tuple[str, str]:
        """Who it is."""
        return (self.name.casefold(), self.email or "")


@dataclass(slots=True)
class Told:
    """An organisation as the lines of its INN tell; None is what they leave blank."""

    line: int
    inn: str
    name: str | None = None
    contract: ContractState | None = None
    until: date | None = None
    arrears: int | None = None
    centre: int | None = None
    manager: ManagerTold | None = None
    people: list[Person] = field(default_factory=list)


@dataclass(slots=True)
class ClientsFile:
    """A file that was read: `faulty` are the organisations (by INN) that a fault concerns, `nameless` how many lines
    have no INN that can be read. `fields` are the columns that are there: what has none is left as it is."""

    fields: frozenset[str]
    ignored: tuple[str, ...]
    organisations: dict[str, Told] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    nameless: int = 0
    lines: int = 0

    @property
    def good(self) -> list[Told]:
        """The organisations without a fault."""
        return [one for inn, one in self.organisations.items() if inn not in self.faulty]
