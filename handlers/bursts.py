"""Lines within a second or two of each other are one question: people write as they speak."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.inbox import INTERNAL, InboxRow
from bot.messages import Incoming, Raw, TextEdited, TextSaid
from bot.richtext import joined

_COARSE = timedelta(seconds=1)
"""Platforms tell the moment of a message in whole seconds."""


@dataclass(frozen=True, slots=True)
class Burst:
    """The lines taken together, from how many rows, and until when another may come (None: nothing to wait for)."""

    lines: tuple[TextSaid, ...]
    rows: int
    until: datetime | None


def gather(rows: Sequence[InboxRow], first: TextSaid, parse: Callable[[Raw], Incoming | None], seconds: float) -> Burst:
    """`first` (the reading of `rows[0]`) with the lines that follow it in a rapid row, corrected where a correction has
    come already. Anything else than text ends the row; so does a row that cannot be read, which fails by itself later.
    """
    quiet = timedelta(seconds=seconds)
    lines = [first]
    taken = 1
    for row in rows[1:] if seconds else ():
        following = None if row.source == INTERNAL else _read(row, parse)
        if isinstance(following, TextSaid) and following.at - lines[-1].at <= quiet + _COARSE:
            lines.append(following)
        elif isinstance(following, TextEdited) and _corrects(lines, following):
            lines = [_corrected(line, following) for line in lines]
        else:
            return Burst(tuple(lines), taken, None)
        taken += 1
    last = rows[taken - 1].received_at
    return Burst(tuple(lines), taken, last + quiet if seconds else None)


def as_one(lines: Sequence[TextSaid]) -> TextSaid:
    """The lines as one message with several ids."""
    ids = tuple(message_id for line in lines for message_id in line.message_ids)
    return replace(lines[0], text=joined([line.text for line in lines]), message_ids=ids)


def _read(row: InboxRow, parse: Callable[[Raw], Incoming | None]) -> Incoming | None:
    try:
        return parse(row.payload)
    except Exception:  # noqa: BLE001  (it is not this row's turn: it will fail, and be told, when it is)
        return None


def _corrects(lines: Sequence[TextSaid], edit: TextEdited) -> bool:
    return any(edit.message_id in line.message_ids for line in lines)


def _corrected(line: TextSaid, edit: TextEdited) -> TextSaid:
    return replace(line, text=edit.text) if edit.message_id in line.message_ids else line
