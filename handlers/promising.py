"""What a client is promised: by when somebody answers, by the standard of the kind of request."""

from __future__ import annotations

from bot.texts import say
from handlers.turn import Turn
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
