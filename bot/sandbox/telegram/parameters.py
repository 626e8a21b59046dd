"""The parameters of a request, whichever way a library sends them: JSON values, or strings that hold JSON."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.telegram.refusals import bad_request
from bot.sandbox.uploads import Upload

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

    def number(self, name: str) -> float:
        """A number with a fraction, which must be there."""
        value = self.given.get(name)
        try:
            return float(value)  # type: ignore[arg-type]  # anything else is refused in the next line
        except (TypeError, ValueError):
            raise bad_request(f"{name} is empty" if value in (None, "") else f"invalid {name} specified") from None

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
        return self.attached(self.given.get(name))

    def attached(self, value: object) -> Upload | str | None:
        """What a value says of a file, as in `file`; it may stand anywhere in a request."""
        if isinstance(value, str) and value.startswith("attach://"):
            value = self.given.get(value.removeprefix("attach://"))
        return value if isinstance(value, Upload | str) and value else None

    def _decoded(self, name: str) -> Any:
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
