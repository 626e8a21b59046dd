"""One file on its way here: streamed to the disk, cut off where hardly anything comes."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass, field

import structlog

from bot.calls import FileSource
from bot.carriage import TRAITS
from bot.errors import DeliveryError, RetryLater, TooLarge
from bot.file_store import FileStore, Incoming
from bot.files import File

log = structlog.get_logger()

SLOWEST = 1024
"""Bytes a second that a download has to make."""

WINDOW_SECONDS = 30.0
"""Over so long a time; also how long a platform may keep silent."""

TOO_SLOW = "too_slow"
"""Why a download was cut off: a key of `bot.carriage.REFUSALS`, should it stay so."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of an attempt: bytes beside their place, which go with `close` unless they were kept; or an error."""

    file_id: int
    incoming: Incoming | None = None
    error: Exception | None = None
    _held: ExitStack = field(default_factory=ExitStack)

    def close(self) -> None:
        """Lets go of what is not kept."""
        self._held.close()


async def fetch(source: FileSource, file: File, store: FileStore, window: float) -> Fetched:
    """The file, whatever happens to it; only an end of the task itself goes on as one."""
    try:
        with ExitStack() as held:
            incoming = held.enter_context(store.incoming())
            await _download(source, file, incoming, window)
            if incoming.size:
                return Fetched(file.id, incoming, _held=held.pop_all())
            return Fetched(file.id, error=TooLarge("empty"))
    except Exception as error:
        if not isinstance(error, DeliveryError | OSError):
            log.exception("download.adapter_failed", file=file.id)
        return Fetched(file.id, error=error)


async def _download(source: FileSource, file: File, incoming: Incoming, window: float) -> None:
    """Raises what the source does, and `RetryLater` where less than `SLOWEST` came for one whole window."""
    coming = asyncio.ensure_future(source.download(file.ref, incoming, TRAITS[file.source].download))
    try:
        before = 0
        while not (await asyncio.wait([coming], timeout=window))[0]:
            if incoming.size - before < SLOWEST * window:
                raise RetryLater(None, None, TOO_SLOW)
            before = incoming.size
        coming.result()
    finally:
        if not coming.done():
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)
