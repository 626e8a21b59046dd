"""Budgets and pauses."""

from __future__ import annotations

import pytest

from bot.pacing import Paces, Rate, steady
from tests.fakes import FakeClock

CHAT = ("m:chat:1", "m:bot")


def _paces() -> Paces:
    return Paces({"m:chat:": Rate(2, 1.0), "m:chat:vip": Rate(5, 1.0), "m:bot": Rate(4, 1.0)}, "m:bot")


def test_a_budget_is_a_sliding_window() -> None:
    """The next call waits until the oldest of the last `limit` calls has left the window."""
    paces, clock = _paces(), FakeClock()
    paces.take(CHAT, clock.now())
    clock.move(0.4)
    paces.take(CHAT, clock.now())
    assert paces.delay(CHAT, clock.now()) == pytest.approx(0.6)
    clock.move(0.6)
    assert paces.delay(CHAT, clock.now()) == 0
    paces.take(CHAT, clock.now())
    assert paces.delay(CHAT, clock.now()) == pytest.approx(0.4)


def test_the_narrowest_budget_and_the_widest_both_count() -> None:
    """A chat with room waits while the bot has none."""
    paces, clock = _paces(), FakeClock()
    for chat in ("1", "1", "2", "2"):
        paces.take((f"m:chat:{chat}", "m:bot"), clock.now())
    assert paces.delay(("m:chat:3", "m:bot"), clock.now()) == pytest.approx(1)
    assert paces.whole_delay(clock.now()) == pytest.approx(1)


def test_the_longest_prefix_gives_the_rate() -> None:
    """A scope may have a rate of its own; one without a rate is held back by pauses alone."""
    paces, clock = _paces(), FakeClock()
    for _ in range(4):
        paces.take(("m:chat:vip1",), clock.now())
    assert paces.delay(("m:chat:vip1",), clock.now()) == 0
    assert paces.delay(("other",), clock.now()) == 0


def test_a_refusal_pauses_its_scope_alone() -> None:
    """The chat that was refused waits as long as it was told, the others go on; a shorter word shortens nothing."""
    paces, clock = _paces(), FakeClock()
    paces.refused("m:chat:1", 30, clock.now())
    paces.refused("m:chat:1", 5, clock.now())
    assert paces.delay(CHAT, clock.now()) == 30
    assert paces.delay(("m:chat:2", "m:bot"), clock.now()) == 0
    clock.move(30)
    assert paces.delay(CHAT, clock.now()) == 0


def test_several_refused_chats_mean_the_bot() -> None:
    """The third chat that is refused at once pauses everything, as long as the soonest of the pauses; chats that were
    refused and are free again do not count."""
    paces, clock = _paces(), FakeClock()
    paces.refused("m:chat:1", 1, clock.now())
    clock.move(2)
    for chat, seconds in (("2", 20), ("3", 10)):
        paces.refused(f"m:chat:{chat}", seconds, clock.now())
    assert paces.whole_delay(clock.now()) == 0
    paces.refused("m:chat:4", 15, clock.now())
    assert paces.whole_delay(clock.now()) == 10
    assert paces.delay(("m:chat:9", "m:bot"), clock.now()) == 10


def test_memory_does_not_grow_with_every_client() -> None:
    """What holds nothing back is forgotten; what does is not."""
    paces, clock = _paces(), FakeClock()
    for number in range(1000):
        paces.take((f"m:chat:{number}",), clock.now())
    paces.refused("m:chat:7", 60, clock.now())
    clock.move(5)
    paces.sweep(clock.now())
    assert len(paces._scopes) == 1
    assert paces.delay(("m:chat:7",), clock.now()) == 55


def test_a_clock_set_back_holds_nobody_for_hours() -> None:
    """A wait for a budget is never longer than its window."""
    paces, clock = _paces(), FakeClock()
    paces.take(CHAT, clock.now())
    paces.take(CHAT, clock.now())
    clock.move(-7200)
    assert paces.delay(CHAT, clock.now()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("per_second", "burst", "rate"),
    [
        (30, 1, Rate(30, 1)),
        (1, 1, Rate(1, 1)),
        (1, 3, Rate(3, 3)),
        (0.5, 1, Rate(1, 2)),
        (2.5, 2, Rate(5, 2)),
        (20 / 60, 60, Rate(20, 60)),
    ],
)
def test_a_steady_rate_is_never_faster_than_asked(per_second: float, burst: float, rate: Rate) -> None:
    """Whole calls in a window that makes them as many per second as the settings say."""
    found = steady(per_second, burst)
    assert found.limit == rate.limit
    assert found.seconds == pytest.approx(rate.seconds)


def test_an_odd_rate_is_not_rounded_up() -> None:
    """One and a half calls a second are not two."""
    found = steady(1.5)
    assert found.limit / found.seconds == pytest.approx(1.5)
