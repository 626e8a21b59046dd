"""The keys of the quality standard: for each kind of request, by when it is answered. Minutes of working time.

The seeds give two numbers, for a question in the chat: a greeting within 30 seconds, an answer within 10 minutes. The
others are what a centre can keep with the people it has: what somebody waits for at the screen (a selection, a
document, a call) within hours, what has to be thought over or arranged within one or two working days of ten hours.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from bot.settings.section import Section
from bot.settings.values import Share
from bot.texts import say

Minutes = Annotated[int | float, Field(gt=0, le=60_000)]
"""At most a hundred working days."""


class Term(Section):
    """One kind: `first_answer_minutes` until somebody has it in hand, `solution_minutes` until the answer."""

    first_answer_minutes: Minutes
    solution_minutes: Minutes

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first_answer_minutes > self.solution_minutes:
            raise ValueError(say("settings-standard-order"))
        return self


def _term(first_answer: float, solution: float) -> Term:
    return Term(first_answer_minutes=first_answer, solution_minutes=solution)


class Standard(Section):
    """By kind of request; `remind_share`: so much of a term is left when whoever has the ticket is reminded (0:
    nobody is)."""

    remind_share: Share = 0.25
    question: Term = _term(0.5, 10)
    selection: Term = _term(10, 120)
    consultation: Term = _term(30, 1200)
    document: Term = _term(10, 240)
    training: Term = _term(60, 600)
    seminar: Term = _term(60, 600)
    support: Term = _term(15, 240)
    outage: Term = _term(5, 120)
    manager: Term = _term(30, 240)
    suggestion: Term = _term(60, 1200)
    complaint: Term = _term(30, 600)
    subscription: Term = _term(60, 240)
    call_back: Term = _term(15, 60)

    @property
    def terms(self) -> dict[str, Term]:
        """By the name of the kind."""
        named = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: term for name, term in named.items() if isinstance(term, Term)}

    @model_validator(mode="before")
    @classmethod
    def _one_number_is_enough(cls, values: Any) -> Any:
        """Of a kind that names one of its two numbers, the other one is the default's."""
        if not isinstance(values, dict):
            return values
        whole = dict(values)
        for name, value in values.items():
            default = cls.model_fields[name].default if name in cls.model_fields else None
            if isinstance(value, dict) and isinstance(default, Term):
                whole[name] = {**default.model_dump(), **value}
        return whole
