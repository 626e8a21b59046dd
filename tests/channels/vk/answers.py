"""How VK answers: what was asked for was done, or was not."""

from __future__ import annotations

from typing import Any

from tests.channels.scripted import Says


def fine(response: Any) -> Says:
    """What was asked for was done."""
    return Says(200, {"response": response})


def refusal(code: int, words: str = "No", **more: Any) -> Says:
    """What was asked for was not done."""
    return Says(200, {"error": {"error_code": code, "error_msg": words, **more}})
