"""Articles in words for staff: their parts, their state, and when something was done."""

from __future__ import annotations

from datetime import date, datetime

from bot.richtext import RichText, rich
from bot.texts import say
from knowledge.articles import Article
from knowledge.fields import Field, value
from knowledge.store import SHIPPED
from operators.card_text import one_line
from operators.desk.turn import Turn

_NAME = 60


def name_of(part: Field) -> str:
    """A part of an article as people call it."""
    return say(f"kb-part-{_key(part)}")


def asked_for(part: Field) -> str:
    """What staff are asked for."""
    return say(f"kb-ask-{_key(part)}")


def label_of(part: Field) -> str:
    """The words on the button that changes it."""
    return say(f"kb-field-{_key(part)}")


def _key(part: Field) -> str:
    return part.value.replace("_", "-")


def is_list(part: Field) -> bool:
    """Whether it has one thing a line."""
    return part in (Field.WORDINGS, Field.SOURCES, Field.TAGS)


def shown_value(article: Article, part: Field) -> RichText:
    """What a part says now, in the form in which it may be written; empty when it says nothing."""
    match part:
        case Field.SOURCES:
            return rich("\n".join(f"{source.title}: {source.url}" for source in article.sources))
        case Field.WORDINGS | Field.TAGS:
            return rich("\n".join(value(article, part)))
        case Field.UNTIL:
            return rich(day(article.valid_until)) if article.valid_until else RichText()
        case _:
            return rich(value(article, part))


def facts(turn: Turn, article: Article) -> list[str]:
    """What stands beside an answer: who keeps it right, until when, for whom, and how it may be asked for."""
    lines = []
    if article.owner:
        lines.append(say("kb-fact-owner", name=one_line(article.owner, _NAME)))
    lines.append(until(turn, article))
    if article.centre:
        lines.append(say("kb-fact-centre", name=one_line(article.centre, _NAME)))
    wordings = say("kb-fact-wordings", count=len(article.questions))
    if article.learned:
        wordings += say("kb-fact-learned", count=len(article.learned))
    return [" · ".join([*lines, wordings])]


def until(turn: Turn, article: Article) -> str:
    """«до 31.01.2027», and whether that is over."""
    if article.valid_until is None:
        return say("kb-fact-forever")
    return say("kb-fact-over" if article.is_stale(turn.today) else "kb-fact-until", day=day(article.valid_until))


def author_of(author: str) -> str:
    """Who did something; what came with the service was done by nobody."""
    return say("kb-shipped") if author == SHIPPED else one_line(author, _NAME)


def moment(turn: Turn, at: datetime) -> str:
    """A point in time as the centre's clock shows it."""
    return at.astimezone(turn.zone).strftime("%d.%m.%Y %H:%M")


def day(one: date) -> str:
    """A day as it is written in Russia."""
    return one.strftime("%d.%m.%Y")
