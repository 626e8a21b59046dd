"""Reactions as the Bot API lists them: which emoji stands for what somebody feels about a message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def newest_emoji(old: Sequence[Any], new: Sequence[Any]) -> str | None:
    """The emoji that was put last (people with Premium may put several), None when none is left. Custom emoji and paid
    stars are pictures that no other messenger has and no bot may put: they stand for nothing here."""
    added = [one for one in new if one not in old]
    return next((emoji for one in (*reversed(added), *reversed(new)) if (emoji := emoji_of(one))), None)


def emoji_of(reaction: Any) -> str | None:
    """The emoji of one reaction."""
    if not isinstance(reaction, dict) or reaction.get("type") != "emoji":
        return None
    emoji = reaction.get("emoji")
    return emoji if isinstance(emoji, str) and emoji else None
