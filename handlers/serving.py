"""Which centre a scenario is for: the client is asked for their region where it is needed and not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers import errands
from handlers.errands import Errand
from handlers.turn import Turn
from knowledge.text import tokens
from operators import regions

SILENT = "silent"
"""In an errand's data: whoever goes on tells of the centre, so the choice says nothing of it."""

REGIONLESS = "regionless"
"""In an errand's data: the client was asked, and has no region to choose."""

_MOST_WORDS = 5
"""Of a region; who writes more has something else to say."""


async def region_first(
    turn: Turn, then: str, errand: Errand | None = None, *, data: Mapping[str, Any] | None = None
) -> bool:
    """Asks for the region where it is needed and not known; `then` goes on afterwards, entered with `errand` (or, for a
    client who has no region to choose, with one that says so). False: there is nothing to ask."""
    regionless = errand is not None and errand.data.get(REGIONLESS)
    if regionless or not await regions.must_ask(turn.session, turn.address.client_id):
        return False
    await errands.first(turn, "region", then=then, data=data, before=errand)
    return True


def without_region(errand: Errand) -> Errand:
    """The errand of a client who has no region to choose, as whoever asked for it finds it."""
    before = errand.before or Errand(errand.then)
    return replace(errand, before=replace(before, data={**before.data, REGIONLESS: True}))


def told_by_others(name: str, errand: Errand | None) -> Errand | None:
    """The errand, unless the scenario only told itself that there is no region to choose."""
    return None if errand is not None and errand.then == name else errand


def says_more(text: str) -> bool:
    """Whether this is too much for a region."""
    return len(tokens(text)) > _MOST_WORDS
