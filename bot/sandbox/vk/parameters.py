"""The parameters of a request: strings of a form, or the values that `execute` passes on."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.vk.refusals import invalid

JSON = dict[str, Any]


class Parameters:
    """Typed reading of what came; a wrong type is refused with 100, an absent value is None."""

    def __init__(self, given: JSON) -> None:
        self.given = given

    def has(self, name: str) -> bool:
        """Whether there is anything under this name."""
        return self.given.get(name) not in (None, "")

    def integer(self, name: str) -> int | None:
        """A whole number, as such or in a string."""
        if not self.has(name):
            return None
        try:
            return int(self.given[name])
        except (TypeError, ValueError):
            raise invalid(f"{name} not integer") from None

    def required(self, name: str) -> int:
        """A whole number that has to be there."""
        number = self.integer(name)
        if number is None:
            raise invalid(f"{name} is undefined")
        return number

    def between(self, name: str, default: int, lowest: int, highest: int) -> int:
        """A whole number within bounds."""
        number = self.integer(name)
        if number is None:
            return default
        if number < lowest:
            raise invalid(f"{name} should be greater or equal to {lowest}")
        if number > highest:
            raise invalid(f"{name} should be less or equal to {highest}")
        return number

    def real(self, name: str) -> float | None:
        """A number."""
        if not self.has(name):
            return None
        try:
            return float(self.given[name])
        except (TypeError, ValueError):
            raise invalid(f"{name} not number") from None

    def text(self, name: str) -> str:
        """A string; empty when it is absent."""
        value = self.given.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        """A boolean, as 1 or in words."""
        return str(self.given.get(name, "")).lower() in ("1", "true")

    def integers(self, name: str, most: int) -> list[int]:
        """Numbers with commas between them, or an array; empty when absent."""
        try:
            numbers = [int(part) for part in self.words(name)]
        except ValueError:
            raise invalid(f"{name} should contain only integers") from None
        if len(numbers) > most:
            raise invalid(f"{name} should have not more than {most} elements")
        return numbers

    def words(self, name: str) -> list[str]:
        """Strings with commas between them, or an array; empty when absent."""
        value = self.given.get(name)
        parts = value if isinstance(value, list) else self.text(name).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def mapping(self, name: str) -> JSON | None:
        """A JSON object, in a string as the API wants it."""
        if not self.has(name):
            return None
        value = self.given[name]
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise invalid(f"{name} should be valid json") from None
        if not isinstance(value, dict):
            raise invalid(f"{name} should be valid json object")
        return value
