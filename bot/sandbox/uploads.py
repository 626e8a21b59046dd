"""Forms with files too large for the memory: fields as strings, files on disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.types import Receive

from bot.sandbox import http
from bot.sandbox.blobs import Blob, Blobs

LONGEST_FIELD = 1024 * 1024
"""Bytes of a field that is no file."""

_MOST_FILES = 100


class TooLong(Exception):
    """A body is longer than the messenger takes."""


class BrokenForm(Exception):
    """A body is not the form that it says it is."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a form; its bytes are on disk."""

    name: str
    mime: str
    blob: Blob

    def __str__(self) -> str:
        return f"{self.name} ({self.mime}, {self.blob.size} bytes)"


async def pieces(receive: Receive, longest: int) -> AsyncGenerator[bytes, None]:
    """The body as it comes. Too long a one is read to its end, for a client that still writes hears no answer; then it
    is `TooLong`. Raises `HungUp`."""
    size = 0
    async for piece in http.pieces(receive):
        size += len(piece)
        if size <= longest:
            yield piece
    if size > longest:
        raise TooLong


async def form(headers: Headers, body: AsyncGenerator[bytes, None], blobs: Blobs) -> dict[str, Upload | str]:
    """The fields and files of a multipart body. Raises `BrokenForm`, and what `body` raises."""
    parser = MultiPartParser(headers, body, max_files=_MOST_FILES, max_part_size=LONGEST_FIELD)
    try:
        parsed = await parser.parse()
    except (MultiPartException, KeyError) as error:  # KeyError: a content type without a boundary
        raise BrokenForm(str(error)) from None
    try:
        return {name: await _kept(value, blobs) for name, value in parsed.multi_items()}
    finally:
        await parsed.close()


async def _kept(value: UploadFile | str, blobs: Blobs) -> Upload | str:
    if isinstance(value, str):
        return value
    blob = await asyncio.to_thread(blobs.keep, value.file)
    return Upload(value.filename or "", value.content_type or "application/octet-stream", blob)
