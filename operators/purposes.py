"""What a group of operators is for: which of them a request goes to."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """The queues of the service centre; each is served by a desk, some of them by the same one."""

    HOTLINE = "hotline"
    EXPERTS = "experts"
    SENIORS = "seniors"
    MARKETING = "marketing"


SHARED = (Purpose.HOTLINE, Purpose.EXPERTS, Purpose.MARKETING)
"""What the hotline's group serves as well where no other one does. Complaints never: whoever is complained about
would read them there."""
