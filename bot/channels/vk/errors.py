"""VK's refusals, and what goes wrong on the way to it, in the words of `bot.errors`.

Reasons are VK's own descriptions or the names of exceptions: what a network library says may quote the address of a
request, and with it a key.
"""

from __future__ import annotations

import httpx
import requests
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from bot.errors import Alarm, DeliveryError, Rejected, RetryLater, TooOld, Unreachable

COMMUNITY_SCOPE = "vk:community"

TOKEN_PAUSE = 60.0
"""Seconds between attempts while the key is refused: somebody has to mend the settings."""

UNKNOWN_REACTION = "no such reaction in VK"
"""The reason of a `Rejected` for an emoji that has no counterpart."""

_TOKEN = frozenset({5, 27, 28, 1117})
_CAPTCHA = frozenset({14, 17, 3300})
_UNREACHABLE = frozenset({18, 900, 901, 902, 932, 936, 950, 1021})
_TOO_OLD = frozenset({909, 924})
_PASSING = frozenset({1, 10, 32, 36, 43, 995})
_DOUBTFUL = frozenset({1, 10, 36})

_COMMUNITY_PAUSES = {6: 1.0, 29: 60.0, 984: 60.0}
"""Seconds by code, where the whole community was refused; VK itself names none."""

_FLOOD, _FLOOD_PAUSE = 9, 10.0

CAPTCHA_PAUSES = (5.0, 15.0, 30.0, 60.0, 120.0, 300.0)
"""Seconds, growing while VK goes on asking: most captchas are over soon, and nobody is there to solve one."""


class Refusal(Exception):
    """The API's answer was an error: its code and its words."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"[{code}] {words}")
        self.code, self.words = code, words

    @property
    def reason(self) -> str:
        """As it is written down."""
        return f"{self.words} ({self.code})"


def is_captcha(refusal: Refusal) -> bool:
    """Whether VK wants to be told that no robot writes."""
    return refusal.code in _CAPTCHA


def translated(refusal: Refusal, scope: str | None, captchas: int = 0) -> DeliveryError:
    """The refusal as delivery knows it; `scope` is the narrowest budget of the call, `captchas` how many were asked for
    there before without a pass in between."""
    code, reason = refusal.code, refusal.reason
    if is_captcha(refusal):
        return _captcha(reason, scope, captchas)
    if (pause := _pause(code, reason, scope)) is not None:
        return pause
    if code in _UNREACHABLE:
        return Unreachable(reason)
    return TooOld(reason) if code in _TOO_OLD else Rejected(reason)


def _captcha(reason: str, scope: str | None, before: int) -> RetryLater:
    """The first holds everybody up for some seconds, those that follow only where VK goes on asking."""
    seconds = CAPTCHA_PAUSES[min(before, len(CAPTCHA_PAUSES) - 1)]
    again = None if scope == COMMUNITY_SCOPE else scope
    return RetryLater(seconds, again if before else COMMUNITY_SCOPE, reason, alarm=Alarm.VK_CAPTCHA)


def _pause(code: int, reason: str, scope: str | None) -> RetryLater | None:
    """What time, or a person, may heal."""
    if code in _TOKEN:
        return RetryLater(TOKEN_PAUSE, COMMUNITY_SCOPE, "token")
    if code in _COMMUNITY_PAUSES:
        return RetryLater(_COMMUNITY_PAUSES[code], COMMUNITY_SCOPE, reason)
    if code == _FLOOD:
        return RetryLater(_FLOOD_PAUSE, scope, reason)
    return RetryLater(None, None, reason, doubtful=code in _DOUBTFUL) if code in _PASSING else None


def later(error: Exception) -> RetryLater:
    """A 5xx, silence, a dropped connection or nonsense, from requests or httpx: doubtful unless nothing was sent."""
    return RetryLater(None, None, type(_cause(error)).__name__, doubtful=not _unsent(error))


def _cause(error: BaseException) -> BaseException:
    """What urllib3 says lies two exceptions deep, in requests' own."""
    inner = error.args[0] if isinstance(error, requests.ConnectionError) and error.args else None
    reason = getattr(inner, "reason", None)
    return reason if isinstance(reason, BaseException) else error


def _unsent(error: BaseException) -> bool:
    """Whether the request never left: no connection was made."""
    if isinstance(error, requests.ConnectTimeout | httpx.ConnectError | httpx.ConnectTimeout):
        return True
    return isinstance(_cause(error), NewConnectionError | NameResolutionError | ConnectTimeoutError)
