"""The quality standard as the settings have it by default."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

from bot.settings.standard import Standard as Keys
from operators.calendar import WorkingTime
from operators.kinds import TicketKind
from operators.sla import Standard, Term

HOURS = WorkingTime.on_weekdays(time(8), time(18), ZoneInfo("Europe/Moscow"))


def standard(working: WorkingTime) -> Standard:
    """Every kind with its default term, by these hours."""
    terms = {
        TicketKind(kind): Term(term.first_answer_minutes, term.solution_minutes) for kind, term in Keys().terms.items()
    }
    return Standard(terms, working)


STANDARD = standard(HOURS)
"""By Moscow's clock."""
