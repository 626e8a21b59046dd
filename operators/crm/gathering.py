"""Lines of a CRM's file put together: several of one INN are one organisation, and must not contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from operators import reaching
from operators.crm import cells
from operators.crm.cells import BadCell
from operators.crm.columns import HEADINGS, Columns
from operators.crm.faults import Fault
from operators.crm.people import is_local, people
from operators.crm.told import ClientsFile, ManagerTold, Told

_LONGEST_NAME = 500
_PERSON = ("person_name", "person_email", "person_phone")
_MANAGER = ("manager_name", "manager_email", "manager_phone")
_FACTS = ("name", "contract", "until", "arrears", "centre", "manager")
_Value = TypeVar("_Value")


class Gathering:
    """A file while it is being read, line by line."""

    def __init__(self, columns: Columns, centres: Mapping[str, int] | None) -> None:
        self.file = ClientsFile(frozenset(columns.places), columns.ignored)
        self._columns, self._centres = columns, centres
        self._last: dict[str, Told] = {}

    def refuse(self, line: int, row: Sequence[str], key: str, **values: str) -> None:
        """A line that is not read any further."""
        self.file.lines += 1
        self._fault(Fault(line, "", key, values), self._inn_or_none(row))

    def add(self, line: int, row: Sequence[str]) -> None:
        """A line: what is wrong with it is noted cell by cell."""
        self.file.lines += 1
        named = self._columns.named(row)
        inn = self._inn(line, named["inn"])
        if self._columns.surplus(row):
            self._fault(Fault(line, "", "crm-surplus"), inn)
            return
        told = Told(line, inn or "")
        for field in ("name", "contract", "until", "arrears", "centre"):
            if cell := named.get(field, ""):
                setattr(told, field, self._read(line, inn, field, cell))
        told.manager = self._manager(line, inn, named)
        told.people = self._people(line, inn, named)
        if inn is not None:
            self._lay_over(told)

    def finished(self) -> ClientsFile:
        """The file, with what its organisations lack."""
        for told in self.file.organisations.values():
            for field in ("name", "contract"):
                if getattr(told, field) is None and told.inn not in self.file.faulty:
                    self._fault(Fault(told.line, self._heading(field), "crm-empty"), told.inn)
        self.file.faults.sort(key=lambda fault: fault.line)
        return self.file

    def _inn(self, line: int, cell: str) -> str | None:
        try:
            inn, repaired = cells.inn(cell)
        except BadCell as bad:
            self._fault(Fault(line, self._heading("inn"), bad.key, bad.values), None)
            return None
        if repaired:
            self._remark(line, "inn", "crm-inn-repaired", inn=inn)
        return inn

    def _inn_or_none(self, row: Sequence[str]) -> str | None:
        try:
            return cells.inn(self._columns.named(row)["inn"])[0]
        except BadCell:
            return None

    def _read(self, line: int, inn: str | None, field: str, cell: str) -> Any:
        readers: dict[str, Callable[[str], object]] = {
            "name": _name,
            "contract": cells.contract,
            "until": cells.day,
            "arrears": cells.money,
            "centre": self._centre,
        }
        return self._of(line, inn, field, readers[field], cell)

    def _of(self, line: int, inn: str | None, field: str, read: Callable[[str], _Value], cell: str) -> _Value | None:
        try:
            return read(_whole(cell))
        except BadCell as bad:
            self._fault(Fault(line, self._heading(field), bad.key, bad.values), inn)
            return None

    def _centre(self, cell: str) -> int | None:
        if self._centres is None:
            return None
        found = self._centres.get(cell.casefold())
        if found is None:
            raise BadCell("crm-centre-unknown", cell)
        return found

    def _manager(self, line: int, inn: str | None, named: Mapping[str, str]) -> ManagerTold | None:
        name, email, phone = (named.get(field, "") for field in _MANAGER)
        if not name:
            if email or phone:
                self._fault(Fault(line, self._heading("manager_name"), "crm-manager-nameless"), inn)
            return None
        who = self._of(line, inn, "manager_name", _name, name)
        mail = self._of(line, inn, "manager_email", _address, email) if email else None
        return None if who is None else ManagerTold(who, mail, " ".join(phone.split())[:100] or None)

    def _people(self, line: int, inn: str | None, named: Mapping[str, str]) -> list[Any]:
        names, emails, phones = (named.get(field, "") for field in _PERSON)
        if phones and is_local(phones):
            self._remark(line, "person_phone", "crm-phone-local", value=phones)
        found = self._of(line, inn, "person_name", lambda cell: people(cell, emails, phones), names)
        return found or []

    def _lay_over(self, told: Told) -> None:
        first = self.file.organisations.setdefault(told.inn, told)
        if first is told:
            return
        for field in _FACTS:
            before, now = getattr(first, field), getattr(told, field)
            if before is None:
                setattr(first, field, now)
            elif now is not None and not _agree(before, now):
                heading = self._heading("manager_name" if field == "manager" else field)
                self._fault(Fault(told.line, heading, "crm-contradicts", {"other": str(first.line)}), told.inn)
        first.people = list(dict.fromkeys([*first.people, *told.people]))

    def _fault(self, fault: Fault, inn: str | None) -> None:
        self.file.faults.append(fault)
        if inn is None:
            self.file.nameless += 1
        else:
            self.file.faulty.add(inn)

    def _remark(self, line: int, field: str, key: str, **values: str) -> None:
        self.file.remarks.append(Fault(line, self._heading(field), key, values))

    def _heading(self, field: str) -> str:
        return self._columns.headings.get(field, HEADINGS[field])


def _agree(before: object, now: object) -> bool:
    if isinstance(before, ManagerTold) and isinstance(now, ManagerTold):
        return before.key == now.key
    if isinstance(before, str) and isinstance(now, str):
        return before.casefold() == now.casefold()
    return before == now


def _whole(cell: str) -> str:
    if cells.is_garbled(cell):
        raise BadCell("crm-garbled", cell)
    return cell


def _name(cell: str) -> str:
    name = " ".join(cell.split())
    if len(name) > _LONGEST_NAME:
        raise BadCell("crm-too-long", name, most=str(_LONGEST_NAME))
    return name


def _address(cell: str) -> str:
    found = reaching.email(cell)
    if found is None:
        raise BadCell("crm-email-bad", cell)
    return found
