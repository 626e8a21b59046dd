"""Personal managers as a CRM's file names them: who is known already, who is new, and whose phone changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from operators.crm.told import ManagerTold
from operators.personal_managers import PersonalManager


class Managers:
    """The same person is who has the same e-mail; without one (there or here) who has the same name."""

    def __init__(self, known: Sequence[PersonalManager]) -> None:
        self._known = {one.id: one for one in known}
        self._by_email = {one.email.lower(): one.id for one in known if one.email}
        self._by_name: dict[str, list[int]] = {}
        for one in known:
            self._by_name.setdefault(one.name.casefold(), []).append(one.id)
        self._found: dict[tuple[str, str], int | tuple[str, str]] = {}
        self.new: dict[tuple[str, str], ManagerTold] = {}
        self.changed: dict[int, dict[str, Any]] = {}
        """The columns that differ, by id."""

    def name(self, number: int) -> str:
        """What a known one is called."""
        return self._known[number].name

    def find(self, told: ManagerTold) -> int | tuple[str, str]:
        """The id of a known one, or the key of a new one."""
        if told.key not in self._found:
            number = self._look_up(told)
            if number is None:
                self.new[told.key] = told
            else:
                self._note(number, told)
            self._found[told.key] = told.key if number is None else number
        return self._found[told.key]

    def _look_up(self, told: ManagerTold) -> int | None:
        if told.email and told.email in self._by_email:
            return self._by_email[told.email]
        namesakes = self._by_name.get(told.name.casefold(), [])
        if told.email:
            namesakes = [number for number in namesakes if not self._known[number].email]
        return namesakes[0] if len(namesakes) == 1 else None

    def _note(self, number: int, told: ManagerTold) -> None:
        known = self._known[number]
        said = {"name": told.name, "email": told.email, "phone": told.phone}
        differing = {key: value for key, value in said.items() if value and value != getattr(known, key)}
        if differing:
            self.changed.setdefault(number, {}).update(differing)
