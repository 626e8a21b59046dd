"""The parts of an article that people change one by one: in which of them two states differ, and one change laid over
another."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Any

from knowledge.articles import Article


class Field(StrEnum):
    """A part of an article, named as `Article` names it, in the order in which people are told of them."""

    TITLE = "title"
    ANSWER = "answer"
    WORDINGS = "questions"
    SOURCES = "sources"
    UNTIL = "valid_until"
    OWNER = "owner"
    CENTRE = "centre"
    TAGS = "tags"


def differing(before: Article, after: Article) -> tuple[Field, ...]:
    """The parts that are not the same."""
    return tuple(part for part in Field if value(before, part) != value(after, part))


def value(article: Article, part: Field) -> Any:
    """What a part says."""
    return getattr(article, part.value)


def laid_over(changed: Article, before: Article, current: Article) -> Article:
    """What has become of `before` meanwhile, with the parts in which `changed` differs from `before` on top."""
    return replace(current, **{part.value: value(changed, part) for part in differing(before, changed)})
