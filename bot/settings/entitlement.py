"""The settings of who is entitled to be answered by people."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from bot.settings.section import Section


class Entitlement(Section):
    """Whether a contract is `required` (nobody is refused while no organisation was imported), what an INN alone is
    worth, and what comes of arrears: from `arrears_limit` roubles on (0: of none), a word of warning, or so many
    requests of the organisation a month. `permission_warn_days` before the end of a permission the client is told."""

    required: bool = True
    trust_inn: Literal["ask", "yes", "no"] = "ask"
    arrears_limit: Annotated[Decimal, Field(ge=0, le=1_000_000_000, max_digits=12, decimal_places=2)] = Decimal(1)
    arrears_action: Literal["warn", "limit"] = "warn"
    requests_when_limited: Annotated[int, Field(ge=0)] = 3
    permission_warn_days: Annotated[int, Field(ge=0, le=90)] = 7
