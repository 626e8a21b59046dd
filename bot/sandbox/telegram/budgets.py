"""How often a bot may ask, before Telegram answers 429.

Nobody promises the numbers (platforms.md: limits); these are the ones that are known, counted as they are known to be.
"""

from __future__ import annotations

import math
from collections import deque
from typing import Protocol

from bot.clock import Clock
from bot.sandbox.telegram.accounts import Bot
from bot.sandbox.telegram.model import Chat, Group
from bot.sandbox.telegram.refusals import too_many_requests

PER_CHAT_SECOND = 1.0
"""Messages a second into one private chat, on average (platforms.md: limits)."""

CHAT_BURST = 4
"""Messages at once into one private chat: "short bursts pass" (platforms.md: limits; the number is ours)."""

PER_BOT_SECOND = 30
"""Messages in any second over all chats (platforms.md: limits)."""

PER_GROUP_MINUTE = 20
"""Sends, edits and topics made in any minute in one group (platforms.md: limits; tdlib/td#2592). Per bot."""


class Meter(Protocol):
    """One budget."""

    def wait(self, now: float) -> float:
        """Seconds until one more call fits; 0 when it does."""

    def take(self, now: float, count: int) -> None:
        """Counts messages; the last of an album may go over the budget, which is then paid off."""


class Bucket:
    """`rate` calls a second on average, `burst` at once."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate, self._burst = rate, burst
        self._left, self._at = float(burst), 0.0

    def wait(self, now: float) -> float:
        """Seconds until one more call fits."""
        self._left = min(self._burst, self._left + max(0.0, now - self._at) * self._rate)
        self._at = now
        return 0.0 if self._left >= 1 else (1 - self._left) / self._rate

    def take(self, now: float, count: int) -> None:  # noqa: ARG002  # a `Meter`
        """Counts messages."""
        self._left -= count


class Window:
    """At most `limit` calls in any `seconds`."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit, self._seconds = limit, seconds
        self._taken: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until one more call fits."""
        while self._taken and self._taken[0] <= now - self._seconds:
            self._taken.popleft()
        over = len(self._taken) - self._limit
        return 0.0 if over < 0 else self._taken[over] + self._seconds - now

    def take(self, now: float, count: int) -> None:
        """Counts messages."""
        self._taken.extend([now] * count)


class Budgets:
    """Every bot's budgets; `on` may be changed at any time."""

    def __init__(self, clock: Clock, *, on: bool = True) -> None:
        self.on = on
        self._clock = clock
        self._bots: dict[int, Window] = {}
        self._chats: dict[tuple[int, str], Meter] = {}

    def spend(self, bot: Bot, chat: Chat, count: int = 1) -> None:
        """Counts a call into a chat, or refuses it with 429 and the whole seconds to wait.

        An album counts as its number of messages, and passes when one message would (**U**: how the real server counts
        albums is not known)."""
        if not self.on:
            return
        now = self._clock.now().timestamp()
        meters = (self._of_bot(bot), self._of_chat(bot, chat))
        wait = max(meter.wait(now) for meter in meters)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for meter in meters:
            meter.take(now, count)

    def _of_bot(self, bot: Bot) -> Meter:
        return self._bots.setdefault(bot.id, Window(PER_BOT_SECOND, 1.0))

    def _of_chat(self, bot: Bot, chat: Chat) -> Meter:
        known = self._chats.get((bot.id, chat.key))
        if known is None:
            known = Window(PER_GROUP_MINUTE, 60.0) if isinstance(chat, Group) else Bucket(PER_CHAT_SECOND, CHAT_BURST)
            self._chats[bot.id, chat.key] = known
        return known
