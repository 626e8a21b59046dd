"""What the settings say of personal data: consents, how soon it is destroyed, how long it is kept."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.settings.section import Section
from bot.settings.values import Blank, HttpUrl


class Consent(Section):
    """The consent to personal data: a new `version` is asked for anew. The one to advertising is another, with a
    version and a text of its own."""

    version: Annotated[str, Field(min_length=1, max_length=50)] = "1"
    url: Annotated[HttpUrl | None, Blank] = None
    advertising_version: Annotated[str, Field(min_length=1, max_length=50)] = "1"
    advertising_url: Annotated[HttpUrl | None, Blank] = None


class Privacy(Section):
    """Whoever withdraws their consent has their data destroyed at the latest after `destroy_days` (152-FZ, article 21:
    thirty at most)."""

    destroy_days: Annotated[int, Field(ge=1, le=30)] = 30


Days = Annotated[int, Field(ge=0, le=36500)]
"""0 is for ever."""


class Retention(Section):
    """How long what is over is kept: raw updates, which the conversation repeats, a month for looking into faults;
    files a year; the conversation three, the term within which claims are made (Civil Code, article 196)."""

    inbox_days: Days = 30
    files_days: Days = 365
    messages_days: Days = 1095
