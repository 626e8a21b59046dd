"""The pieces of an album are messages of their own, without an end: what comes within a second of quiet is one album.

Told from the raw rows, like the order that they belong to (`operators.desk.routing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.inbox import InboxRow
from bot.messages import Raw

QUIET = timedelta(seconds=1)
"""A sender's messenger hands an album over in one request, so its pieces come in one batch, at worst in two."""

MOST = 10
"""Pieces of an album (platforms.md: limits)."""


@dataclass(frozen=True, slots=True)
class Album:
    """The raw messages that have come of it, of how many first rows they are (pieces between other people's lines are
    left, and are known when their turn comes), and until when more may come (None: it is whole)."""

    pieces: tuple[dict[str, Any], ...]
    rows: int
    until: datetime | None

    @property
    def first(self) -> str:
        """The id of its first message."""
        return str(self.pieces[0].get("message_id"))


def gather(rows: Sequence[InboxRow]) -> Album | None:
    """The album that the first row begins; None when that is no piece of one.

    Whatever its sender does next comes after the album, so that nothing is left to wait for; what others do meanwhile
    says nothing about it.
    """
    first = _piece(rows[0].payload)
    if first is None:
        return None
    pieces, last, taken, ended = [first], rows[0], 1, False
    for number, row in enumerate(rows[1:], start=1):
        piece = _piece(row.payload)
        if piece is not None and piece["media_group_id"] == first["media_group_id"]:
            pieces.append(piece)
            last, taken = row, taken + (taken == number)
        elif _sender(row.payload) == _sender(rows[0].payload):
            ended = True
            break
    whole = ended or len(pieces) >= MOST
    return Album(tuple(pieces), taken, None if whole else last.received_at + QUIET)


def _piece(payload: Raw) -> dict[str, Any] | None:
    message = payload.get("message")
    return message if isinstance(message, dict) and isinstance(message.get("media_group_id"), str) else None


def _sender(payload: Raw) -> Any:
    """Who wrote (not who pressed or edited: an upload goes on meanwhile)."""
    message = payload.get("message")
    sender = message.get("from") if isinstance(message, dict) else None
    return sender.get("id") if isinstance(sender, dict) else None
