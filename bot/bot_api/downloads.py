"""Files on their way from Telegram: what both bots think of `getFile`'s answer, of a status and of too many bytes."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from bot.calls import Sink
from bot.errors import DeliveryError, Rejected, RetryLater, TooLarge

READ_SECONDS = 20
"""How long a download may bring nothing before it is given up."""

CHUNK = 64 * 1024
"""Bytes taken at a time."""

_TOO_BIG = "file is too big"
_UNKNOWN = re.compile(r"invalid file_id|wrong file_id|file_id_invalid|file reference|file_reference")
_AWAY = "temporarily unavailable"


class Counted:
    """A sink that takes at most `limit` bytes; raises `TooLarge` beyond."""

    def __init__(self, to: Sink, limit: int) -> None:
        self._to, self._left = to, limit

    def write(self, data: bytes) -> None:
        """Hands them on."""
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge
        self._to.write(data)


def path_of(file: Any, limit: int) -> str:
    """Where `getFile` says that the file lies."""
    path = file.get("file_path") if isinstance(file, dict) else None
    if not isinstance(path, str) or not path:
        raise RetryLater(None, None, "no file_path")
    size = file.get("file_size")
    if isinstance(size, int) and size > limit:
        raise TooLarge
    return path


def about_file(description: str) -> DeliveryError | None:
    """What a refusal of `getFile` says about the file, None when it says nothing. Telegram has one text for a file
    that it does not know and for one that it cannot reach at the moment: that one is worth another try."""
    text = description.lower()
    if _TOO_BIG in text:
        return TooLarge()
    if _AWAY in text:
        return RetryLater(None, None, description)
    return Rejected(description) if _UNKNOWN.search(text) else None


def check_status(status: int, pause: str | None) -> None:
    """Raises what the status of a download means; `pause` is its `Retry-After`. A path is good for an hour and may have
    run out: it is asked for anew."""
    if status == HTTPStatus.OK:
        return
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise RetryLater(float(pause) if pause and pause.isdecimal() else None, None, "flood control")
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.UNAUTHORIZED} or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise RetryLater(None, None, f"HTTP {status}")
    raise Rejected(f"HTTP {status}")
