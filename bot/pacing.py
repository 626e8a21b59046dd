"""How fast a platform may be asked: budgets by scope, and pauses of what a platform refused.

A scope is a name such as `telegram:chat:42`, `telegram:bot` or `desk:group:-100…`; the rate of a scope is that of its
longest known prefix. Nobody promises the platforms' numbers, so a refusal pauses its scope whatever the budget says.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `limit` calls in any `seconds`."""

    limit: int
    seconds: float


def steady(per_second: float, burst_seconds: float = 1.0) -> Rate:
    """`per_second` on average, counted over `burst_seconds` so that a short burst passes."""
    limit = max(1, math.floor(per_second * burst_seconds + 1e-6))
    return Rate(limit, limit / per_second)


@dataclass(slots=True)
class _Scope:
    rate: Rate | None
    taken: deque[datetime] = field(default_factory=deque)
    paused_until: datetime | None = None

    def delay(self, now: datetime, weight: int = 1) -> float:
        pause = (self.paused_until - now).total_seconds() if self.paused_until else 0.0
        if self.rate is None:
            return max(pause, 0.0)
        self._forget(now)
        # What weighs more than the whole budget may go once the budget is untouched.
        room = self.rate.limit - min(weight, self.rate.limit)
        if len(self.taken) <= room:
            return max(pause, 0.0)
        free_at = self.taken[-room - 1] + timedelta(seconds=self.rate.seconds)
        # Never longer than the window: the machine's clock may have been set back meanwhile.
        return max(pause, min((free_at - now).total_seconds(), self.rate.seconds), 0.0)

    def _forget(self, now: datetime) -> None:
        assert self.rate is not None  # noqa: S101  (asked only where there is a rate)
        oldest = now - timedelta(seconds=self.rate.seconds)
        while self.taken and self.taken[0] <= oldest:
            self.taken.popleft()

    def idle(self, now: datetime) -> bool:
        return not self.taken and (self.paused_until is None or self.paused_until <= now)


class Paces:
    """The budgets of one bot."""

    # A platform names no scope in its refusal. So many different chats refused at once mean the bot itself.
    CHATS_THAT_MEAN_THE_BOT = 3

    def __init__(self, rates: Mapping[str, Rate], whole: str) -> None:
        """`rates` by prefix of the scope's name; `whole` is the scope of the whole bot."""
        self._rates = rates
        self._whole = whole
        self._scopes: dict[str, _Scope] = {}

    def delay(self, scopes: Iterable[str], now: datetime, weight: int = 1) -> float:
        """Seconds until a call that draws on all these scopes (and counts as `weight` messages) may go; 0 means now."""
        return max((self._scope(name).delay(now, weight) for name in scopes), default=0.0)

    def whole_delay(self, now: datetime) -> float:
        """Seconds until any call at all may go."""
        return self.delay((self._whole,), now)

    def take(self, scopes: Iterable[str], now: datetime, weight: int = 1) -> None:
        """Counts a call, as `weight` messages."""
        for name in scopes:
            scope = self._scope(name)
            if scope.rate is not None:
                scope.taken.extend([now] * weight)

    def refused(self, name: str, seconds: float, now: datetime) -> None:
        """The platform refused `name`: pauses it, and the whole bot once several chats were refused at once."""
        until = now + timedelta(seconds=seconds)
        scope = self._scope(name)
        scope.paused_until = max(scope.paused_until or until, until)
        paused = [other for other in self._scopes.values() if other.paused_until and other.paused_until > now]
        if name != self._whole and len(paused) >= self.CHATS_THAT_MEAN_THE_BOT:
            soonest = min(other.paused_until for other in paused if other.paused_until)
            whole = self._scope(self._whole)
            whole.paused_until = max(whole.paused_until or soonest, soonest)

    def sweep(self, now: datetime) -> None:
        """Forgets scopes that hold nothing back, so that memory does not grow with every client."""
        for name in [name for name, scope in self._scopes.items() if scope.delay(now) == 0 and scope.idle(now)]:
            del self._scopes[name]

    def _scope(self, name: str) -> _Scope:
        if name not in self._scopes:
            prefixes = [prefix for prefix in self._rates if name.startswith(prefix)]
            self._scopes[name] = _Scope(self._rates[max(prefixes, key=len)] if prefixes else None)
        return self._scopes[name]
