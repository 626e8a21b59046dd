"""What is wrong with a line of a CRM's file: the line, the column, what, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.texts import say


@dataclass(frozen=True, slots=True)
class Fault:
    """Put into words only when it is shown: there may be fifty thousand. `column` is empty where the whole line is
    meant."""

    line: int
    column: str
    key: str
    values: dict[str, str] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """What is wrong and what to do, without the place."""
        return say(self.key, **self.values)

    @property
    def sentence(self) -> str:
        """With the place."""
        if not self.column:
            return say("crm-line", line=str(self.line), what=self.what)
        return say("crm-cell", line=str(self.line), column=self.column, what=self.what)
