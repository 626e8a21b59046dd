"""What the knowledge base's tables hold of a person: what they thought of answers, and what was not answered. (Their
wordings: `operators.holdings`.)"""

from __future__ import annotations

from bot.holding import Apart, Category, Holding, Told, Why
from knowledge.gaps import Gap
from knowledge.learning import AnswerMark
from knowledge.semantic.cache import Vector
from knowledge.state import BaseState
from knowledge.store import Revision, StoredArticle


def _mark(row: AnswerMark) -> Told:
    return {"question": row.question, "helped": row.helped, "at": row.at}


def _gap(row: Gap) -> Told:
    return {"question": row.question, "at": row.at}


OPINIONS: tuple[Holding, ...] = (
    Holding(Gap, Category.OPINIONS, lambda subject: Gap.address_id.in_(subject.addresses), told=_gap),
    Holding(
        AnswerMark,
        Category.OPINIONS,
        lambda subject: AnswerMark.address_id.in_(subject.addresses),
        blank={"question": ""},
        left=lambda: AnswerMark.question != "",
        told=_mark,
    ),
)

APART: tuple[Apart, ...] = (
    Apart(StoredArticle, Why.IMPERSONAL),
    Apart(Revision, Why.IMPERSONAL),
    Apart(BaseState, Why.IMPERSONAL),
    Apart(Vector, Why.IMPERSONAL),
)
