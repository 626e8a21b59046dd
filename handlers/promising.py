"""What a client is promised: by when somebody answers, by the standard of the kind of request."""

from __future__ import annotations

from datetime import datetime

from bot.texts import say
from handlers.turn import Turn
from operators import regions, topics
from operators.durations import promised
from operators.kinds import TicketKind

_FROM, _TO = 5, 60
"""«через 5–10 минут», as the service describes the chat: between these two that is how an answer is promised."""


def soon(turn: Turn, kind: TicketKind) -> str:
    """What is said in working hours."""
    term = turn.services.promises.standard.terms.get(kind)
    if term is None:
        return say("promise-none")
    first, minutes = promised(term.first_answer_minutes), term.solution_minutes
    if kind is not TicketKind.QUESTION:
        return say("promise-kind", first=first, solution=promised(minutes))
    if _FROM < minutes < _TO:
        return say("promise-chat", first=first, minutes=round(minutes))
    return say("promise-question", first=first, solution=promised(minutes))


async def later(turn: Turn) -> list[str]:
    """Outside working hours, from when on somebody will answer; nothing within them. While no operators' group is
    connected nobody can be promised at all."""
    if await topics.desk_for(turn.session) is None:
        return [say("hotline-no-desk")]
    default = turn.services.promises.working_time
    working = await regions.working_time_for(turn.session, turn.address.client_id, default)
    if working.is_open(turn.now):
        return []
    opening = working.next_opening(turn.now)
    if opening is None:
        return [say("hotline-no-desk")]
    when = _when(opening, turn.now.astimezone(working.time_zone))
    return [say("hotline-promise-later", when=when)]


def _when(opening: datetime, now: datetime) -> str:
    """«сегодня с 08:00», «завтра с 08:00», «в понедельник, 30.11, с 08:00»; both by the centre's own clock."""
    days = (opening.date() - now.date()).days
    clock = f"{opening:%H:%M}"
    if days == 0:
        return say("when-today", time=clock)
    if days == 1:
        return say("when-tomorrow", time=clock)
    return say("when-date", weekday=opening.isoweekday(), date=f"{opening:%d.%m}", time=clock)
