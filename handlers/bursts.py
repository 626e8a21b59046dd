"""Messages within a second or two of each other are one question, or one album: people write as they speak."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.inbox import INTERNAL, InboxRow
from bot.messages import Edited, Incoming, Raw, Said
from bot.richtext import joined

Read = Callable[[Raw], Incoming | None]
"""A channel's reading of a raw update."""

_COARSE = timedelta(seconds=1)
"""Platforms tell the moment of a message in whole seconds."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What is taken together, from how many rows, and until when more may come (None: nothing to wait for)."""

    lines: tuple[Said, ...]
    rows: int
    until: datetime | None


def gather(rows: Sequence[InboxRow], first: Said, parse: Read, seconds: float) -> Burst:
    """`first` (the reading of `rows[0]`) with the lines that follow it in a rapid row, corrected where a correction has
    come already. Anything else than text ends the row; so does a row that cannot be read, which fails by itself later.
    """
    quiet = timedelta(seconds=seconds)
    lines = [first]
    taken = 1
    for row in rows[1:] if seconds else ():
        following = _following(row, parse)
        if isinstance(following, Said) and not following.attachments and following.at - lines[-1].at <= quiet + _COARSE:
            lines.append(following)
        elif isinstance(following, Edited) and _corrects(lines, following):
            lines = [_corrected(line, following) for line in lines]
        else:
            return Burst(tuple(lines), taken, None)
        taken += 1
    return Burst(tuple(lines), taken, _until(rows[taken - 1], seconds))


def gather_content(rows: Sequence[InboxRow], first: Said, parse: Read, seconds: float) -> Burst:
    """`first` (the reading of `rows[0]`) with the files that follow it in a rapid row: an album, a forwarded series."""
    quiet = timedelta(seconds=seconds)
    sent = [first]
    for row in rows[1:]:
        following = _following(row, parse)
        if not isinstance(following, Said) or not following.attachments:
            return Burst(tuple(sent), len(sent), None)
        same_album = following.album is not None and following.album == sent[-1].album
        if not same_album and following.at - sent[-1].at > quiet + _COARSE:
            return Burst(tuple(sent), len(sent), None)
        sent.append(following)
    return Burst(tuple(sent), len(sent), _until(rows[len(sent) - 1], seconds))


def as_one(lines: Sequence[Said]) -> Said:
    """The lines as one message with several ids."""
    ids = tuple(message_id for line in lines for message_id in line.message_ids)
    return replace(lines[0], text=joined([line.text for line in lines]), message_ids=ids)


def _until(last: InboxRow, seconds: float) -> datetime | None:
    return last.received_at + timedelta(seconds=seconds) if seconds else None


def _following(row: InboxRow, parse: Read) -> Incoming | None:
    if row.source == INTERNAL:
        return None
    try:
        return parse(row.payload)
    except Exception:  # noqa: BLE001  (it is not this row's turn: it will fail, and be told, when it is)
        return None


def _corrects(lines: Sequence[Said], edit: Edited) -> bool:
    return any(edit.message_id in line.message_ids for line in lines)


def _corrected(line: Said, edit: Edited) -> Said:
    return replace(line, text=edit.text) if edit.message_id in line.message_ids else line
