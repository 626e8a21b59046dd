"""«А сколько это стоит?»: a question that may be about what was asked before, and whether that makes it surer."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.outcome import Answered, Hit, Thresholds, Unknown, outcome
from knowledge.small_talk import without_small_talk
from knowledge.text import tokens
from knowledge.vocabulary import NOISE_WORDS

ASKING = frozenset(
    tokens(
        "как когда где куда откуда сколько почему зачем кто кому кого что чем чего какой какая какие каком чей можно"
    )
)
"""Words that ask and name nothing."""
_POINTING = frozenset(
    tokens("""
    это этого этому этим этом эту этой эти этих он она оно они его ее их ему ей им ими него нее них ним ней ними там
    туда оттуда тогда такой такая такое такие то того той ту
    """)
)
"""Words for what was named before."""
_PARTICLES = frozenset(tokens("ли же ж бы б и а но ну или если для по при в на с со к у о об до из за от так вообще"))
_LINKING = frozenset(tokens("а и"))
_VAGUE = frozenset(tokens("стоит стоят стоить ждать делать сделать быть получить найти посмотреть"))
"""Verbs that go with anything."""
HOW_MUCH = frozenset(tokens("часто долго быстро скоро много давно"))
"""They ask how much or how long («а долго ждать?»), and name nothing."""
_MOST_WORDS, _MOST_TELLING, _MOST_ASKING = 6, 1, 2
_NAMING_NOTHING = NOISE_WORDS | ASKING | _POINTING | _PARTICLES | _VAGUE | HOW_MUCH
_SUBJECT = 2
"""So many words name a subject («заказать документ»)."""
_IN_FAVOUR = 0.15
"""So much surer has the question with the subject to be when the plain one has an answer."""


def is_follow_up(text: str) -> bool:
    """Whether a text may need what was asked before to be understood: short, naming one thing at most, and joined to
    something («а для ИП?»), pointing at it («где это?») or asking in two words («как записаться?»)."""
    words = tokens(without_small_talk(text))
    if not 0 < len(words) <= _MOST_WORDS or any(any(map(str.isdigit, word)) for word in words):
        return False
    told = len(telling(words))
    joined = words[0] in _LINKING and len(words) > 1
    asks = any(word in ASKING for word in words) and len(words) <= told + _MOST_ASKING
    return told <= _MOST_TELLING and (joined or asks or leans(text))


def leans(text: str) -> bool:
    """Whether a short text says nothing at all without what was said before: it only points at it, or names nothing."""
    words = tokens(text)
    told = len(telling(words))
    points, asks = (any(word in kind for word in words) for kind in (_POINTING, ASKING | HOW_MUCH))
    return len(words) <= _MOST_WORDS and ((told == 0 and (asks or points)) or (told == 1 and points))


def names_nothing(text: str) -> bool:
    """«а как?», «и что?»: not even a verb; whatever a search finds for it is chance."""
    words = tokens(without_small_talk(text))
    return bool(words) and not telling(words) and not (_VAGUE | HOW_MUCH).intersection(words)


def telling(words: Sequence[str]) -> list[str]:
    """The words that name what is asked about."""
    return [word for word in words if word not in _NAMING_NOTHING]


def with_subject(asked_before: str, text: str) -> tuple[str, ...]:
    """The follow-up as one question with what it follows: with all of it, with what that names, with the beginning and
    with the end of it alone, for the more is said of the old subject, the more it finds the old answer."""
    named = telling(tokens(without_small_talk(asked_before)))
    subjects = (asked_before.strip(), " ".join(named), " ".join(named[:_SUBJECT]), " ".join(named[-1:]))
    return tuple(f"{subject}\n{text.strip()}" for subject in dict.fromkeys(subjects) if subject)


def surer(plain: Sequence[Hit], joined: Sequence[Hit], answered: str, thresholds: Thresholds) -> bool:
    """Whether the question with its subject (`joined`) found what the `plain` one did not: something else than the
    article that was `answered` (its id), and more surely."""
    best, alone = outcome(joined, thresholds), outcome(plain, thresholds)
    if isinstance(best, Unknown) or joined[0].article.id == answered:
        return False
    if isinstance(alone, Unknown) or plain[0].score < confident(thresholds):
        return joined[0].score >= confident(thresholds)
    if not isinstance(best, Answered):
        return False
    return joined[0].score >= plain[0].score + (_IN_FAVOUR if isinstance(alone, Answered) else 0.0)


def confident(thresholds: Thresholds) -> float:
    """From this confidence on an offer is more than a guess: half way to an answer."""
    return (thresholds.offer + thresholds.answer) / 2
