"""How often a community may ask, before VK answers error 6."""

from collections import deque

from bot.clock import Clock
from bot.sandbox.vk.limits import REQUESTS_A_SECOND
from bot.sandbox.vk.refusals import refused


class Budgets:
    """The requests of the last second, whatever their method; `on` may be changed at any time."""

    def __init__(self, clock: Clock, *, on: bool = True) -> None:
        self.on = on
        self._clock = clock
        self._taken: deque[float] = deque()

    def spend(self) -> None:
        """Counts a request, or refuses it with 6; a refused one is not counted."""
        if not self.on:
            return
        now = self._clock.now().timestamp()
        while self._taken and self._taken[0] <= now - 1:
            self._taken.popleft()
        if len(self._taken) >= REQUESTS_A_SECOND:
            raise refused(6)
        self._taken.append(now)
