"""What the scenarios are given at the start: the knowledge base, and what the centre has decided."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from knowledge.articles import Article
from knowledge.outcome import Hit, Thresholds
from operators.calendar import WorkingTime
from operators.entitlement import RULES, Rules
from operators.sla import Standard


class Searching(Protocol):
    """The seam to the knowledge base."""

    def search(self, query: str, limit: int) -> list[Hit]:
        """The best articles, best first."""


@dataclass(frozen=True, slots=True)
class Mail:
    """Letters: whether they can be sent (`on`), whether answers to them are read (`replies`), and the links (marks 1–5)
    by which a ticket is rated, None where there is no page for that."""

    on: bool = False
    replies: bool = False
    rating_links: Callable[[int], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Promises:
    """What the centre has decided: see `docs/settings.md`."""

    working_time: WorkingTime
    consent_version: str
    consent_url: str | None
    reopen_hours: float
    burst_seconds: float
    form_days: float = 7
    advertising_version: str = "1"
    advertising_url: str | None = None
    destroy_days: int = 30
    comment_pointer: bool = False
    complaint_emails: tuple[str, ...] = ()
    """Where complaints go that seniors have no group for."""
    centre_name: str = "Сервисный центр"
    mail: Mail = Mail()
    entitlement: Rules = RULES
    standard: Standard = field(default_factory=Standard)


@dataclass(frozen=True, slots=True)
class Services:
    """What the scenarios are given at the start."""

    search: Searching
    articles: Mapping[str, Article]
    """By key."""
    thresholds: Thresholds
    promises: Promises
    channels: Collection[str] = ()
    """The clients' messengers that are on."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Where clients find the line in a messenger («t.me/…»), as far as that is known."""
