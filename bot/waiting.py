"""Waiting without spinning: the loops of the service rest here until there is something to do."""

from __future__ import annotations

import asyncio


async def first_of(seconds: float | None, *events: asyncio.Event) -> None:
    """Until one of the events is set, at most `seconds` (None: without an end). Leaves no task behind."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
