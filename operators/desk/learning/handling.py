"""Which updates are about learning, for the desk's application."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, MessageHandler, filters

from operators.desk.kb.commands import NAMES
from operators.desk.learning import commands, gaps, listing, queue
from operators.desk.spelling import Command

_NUMBER = "([0-9]{1,9})"
"""Fits a database's integer, whatever was forged."""


def of_buttons() -> list[BaseHandler[Any, Any, Any]]:
    """Wordings are named by their numbers, groups of questions by their places in the message."""
    acts = {
        f"kw:add:{_NUMBER}": queue.add,
        f"kw:no:{_NUMBER}": queue.decline,
        f"kw:skip:{_NUMBER}": queue.skip,
        f"kw:undo:{_NUMBER}": queue.undo,
        f"kw:flip:{_NUMBER}": listing.toggle,
        f"kg:write:{_NUMBER}": gaps.on_group(gaps.write),
        f"kg:merge:{_NUMBER}": gaps.on_group(gaps.choose),
        f"kg:into:{_NUMBER}:{_NUMBER}": gaps.on_group(gaps.merge),
        f"kg:no:{_NUMBER}": gaps.on_group(gaps.dismiss),
        f"kg:undo:{_NUMBER}": gaps.on_group(gaps.undo),
        "kg:back": gaps.back,
    }
    return [CallbackQueryHandler(act, f"^{pattern}$") for pattern, act in acts.items()]


def of_commands(username: str | None) -> list[BaseHandler[Any, Any, Any]]:
    """They come before `/kb` and whatever words, which looks for articles."""
    named = filters.UpdateType.MESSAGE & Command(*NAMES, username=username)
    return [MessageHandler(named & commands.Following(), commands.look)]


def of_replies() -> BaseHandler[Any, Any, Any]:
    """Looked at before all else."""
    return MessageHandler(filters.UpdateType.MESSAGE, queue.replied)
