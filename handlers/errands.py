"""What a scenario is entered for: consent, contact data and the like are asked for because another scenario needs them,
and that one goes on afterwards as if nothing had come between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class Errand:
    """`then` goes on, and finds `before` as its own errand; `needs` and `data` tell the scenario that is entered more
    (which fields; whatever is JSON)."""

    then: str
    needs: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    before: Errand | None = None

    def to_json(self) -> dict[str, Any]:
        """As a form or a row keeps it."""
        before = self.before.to_json() if self.before else None
        return {"then": self.then, "needs": list(self.needs), "data": dict(self.data), "before": before}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any] | None) -> Errand | None:
        """The errand that was kept; None for none."""
        if not kept:
            return None
        return cls(kept["then"], tuple(kept["needs"]), kept["data"], cls.of_json(kept["before"]))


async def first(
    turn: Turn,
    name: str,
    *,
    then: str,
    needs: tuple[str, ...] = (),
    data: Mapping[str, Any] | None = None,
    before: Errand | None = None,
) -> None:
    """Hands the turn to `name`; `then` goes on when that is done, entered with the errand `before`."""
    turn.errand = Errand(then, needs, data or {}, before)
    await turn.go(name, turn)


def taken(turn: Turn) -> Errand | None:
    """What the scenario that is entered was sent for; nobody else finds it afterwards."""
    errand, turn.errand = turn.errand, None
    return errand


async def go_on(turn: Turn, errand: Errand) -> None:
    """The errand is done: whoever waited for it goes on."""
    turn.errand = errand.before
    await turn.go(errand.then, turn)
