"""The message that tells what the base lacks: its groups, what was done about each, and its buttons. All that it takes
to draw it anew stands in its outbox row's context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from bot.outbox import OutboxRow
from bot.outgoing import Button, Keyboard
from bot.richtext import RichText, SpanKind, bold, joined, rich
from bot.texts import say
from operators.card_text import one_line

_LISTED = "kb_gaps"
_EXAMPLE, _TITLE, _NAME = 200, 80, 60
"""Characters of each that the message shows."""
_MOST_AGEING = 5


class Done(StrEnum):
    """What was done about a group; `DRAFTED` is not the end of it."""

    DRAFTED = "drafted"
    MERGED = "merged"
    DISMISSED = "dismissed"
    SETTLED = "settled"
    """Elsewhere: its questions are open no more."""


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """A group: the rows of its questions, its wordings (the most frequent first), the articles (id, title) nearest to
    it. `done` by whom, with the wordings (rows) that an article learned by it, and the draft that was begun."""

    ids: tuple[int, ...]
    wordings: tuple[str, ...]
    nearest: tuple[tuple[str, str], ...]
    done: Done | None = None
    by: str = ""
    article: str = ""
    """The title of the one that it was merged into."""
    learned: tuple[int, ...] = ()
    draft: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do about it."""
        return self.done not in (None, Done.DRAFTED)


@dataclass(frozen=True, slots=True)
class Aged:
    """An article whose last day has passed, or is near."""

    title: str
    owner: str
    expired: bool


@dataclass(frozen=True, slots=True)
class GapList:
    """All of the message. `more` groups are not shown; `choosing` is the place of the group that an article is being
    chosen for."""

    groups: tuple[ListedGroup, ...]
    more: int = 0
    ageing: tuple[Aged, ...] = ()
    choosing: int | None = None

    def __bool__(self) -> bool:
        return bool(self.groups or self.ageing)

    def with_group(self, place: int, group: ListedGroup) -> GapList:
        """The same with another group in that place, and nothing being chosen."""
        groups = (*self.groups[:place], group, *self.groups[place + 1 :])
        return replace(self, groups=groups, choosing=None)

    def to_context(self) -> dict[str, Any]:
        """As `outbox.enqueue(…, context=…)` takes it."""
        return {_LISTED: _LISTS.dump_python(self, mode="json")}

    @classmethod
    def of(cls, row: OutboxRow) -> GapList | None:
        """What a row shows; None when it is no such message."""
        values = row.context.get(_LISTED)
        return _LISTS.validate_python(values) if values is not None else None


_LISTS: TypeAdapter[GapList] = TypeAdapter(GapList)


def drawn(listed: GapList) -> tuple[RichText, Keyboard]:
    """What the message says, and its buttons. Clients' words are quoted, never read as anything else."""
    parts: list[RichText | str] = []
    if listed.groups:
        parts.append(bold(say("gaps-heading")))
        parts += [_told(number, group) for number, group in enumerate(listed.groups, 1)]
    if listed.more:
        parts.append(say("gaps-more", count=listed.more))
    if listed.ageing:
        parts.append(_ageing(listed.ageing))
    if listed.choosing is not None:
        parts.append(bold(say("gaps-choose", number=listed.choosing + 1)))
    return joined(parts, "\n\n"), tuple(_buttons(listed))


def _told(number: int, group: ListedGroup) -> RichText:
    heading = say("gaps-group", number=number, count=len(group.ids))
    quoted = rich(one_line(group.wordings[0], _EXAMPLE)).styled(SpanKind.QUOTE)
    lines: list[RichText | str] = [heading, quoted]
    if group.done is not None:
        title = one_line(group.article, _TITLE)
        lines.append(bold(say(f"gaps-{group.done}", name=one_line(group.by, _NAME), title=title)))
    elif group.nearest:
        lines.append(say("gaps-nearest", title=one_line(group.nearest[0][1], _TITLE)))
    return joined(lines)


def _ageing(ageing: tuple[Aged, ...]) -> str:
    named = [
        say(
            "gaps-ageing-one",
            title=one_line(one.title, _TITLE),
            owner=one_line(one.owner, _NAME) or say("kb-stale-nobody"),
            expired=one.expired,
        )
        for one in ageing[:_MOST_AGEING]
    ]
    names = "; ".join(named) + (say("gaps-ageing-more") if len(ageing) > _MOST_AGEING else "")
    return say("gaps-ageing", count=len(ageing), names=names)


def _buttons(listed: GapList) -> Iterator[tuple[Button, ...]]:
    if listed.choosing is not None:
        for choice, (_, title) in enumerate(listed.groups[listed.choosing].nearest, 1):
            yield (Button(one_line(title, _TITLE), data=f"kg:into:{listed.choosing + 1}:{choice}"),)
        yield (Button(say("gaps-button-back"), data="kg:back"),)
        return
    for number, group in enumerate(listed.groups, 1):
        if group.done in (Done.MERGED, Done.DISMISSED):
            yield (Button(say("gaps-button-undo", number=number), data=f"kg:undo:{number}"),)
        elif not group.is_over:
            yield tuple(_acts(number, group))


def _acts(number: int, group: ListedGroup) -> Iterator[Button]:
    yield Button(say("gaps-button-write", number=number), data=f"kg:write:{number}")
    if group.nearest:
        yield Button(say("gaps-button-merge", number=number), data=f"kg:merge:{number}")
    yield Button(say("gaps-button-dismiss", number=number), data=f"kg:no:{number}")
