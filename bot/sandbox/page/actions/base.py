"""What every action of the page is."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from bot.sandbox.stage import Stage

LONGEST = 20_000
"""Characters of a text that the page passes on; a messenger's own limit is the emulator's to hold."""

Text = Annotated[str, Field(max_length=LONGEST)]
FileName = Annotated[str, Field(max_length=200)]


class Action(BaseModel):
    """A request of the page; `run` does it and returns what was made, if anything."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: ClassVar[str]

    def run(self, stage: Stage) -> Any:
        """Raises a messenger's `Refusal` or `LookupError` when it cannot be done."""
        raise NotImplementedError
