"""The kinds of requests that a service centre takes."""

from __future__ import annotations

from enum import StrEnum


class TicketKind(StrEnum):
    """What the client wants; each kind has its own deadlines (`docs/settings.md`)."""

    QUESTION = "question"
    SELECTION = "selection"
    """Documents on a subject, gathered into one answer."""
    CONSULTATION = "consultation"
    """An extended answer of the expert line."""
    DOCUMENT = "document"
    TRAINING = "training"
    SEMINAR = "seminar"
    SUPPORT = "support"
    OUTAGE = "outage"
    """Technical support when nothing works."""
    MANAGER = "manager"
    SUGGESTION = "suggestion"
    COMPLAINT = "complaint"
    SUBSCRIPTION = "subscription"
    CALL_BACK = "call_back"
