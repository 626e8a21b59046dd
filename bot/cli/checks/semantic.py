"""The check of the embedding service: one short text is sent, and a vector is expected."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from bot.cli.checks.finding import Finding, fine, off, wrong
from bot.settings import Settings
from bot.texts import say

_PATIENCE = 10.0
"""Seconds: a model that has just been started takes its time."""
_SLOW = 0.3
"""Seconds: a slower one will seldom be in time for a question."""


async def check_semantic(settings: Settings) -> AsyncIterator[Finding]:
    """One finding."""
    chosen = settings.knowledge.semantic
    if chosen.url is None:
        yield off(say("check-semantic-off"))
        return
    # numpy: only where the service is used.
    from time import monotonic

    from knowledge.semantic.service import EmbeddingService, NoVectors

    key = chosen.key.get_secret_value() if chosen.key is not None else None
    service = EmbeddingService(chosen.url, chosen.model, key)
    host = urlsplit(chosen.url).netloc.rpartition("@")[2]
    try:
        since = monotonic()
        vectors = await service.embed([say("check-semantic-text")], _PATIENCE)
        seconds = monotonic() - since
        told = "check-semantic-slow" if seconds > _SLOW else "check-semantic-fine"
        yield fine(say(told, host=host, length=vectors.shape[1], milliseconds=round(seconds * 1000)))
    except NoVectors as error:
        yield wrong(say("check-semantic-wrong", host=host, why=str(error)))
    finally:
        await service.close()
