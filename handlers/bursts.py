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

_ALBUM_SECONDS = 1.0
"""Of quiet behind a piece of an album: its pieces are sent in one go."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What is taken together, from how many rows, and until when more may come (None: nothing to wait for)."""

    lines: tuple[Said, ...]
    rows: int
    until: datetime | None


def gather(rows: Sequence[InboxRow], first: Said, parse: Read, seconds: float) -> Burst:
    """`first` (the reading of `rows[0]`) with the messages that follow it in a rapid row, corrected where a correction
    has come already. Anything else than a message ends the row; so does what cannot be read, which fails by itself
    later. With `seconds` 0 it is waited for the other pieces of an album alone: they come as messages of their own and
    do not say how many they are."""
    lines = [first]
    taken = 1
    for row in rows[1:]:
        following = _following(row, parse)
        if isinstance(following, Said) and _belongs(lines[-1], following, seconds):
            lines.append(following)
        elif isinstance(following, Edited) and _corrects(lines, following):
            lines = [_corrected(line, following) for line in lines]
        else:
            return Burst(tuple(lines), taken, None)
        taken += 1
    return Burst(tuple(lines), taken, _until(rows[taken - 1], lines[-1], seconds))


def as_one(lines: Sequence[Said]) -> Said:
    """The lines as one message with several ids."""
    ids = tuple(message_id for line in lines for message_id in line.message_ids)
    return replace(
        lines[0],
        text=joined([line.text for line in lines if line.text]),
        attachments=tuple(attachment for line in lines for attachment in line.attachments),
        forwarded=tuple(forwarded for line in lines for forwarded in line.forwarded),
        message_ids=ids,
    )


def _belongs(last: Said, following: Said, seconds: float) -> bool:
    if following.album is not None and following.album == last.album:
        return True
    return seconds > 0 and following.at - last.at <= timedelta(seconds=seconds) + _COARSE


def _until(row: InboxRow, last: Said, seconds: float) -> datetime | None:
    quiet = seconds if last.album is None else max(seconds, _ALBUM_SECONDS)
    return row.received_at + timedelta(seconds=quiet) if quiet else None


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
    if edit.message_id not in line.message_ids:
        return line
    return replace(line, text=edit.text, attachments=edit.attachments, forwarded=edit.forwarded)
