"""The vectors of questions: asked for before the transaction that answers opens, and waited for 0.3 s at the most.

A service that is slow or down is left alone for a while, so that it delays a question now and then and not each one.
An answer that comes too late is kept all the same: an operator's card may want it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from time import monotonic

import numpy as np
import structlog
from numpy.typing import NDArray

from knowledge.semantic.service import EmbeddingService, NoVectors
from knowledge.text import normalise

PATIENCE_SECONDS = 0.3
"""So long a client may wait for the meaning of their words."""
_LATE_SECONDS = 5.0
"""So long the service may go on for a later use."""
_PAUSES = (2.0, 10.0, 30.0, 60.0)
"""Seconds for which a service that failed is not asked."""
_REMEMBERED = 2000
_MOST_ASKED = 32
"""Texts in one request; what is beyond them is answered by the lexical search alone."""
_LONGEST = 1000
"""Characters of a question that tell what it is about."""

log = structlog.get_logger()


class QuestionVectors:
    """What questions mean, as far as the service said so in time; kept in memory only."""

    def __init__(self, service: EmbeddingService, prefix: str = "", seconds: Callable[[], float] = monotonic) -> None:
        """`prefix` is what the model wants before a question («query: »)."""
        self._service, self._prefix, self._seconds = service, prefix, seconds
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._under_way: set[asyncio.Task[None]] = set()
        self._failures = 0
        self._rests_until = float("-inf")

    def of(self, text: str) -> NDArray[np.float32] | None:
        """The vector of a question; None when it is not known (in time)."""
        return self._known.get(normalise(text))

    async def prepare(self, texts: Iterable[str]) -> None:
        """Asks for those that are not known; returns within `PATIENCE_SECONDS` and raises nothing."""
        asked = {normalise(text): text[:_LONGEST] for text in texts}
        names = [name for name in asked if name and name not in self._known][:_MOST_ASKED]
        if not names or self._seconds() < self._rests_until:
            return
        task = asyncio.create_task(self._ask(names, [self._prefix + asked[name] for name in names]))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        done, _ = await asyncio.wait([task], timeout=PATIENCE_SECONDS)
        if not done:
            self._rest("slow")

    async def close(self) -> None:
        """Nothing is waited for any more."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _ask(self, names: Sequence[str], texts: Sequence[str]) -> None:
        since = self._seconds()
        try:
            async with asyncio.timeout(_LATE_SECONDS):
                vectors = await self._service.embed(texts, _LATE_SECONDS)
        except (NoVectors, TimeoutError) as error:
            self._rest(str(error) or type(error).__name__)
            return
        if self._seconds() - since <= PATIENCE_SECONDS:
            self._failures = 0
        for name, vector in zip(names, vectors, strict=True):
            self._known[name] = vector
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def _rest(self, why: str) -> None:
        pause = _PAUSES[min(self._failures, len(_PAUSES) - 1)]
        self._failures += 1
        self._rests_until = self._seconds() + pause
        log.warning("semantic.left_alone", why=why, seconds=pause)
