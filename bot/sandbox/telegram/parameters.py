"""The parameters of a request, whichever way a library sends them: JSON values, or strings that hold JSON."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.forms import Upload
from bot.sandbox.telegram.refusals import bad_request

JSON = dict[str, Any]


class Parameters:
    """Typed reading of what came; a wrong type is refused with 400, an absent value is None."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.given = given

    def integer(self, name: str) -> int | None:
        """A whole number, as such or in a string."""
        value = self.given.get(name)
        if value is None or value == "":
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f"invalid parameter {name} specified: must be a number") from None

    def text(self, name: str) -> str:
        """A string; empty when it is absent."""
        value = self.given.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        """A boolean, in any of the spellings that Telegram takes."""
        return str(self.given.get(name, "")).lower() in ("true", "1", "yes", "t", "y")

    def mapping(self, name: str) -> JSON | None:
        """An object."""
        value = self._decoded(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name}")
        return value

    def array(self, name: str) -> list[Any] | None:
        """An array."""
        value = self._decoded(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"expected an Array as {name}")
        return value

    def file(self, name: str) -> Upload | str | None:
        """An uploaded file, directly or as `attach://name`, or the string that names a known one."""
        value = self.given.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            value = self.given.get(value.removeprefix("attach://"))
        return value if isinstance(value, Upload | str) else None

    def _decoded(self, name: str) -> Any:
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
