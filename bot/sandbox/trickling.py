"""Bytes that come one at a time: how a file arrives through a bad connection."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.types import Receive, Send

from bot.sandbox.blobs import Blob


async def trickle(blob: Blob, seconds: float, receive: Receive, send: Send) -> None:
    """A byte every so many seconds, until the end or until nobody takes them any more."""
    headers = [(b"content-length", str(blob.size).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    gone = asyncio.ensure_future(_gone(receive))
    try:
        with blob.path.open("rb") as file:
            while not gone.done() and (byte := file.read(1)):
                await send({"type": "http.response.body", "body": byte, "more_body": True})
                with suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.shield(gone), seconds)
        await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
