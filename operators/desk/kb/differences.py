"""What was changed in an article, told in words, part by part."""

from __future__ import annotations

from collections.abc import Sequence

from bot.texts import say
from knowledge.articles import Article
from knowledge.fields import Field, differing, value
from operators.card_text import one_line
from operators.desk.kb.words import day, name_of

_LONGEST = 80
"""Characters of a text before and after."""
_BEFORE = 20
"""Of them so many that stand before the first difference."""
_MOST = 5
"""Wordings that are named."""


def told_difference(before: Article, after: Article) -> list[str]:
    """A line for each part that differs; none for two that say the same."""
    return [_told(part, before, after) for part in differing(before, after)]


def _told(part: Field, before: Article, after: Article) -> str:
    if part in (Field.WORDINGS, Field.TAGS, Field.SOURCES):
        return _listed(part, _names(before, part), _names(after, part))
    was, now = _words(before, part), _words(after, part)
    if part is Field.ANSWER and was == now:
        return say("kb-diff-formatting")
    return say("kb-diff", part=name_of(part), before=_around(was, now), after=_around(now, was))


def _listed(part: Field, was: Sequence[str], now: Sequence[str]) -> str:
    added, gone = [one for one in now if one not in was], [one for one in was if one not in now]
    if not added and not gone:
        return say("kb-diff-order", part=name_of(part))
    told = [say("kb-diff-added", names=_quoted(added))] if added else []
    told += [say("kb-diff-gone", names=_quoted(gone))] if gone else []
    return say("kb-diff-list", part=name_of(part), what="; ".join(told))


def _names(article: Article, part: Field) -> Sequence[str]:
    if part is Field.SOURCES:
        return [f"{source.title}: {source.url}" for source in article.sources]
    return tuple(value(article, part))


def _quoted(names: Sequence[str]) -> str:
    shown = ", ".join(f"«{one_line(name, _LONGEST)}»" for name in names[:_MOST])
    return shown + (say("kb-diff-more", count=len(names) - _MOST) if len(names) > _MOST else "")


def _words(article: Article, part: Field) -> str:
    match part:
        case Field.ANSWER:
            return " ".join(article.answer.text.split())
        case Field.UNTIL:
            return say("kb-fact-until", day=day(article.valid_until)) if article.valid_until else say("kb-fact-forever")
        case _:
            return str(value(article, part)) or say("kb-diff-nothing")


def _around(text: str, other: str) -> str:
    """What stands where two texts begin to differ."""
    same = next((place for place, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), 0)
    same = same or min(len(text), len(other))
    start = max(0, same - _BEFORE) if len(text) > _LONGEST else 0
    return ("…" if start else "") + one_line(text[start:], _LONGEST)
