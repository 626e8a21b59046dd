"""Waiting in the end-to-end tests: for what people see, never for some time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

_Found = TypeVar("_Found")

_LOOK_SECONDS = 0.02


async def until(condition: Callable[[], _Found | None], what: str, seconds: float = 60) -> _Found:
    """Waits for something to be so and gives it; fails, saying what was waited for, when it does not come about."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not (found := condition()):
        assert asyncio.get_running_loop().time() < deadline, f"not within {seconds} s: {what}"
        await asyncio.sleep(_LOOK_SECONDS)
    return found
