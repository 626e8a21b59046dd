"""Which kind of request staff mean by «подборка», «тех. поддержка», «звонок клиенту» or a slip of the hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from knowledge.stems import stem
from knowledge.text import tokens
from operators.kinds import TicketKind


def _named(names: Mapping[TicketKind, str]) -> dict[str, TicketKind]:
    return {stem(word): kind for kind, words in names.items() for word in tokens(words)}


_SURE = _named(
    {
        TicketKind.SELECTION: "подборка подборку подобрать selection",
        TicketKind.CONSULTATION: "консультация эксперт эксперту экспертный consultation",
        TicketKind.TRAINING: "обучение учеба training",
        TicketKind.SEMINAR: "семинар вебинар тренинг seminar",
        TicketKind.SUPPORT: "техподдержка поддержка техническая тех техподержка support",
        TicketKind.OUTAGE: "работает авария сбой outage",
        TicketKind.MANAGER: "менеджер менеджеру manager",
        TicketKind.SUGGESTION: "предложение благодарность пожелание идея отзыв suggestion",
        TicketKind.COMPLAINT: "жалоба претензия complaint",
        TicketKind.SUBSCRIPTION: "подписка рассылка журнал subscription",
        TicketKind.CALL_BACK: "звонок звонка позвонить перезвонить звонить обратный call callback",
    }
)
_UNSURE = _named({TicketKind.DOCUMENT: "документ заказ document", TicketKind.QUESTION: "вопрос question чат"})
"""Words that stand in the names of other kinds as well («заказ звонка», «вопрос менеджеру»)."""

_FROM = 80
"""Of a hundred: so alike is a name with a slip in it («подпорка», «консультаця»)."""
_SHORTEST = 4
"""Letters of a word in which a slip is borne."""


def meant(text: str) -> TicketKind | None:
    """The kind that these words name; None when they name none."""
    words = [stem(word) for word in tokens(text)]
    for names in (_SURE, _UNSURE):
        for found in (_exact(words, names), _alike(words, names)):
            if found is not None:
                return found
    return None


def _exact(words: Iterable[str], names: Mapping[str, TicketKind]) -> TicketKind | None:
    return next((names[word] for word in words if word in names), None)


def _alike(words: Iterable[str], names: Mapping[str, TicketKind]) -> TicketKind | None:
    likeness = {
        (fuzz.ratio(word, name), kind)
        for word in words
        for name, kind in names.items()
        if min(len(word), len(name)) >= _SHORTEST
    }
    score, kind = max(likeness, default=(0.0, None))
    return kind if score >= _FROM else None
