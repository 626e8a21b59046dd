"""Deadlines: what counts, from when, and what does not."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.settings.standard import Standard as Keys
from operators import sla
from operators.calendar import WorkingTime
from operators.durations import promised, roughly
from operators.holding import only_holds
from operators.kinds import TicketKind
from operators.tickets import Ticket, TicketState
from tests.terms import standard

MOSCOW = ZoneInfo("Europe/Moscow")
HOURS = WorkingTime.on_weekdays(time(8), time(18), MOSCOW)
STANDARD = standard(HOURS)


def at(text: str) -> datetime:
    """A moment by Moscow's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=MOSCOW)


def ticket(opened: str, kind: TicketKind = TicketKind.QUESTION) -> Ticket:
    """A new one, its dues counted."""
    made = Ticket(id=1, kind=kind, state=TicketState.NEW, opened_at=at(opened))
    sla.begin(made, at(opened))
    count(made)
    return made


def count(made: Ticket) -> None:
    """What `sla.count` does with a centre's hours at hand."""
    term = STANDARD.terms[made.kind]
    assert made.counted_from is not None
    made.response_due = HOURS.after(made.counted_from, term.first_answer_minutes)
    made.solution_due = HOURS.after(made.counted_from, term.solution_minutes)
    made.watch_at = sla.next_look(made, STANDARD, HOURS)


def test_every_kind_has_its_keys() -> None:
    """A kind that is added has to be given terms, and no key is of a kind that there is not."""
    assert set(Keys().terms) == {kind.value for kind in TicketKind}


@pytest.mark.parametrize(
    ("kind", "opened", "first", "solution"),
    [
        (TicketKind.QUESTION, "2026-03-03 12:00:00", "2026-03-03 12:00:30", "2026-03-03 12:10:00"),
        # At half a minute to the end of the day: what does not fit goes on in the morning.
        (TicketKind.QUESTION, "2026-03-03 17:59:45", "2026-03-04 08:00:15", "2026-03-04 08:09:45"),
        # On New Year's Eve 2026, a Thursday that is free: the centre opens on 11 January.
        (TicketKind.QUESTION, "2026-12-31 12:00:00", "2027-01-11 08:00:30", "2027-01-11 08:10:00"),
        # On the last working day, an hour before its end.
        (TicketKind.DOCUMENT, "2026-12-30 17:00:00", "2026-12-30 17:10:00", "2027-01-11 11:00:00"),
        # Two working days of an expert: 30 December, then 11 and 12 January.
        (TicketKind.CONSULTATION, "2026-12-30 13:00:00", "2026-12-30 13:30:00", "2027-01-12 13:00:00"),
        # A Saturday that officially works.
        (TicketKind.CALL_BACK, "2025-10-31 17:30:00", "2025-10-31 17:45:00", "2025-11-01 08:30:00"),
    ],
)
def test_terms_count_working_time(kind: TicketKind, opened: str, first: str, solution: str) -> None:
    """By hand, over weekends, the New Year and a day that was moved."""
    made = ticket(opened, kind)
    assert (made.response_due, made.solution_due) == (at(first), at(solution))


def test_an_answer_ends_the_term_and_a_clarification_begins_it_anew() -> None:
    """As the hotline's regulation has it: not before there is an answer, and the first answer is given already."""
    made = ticket("2026-03-03 12:00")
    sla.reacted(made, at("2026-03-03 12:01"))
    assert sla.next_due(made) == at("2026-03-03 12:10")
    assert not sla.clarified(made, at("2026-03-03 12:02"))
    sla.answered(made, at("2026-03-03 12:05"))
    assert sla.next_due(made) is None
    assert sla.clarified(made, at("2026-03-03 12:30"))
    assert (made.solution_due, made.counted_from) == (None, at("2026-03-03 12:30"))
    count(made)
    assert sla.next_due(made) == at("2026-03-03 12:40")


def test_what_is_looked_at_next() -> None:
    """A term of half a minute has no reminder; one of ten minutes has it when a quarter is left."""
    made = ticket("2026-03-03 12:00")
    assert made.watch_at == at("2026-03-03 12:00:30")
    sla.reacted(made, at("2026-03-03 12:00:10"))
    assert sla.next_look(made, STANDARD, HOURS) == at("2026-03-03 12:07:30")
    made.reminded_at = at("2026-03-03 12:07:31")
    assert sla.next_look(made, STANDARD, HOURS) == at("2026-03-03 12:10")
    made.overdue_at = at("2026-03-03 12:10:02")
    made.overdue_minutes = sla.step_over(made, HOURS, at("2026-03-03 12:10:02"))
    assert made.overdue_minutes == 0
    assert sla.next_look(made, STANDARD, HOURS) == at("2026-03-03 12:25")


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Здравствуйте!", True),
        ("Добрый день, сейчас посмотрю", True),
        ("Минуту", True),
        ("Ваш вопрос принят в работу, отвечу через 5–10 минут", True),
        ("Здравствуйте! Какая у вас версия?", False),
        ("Проверьте, пожалуйста, подключение к интернету", False),
        ("Смотрите статью 151 НК РФ", False),
        ("Да", False),
    ],
)
def test_what_only_holds_the_client_is_no_answer(text: str, holds: bool) -> None:
    """A greeting and «сейчас посмотрю» let the term go on; a question of the operator's, or a fact, do not."""
    assert only_holds(text) is holds


@pytest.mark.parametrize(
    ("minutes", "full", "rough"),
    [
        (0.5, "30 секунд", "меньше минуты"),
        (1, "1 минуты", "1 мин"),
        (9, "9 минут", "9 мин"),
        (59, "59 минут", "55 мин"),
        (120, "2 рабочих часов", "2 ч"),
        (1200, "20 рабочих часов", "2 раб. дн."),
    ],
)
def test_spans_in_words(minutes: float, full: str, rough: str) -> None:
    """In full to a client, roughly to staff."""
    assert (promised(minutes), roughly(minutes)) == (full, rough)
